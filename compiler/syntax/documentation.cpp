#include "syntax/documentation.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "syntax/comment_text.h"

namespace onc::compiler::syntax {
namespace {

// A part of the file that comments may be about.
struct Item {
  SourceRange range{};
  Documentation* documentation = nullptr;
  Definition* definition = nullptr;  // on the file's level
  bool has_body = false;
};

// All items in the order of their beginnings.
class Collector {
 public:
  explicit Collector(Specification& tree) : tree_(tree) {}

  std::vector<Item> run() {
    for (Definition& one : tree_.definitions) {
      items_.push_back({one.range, &one.documentation, &one, has_body(one)});
      definition(one);
    }
    std::stable_sort(items_.begin(), items_.end(),
                     [](const Item& left, const Item& right) { return left.range.begin < right.range.begin; });
    return std::move(items_);
  }

 private:
  using Kind = Definition::Kind;
  using TypeKind = TypeSpecifier::Kind;

  static bool is_inline(const Declaration& one) {
    return one.type.kind == TypeKind::inline_enum || one.type.kind == TypeKind::inline_struct ||
           one.type.kind == TypeKind::inline_union;
  }
  bool has_body(const Definition& one) const {
    return one.kind == Kind::type_alias ? is_inline(tree_.aliases[one.index]) : one.kind != Kind::constant;
  }
  void definition(const Definition& one) {
    switch (one.kind) {
      case Kind::constant: break;
      case Kind::type_alias: inline_type(tree_.aliases[one.index].type); break;
      case Kind::enumeration: enumerators(tree_.enums[one.index]); break;
      case Kind::structure: members(tree_.structs[one.index]); break;
      case Kind::union_type: cases(tree_.unions[one.index]); break;
      case Kind::program: versions(tree_.programs[one.index]); break;
    }
  }
  void inline_type(const TypeSpecifier& type) {
    if (type.kind == TypeKind::inline_enum) enumerators(tree_.enums[type.inline_index]);
    if (type.kind == TypeKind::inline_struct) members(tree_.structs[type.inline_index]);
    if (type.kind == TypeKind::inline_union) cases(tree_.unions[type.inline_index]);
  }
  void enumerators(Enum& body) {
    for (Enumerator& one : body.enumerators) {
      const SourceRange end = one.value ? one.value->range : one.name.range;
      add({one.name.range.begin, end.end}, one.documentation, false);
    }
  }
  void member(Declaration& one, std::uint32_t begin) {
    add({begin, one.range.end}, one.documentation, is_inline(one));
    inline_type(one.type);
  }
  void members(Struct& body) {
    for (Declaration& one : body.members) member(one, one.range.begin);
  }
  void cases(Union& body) {
    for (Case& one : body.cases) {
      std::uint32_t begin = one.declaration.range.begin;
      if (!one.labels.empty()) begin = std::min(begin, one.labels.front().range.begin);
      if (one.default_label) begin = std::min(begin, one.default_label->begin);
      member(one.declaration, begin);
    }
  }
  void versions(Program& body) {
    for (Version& version : body.versions) {
      add({version.name.range.begin, version.number.range.end}, version.documentation, true);
      for (Procedure& one : version.procedures)
        add({one.result.range.begin, one.number.range.end}, one.documentation, false);
    }
  }
  void add(SourceRange range, Documentation& documentation, bool has_body) {
    items_.push_back({range, &documentation, nullptr, has_body});
  }

  Specification& tree_;
  std::vector<Item> items_;
};

void append(std::vector<std::string>& lines, std::vector<std::string> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Paragraphs are kept apart.
void append_paragraph(std::vector<std::string>& lines, std::vector<std::string> more) {
  if (!lines.empty() && !more.empty()) lines.emplace_back();
  append(lines, std::move(more));
}

// Goes through the file once, comment by comment.
class Attacher {
 public:
  Attacher(Specification& tree, const SourceManager& sources)
      : tree_(tree), sources_(sources), items_(Collector(tree).run()) {}

  void run() {
    for (std::size_t at = 0; at < tree_.comments.size(); ++at) {
      const Comment& comment = tree_.comments[at];
      advance_to(comment.range.begin);
      attach(comment, at + 1 < tree_.comments.size() ? tree_.comments[at + 1].range.begin : comment.range.end);
    }
  }

 private:
  // Opens and closes items up to a place.
  void advance_to(std::uint32_t place) {
    for (; next_ < items_.size() && items_[next_].range.begin < place; ++next_) {
      close_up_to(items_[next_].range.begin);
      open_.push_back(&items_[next_]);
    }
    close_up_to(place);
  }
  void close_up_to(std::uint32_t place) {
    for (; !open_.empty() && open_.back()->range.end <= place; open_.pop_back()) closed_ = open_.back();
  }

  void attach(const Comment& comment, std::uint32_t next_comment) {
    std::vector<std::string> lines = comment_lines(comment.text);
    const std::uint32_t begin = comment.range.begin;
    if (closed_ != nullptr && !same_line(closed_->range.end, begin) && !continues(comment)) closed_ = nullptr;
    if (closed_ != nullptr) return behind(*closed_, comment, std::move(lines));
    if (!open_.empty()) return inside(*open_.back(), begin, std::move(lines));
    if (next_ == items_.size()) return;
    const std::uint32_t item = items_[next_].range.begin;
    const std::uint32_t next = next_comment > begin ? std::min(item, next_comment) : item;
    const bool alone = lines_between(comment.range.end, next) > 1;
    alone ? stand_alone(std::move(lines)) : append(items_[next_].documentation->lines, std::move(lines));
  }
  void behind(Item& item, const Comment& comment, std::vector<std::string> lines) {
    Documentation& documentation = *item.documentation;
    documentation.trailing = !item.has_body && documentation.empty() && lines.size() == 1;
    add(item, std::move(lines));
    trailing_ = &comment;
  }
  // Whether the comment is one more line of the one that stands behind the item.
  bool continues(const Comment& comment) const {
    if (trailing_ == nullptr || !comment.text.starts_with("//")) return false;
    const Place before = sources_.place(sources_.origin(trailing_->range).begin);
    const Place here = sources_.place(sources_.origin(comment.range).begin);
    return trailing_->range.begin > closed_->range.begin && before.line + 1 == here.line &&
           before.column == here.column;
  }
  void inside(Item& item, std::uint32_t begin, std::vector<std::string> lines) {
    const bool has_next = next_ < items_.size() && items_[next_].range.begin < item.range.end;
    const bool is_about_next = item.has_body && has_next && !same_line(item.range.begin, begin);
    is_about_next ? append(items_[next_].documentation->lines, std::move(lines)) : add(item, std::move(lines));
  }
  // To what the item's documentation has already. Remarks about a body are paragraphs.
  static void add(Item& item, std::vector<std::string> lines) {
    std::vector<std::string>& present = item.documentation->lines;
    item.has_body ? append_paragraph(present, std::move(lines)) : append(present, std::move(lines));
  }
  // And with it everything that was taken for the next definition's so far.
  void stand_alone(std::vector<std::string> lines) {
    const Item& item = items_[next_];
    if (item.definition == nullptr) return;  // what a syntax error left
    std::vector<std::string>& preamble = next_ == 0 ? tree_.preamble : item.definition->preamble;
    append_paragraph(preamble, std::exchange(item.documentation->lines, {}));
    append_paragraph(preamble, std::move(lines));
  }

  std::size_t lines_between(std::uint32_t from, std::uint32_t to) const {
    const std::string_view text = sources_.text({from, to});
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  // Lines that are longer than anybody writes are not looked through again and again.
  bool same_line(std::uint32_t from, std::uint32_t to) const {
    constexpr std::uint32_t longest = 4096;
    return to - from <= longest && lines_between(from, to) == 0;
  }

  Specification& tree_;
  const SourceManager& sources_;
  std::vector<Item> items_;
  std::size_t next_ = 0;               // the first item that begins behind the newest comment
  std::vector<Item*> open_{};          // the items around it, outermost first
  Item* closed_ = nullptr;             // the item that ended last before it, as long as that may be on the same line
  const Comment* trailing_ = nullptr;  // the newest one that stands behind an item
};

}  // namespace

void attach_comments(Specification& tree, const SourceManager& sources) { Attacher(tree, sources).run(); }

}  // namespace onc::compiler::syntax
