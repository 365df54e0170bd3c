#include "model/components.h"

#include <algorithm>
#include <limits>

namespace onc::compiler::model {
namespace {

constexpr std::size_t unvisited = std::numeric_limits<std::size_t>::max();

// Tarjan's algorithm with a stack of its own.
class ComponentFinder {
 public:
  explicit ComponentFinder(const Graph& graph)
      : graph_(graph), index_(graph.size(), unvisited), low_(graph.size()), component_(graph.size(), unvisited) {}

  std::vector<std::size_t> run() {
    for (std::size_t node = 0; node < graph_.size(); ++node)
      if (index_[node] == unvisited) walk(node);
    return std::move(component_);
  }

 private:
  struct Frame {
    std::size_t node;
    std::size_t next;  // index into the node's edges
  };

  void walk(std::size_t root) {
    visit(root);
    while (!path_.empty()) {
      Frame& frame = path_.back();
      if (frame.next < graph_[frame.node].size())
        follow(frame.node, graph_[frame.node][frame.next++]);
      else
        finish(frame.node);
    }
  }
  void visit(std::size_t node) {
    index_[node] = low_[node] = visited_++;
    open_.push_back(node);
    path_.push_back({node, 0});
  }
  void follow(std::size_t from, std::size_t to) {
    if (index_[to] == unvisited)
      visit(to);
    else if (component_[to] == unvisited)
      low_[from] = std::min(low_[from], index_[to]);
  }
  void finish(std::size_t node) {
    path_.pop_back();
    if (!path_.empty()) low_[path_.back().node] = std::min(low_[path_.back().node], low_[node]);
    if (low_[node] != index_[node]) return;
    for (;;) {
      const std::size_t member = open_.back();
      open_.pop_back();
      component_[member] = found_;
      if (member == node) break;
    }
    ++found_;
  }

  const Graph& graph_;
  std::vector<std::size_t> index_, low_, component_, open_;
  std::vector<Frame> path_;
  std::size_t visited_ = 0;
  std::size_t found_ = 0;
};

}  // namespace

std::vector<std::size_t> components(const Graph& graph) { return ComponentFinder(graph).run(); }

std::vector<std::size_t> dependency_order(const Graph& graph) {
  std::vector<std::size_t> order;
  std::vector<bool> seen(graph.size(), false);
  std::vector<std::pair<std::size_t, std::size_t>> path;  // node, next edge
  for (std::size_t root = 0; root < graph.size(); ++root) {
    if (!seen[root]) path.emplace_back(root, 0);
    seen[root] = true;
    while (!path.empty()) {
      auto& [node, next] = path.back();
      if (next == graph[node].size()) {
        order.push_back(node);
        path.pop_back();
      } else if (const std::size_t to = graph[node][next++]; !seen[to]) {
        seen[to] = true;
        path.emplace_back(to, 0);
      }
    }
  }
  return order;
}

}  // namespace onc::compiler::model
