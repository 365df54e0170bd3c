#include "emit/json_codec.h"

#include <fmt/format.h>

#include "emit/codec.h"
#include "model/uses.h"

namespace onc::compiler::emit {
namespace {

using model::Alias;
using model::Model;
using model::Primitive;
using model::Shape;
using model::Type;

// Whether JSON has null for some value of a T, the target of the type.
bool may_be_null(const Model& model, const Type& type) {
  const Alias* alias = type.of_list ? nullptr : model.get<Alias>(type.target);
  if (alias == nullptr) return false;
  if (alias->type.shape == Shape::plain) return may_be_null(model, alias->type);
  return alias->type.shape == Shape::optional && !alias->type.of_list;
}

// What writing and reading have in common.
class Expression {
 public:
  Expression(const Model& model, const Type& type, std::string_view coder, std::string_view value)
      : model_(model), type_(type), coder_(coder), value_(value) {}

  std::string written() const {
    if (model::is_bytes(type_)) return call(bytes_function());
    if (type_.shape == Shape::plain) return plain("write", "array");
    if (type_.shape == Shape::optional && !type_.of_list) return call(optional_function(), element("write", "array"));
    return call("array", type_.shape == Shape::optional ? "" : element("write", "array"));
  }

  std::string read() const {
    if (model::is_bytes(type_)) return call(bytes_function(), type_.bound.given && is_array() ? bound() : "");
    switch (type_.shape) {
      case Shape::nothing: return "true";
      case Shape::plain: return plain("read", "chain");
      case Shape::array: return call("array", bound() + element("read", "chain"));
      case Shape::fixed: return call("fixed", element("read", "chain"));
      case Shape::optional: break;
    }
    return type_.of_list ? call("list") : call(optional_function(), element("read", "chain"));
  }

 private:
  bool is_array() const { return type_.shape == Shape::array; }
  bool has_own_codec() const { return model_.get<Alias>(type_.target) != nullptr; }
  bool is_extern() const { return model_.get<model::ExternType>(type_.target) != nullptr; }
  std::string bound() const { return ", " + type_.bound.cpp; }

  std::string call(std::string_view function, std::string_view rest = "") const {
    return fmt::format("{}.{}({}{})", coder_, function, value_, rest);
  }
  std::string_view bytes_function() const {
    if (type_.primitive == Primitive::string) return "string";
    return type_.shape == Shape::fixed ? "opaque_fixed" : "opaque";
  }
  std::string_view optional_function() const { return may_be_null(model_, type_) ? "wrapped_optional" : "optional"; }

  // The function for a T that no overload stands for: of a typedef, or of a type of another header. Empty if there is
  // none.
  std::string function_by_name(std::string_view verb) const {
    if (is_extern()) return fmt::format("onc::xdr::json_{}_extern", verb);
    return has_own_codec() ? own_function(type_, fmt::format("{}_json", verb)) : "";
  }
  // `list`: how the coder calls a list by value.
  std::string plain(std::string_view verb, std::string_view list) const {
    if (type_.target == model::no_definition) return call(primitive_function(type_.primitive));
    const std::string own = function_by_name(verb);
    if (!own.empty()) return fmt::format("{}({}, {})", own, coder_, value_);
    if (type_.of_list) return call(list);
    return fmt::format("{}_json({}, {})", verb, coder_, value_);
  }
  // What the coder's templates do not find by themselves: `, write_json_name`.
  std::string element(std::string_view verb, std::string_view list) const {
    const std::string own = function_by_name(verb);
    if (!own.empty()) return ", " + own;
    if (!type_.of_list) return "";
    const model::LocalNames& local = model_.local;
    const bool writes = verb == "write";
    return fmt::format(", [](onc::xdr::Json{0}& {1}, {2}auto& {3}) {{ {4}{1}.{5}({3}); }}",
                       writes ? "Writer" : "Reader", local.coder, writes ? "const " : "", local.element,
                       writes ? "" : "return ", list);
  }

  const Model& model_;
  const Type& type_;
  std::string_view coder_;
  std::string_view value_;
};

}  // namespace

std::string json_write_expression(const Model& model, const Type& type, std::string_view out, std::string_view value) {
  return Expression(model, type, out, value).written();
}

std::string json_read_expression(const Model& model, const Type& type, std::string_view in, std::string_view value) {
  return Expression(model, type, in, value).read();
}

}  // namespace onc::compiler::emit
