#pragma once

#include <cstddef>
#include <vector>

namespace onc::compiler::model {

using Graph = std::vector<std::vector<std::size_t>>;  // for each node the nodes it leads to

// For each node the number of its strongly connected component. No recursion, whatever the depth of the graph.
std::vector<std::size_t> components(const Graph& graph);

// All nodes, each after those it leads to, otherwise in their own order. REQUIRES: no cycles.
std::vector<std::size_t> dependency_order(const Graph& graph);

}  // namespace onc::compiler::model
