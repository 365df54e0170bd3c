#include "emit/json_functions.h"

namespace onc::compiler::emit {

std::string json_parameter(const model::Definition& definition) {
  const bool is_enum = std::holds_alternative<model::Enum>(definition.body);
  return is_enum ? definition.name.cpp : "const " + definition.name.cpp + "&";
}

void declare_json_functions(const model::Model& model, const model::Definition& definition, const std::string& suffix,
                            Emitter& out) {
  const model::LocalNames& local = model.local;
  out.gap();
  out.emit({{"name", definition.name.cpp},
            {"parameter", json_parameter(definition)},
            {"suffix", suffix},
            {"in", local.in},
            {"out", local.out},
            {"text", local.text},
            {"value", local.value},
            {"options", "const onc::xdr::JsonOptions& " + local.options}},
           R"(
    std::string to_json$suffix$($parameter$ $value$, $options$ = {});
    onc::xdr::JsonResult from_json$suffix$(std::string_view $text$, $name$& $value$, $options$ = {});
    onc::xdr::JsonWriter& write_json$suffix$(onc::xdr::JsonWriter& $out$, $parameter$ $value$);
    bool read_json$suffix$(onc::xdr::JsonReader& $in$, $name$& $value$);
  )");
}

void define_json_texts(const model::Model& model, const model::Definition& definition, const std::string& suffix,
                       Emitter& out) {
  const model::LocalNames& local = model.local;
  out.emit({{"name", definition.name.cpp},
            {"parameter", json_parameter(definition)},
            {"suffix", suffix},
            {"writer", suffix.empty() ? "" : ", write_json" + suffix},
            {"reader", suffix.empty() ? "" : ", read_json" + suffix},
            {"text", local.text},
            {"value", local.value},
            {"options", local.options},
            {"how", "const onc::xdr::JsonOptions& " + local.options}},
           R"(
    std::string to_json$suffix$($parameter$ $value$, $how$) {
      return onc::xdr::json_text($value$, $options$$writer$);
    }
    onc::xdr::JsonResult from_json$suffix$(std::string_view $text$, $name$& $value$, $how$) {
      return onc::xdr::from_json_text($text$, $value$, $options$$reader$);
    }
  )");
}

}  // namespace onc::compiler::emit
