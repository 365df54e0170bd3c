#pragma once

#include <string_view>
#include <vector>

namespace onc::compiler::preprocess {

// The braces that are open where text is taken. What stands in those of a struct or a union is on the wire, of which
// RPC_XDR's view alone decides.
class Bodies {
 public:
  // The next word or other character; `on_wire`: RPC_XDR sees it.
  void token(std::string_view word, bool on_wire) {
    if (word == "{")
      open(on_wire);
    else if (word == "}" && !open_.empty())
      open_.pop_back();
    else if (word == ";")
      opener_ = Opener::none;
    else if (opener_ == Opener::none)
      opener_ = opener_of(word);
    after_enum_ = word == "enum";
  }
  bool in_members() const { return !open_.empty() && open_.back() == Opener::members; }

 private:
  enum class Opener : unsigned char { none, members, other };

  // The first of these words says what a body is: those behind it are names, or types of a switch.
  static Opener opener_of(std::string_view word) {
    if (word == "struct" || word == "union") return Opener::members;
    return word == "enum" || word == "program" || word == "version" ? Opener::other : Opener::none;
  }

  // An enum without a name may stand before the body of a union: `union u switch (enum { A } tag) {`.
  void open(bool on_wire) {
    if (after_enum_) return open_.push_back(Opener::other);
    open_.push_back(on_wire ? opener_ : Opener::other);
    opener_ = Opener::none;
  }

  std::vector<Opener> open_;
  Opener opener_ = Opener::none;
  bool after_enum_ = false;
};

}  // namespace onc::compiler::preprocess
