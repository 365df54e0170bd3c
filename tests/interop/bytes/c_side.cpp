#include <functional>

#include <fmt/format.h>

#include "emit/emitter.h"
#include "sides.h"

namespace onc::test {
namespace {

using compiler::emit::Emitter;
using model::Definition;
using model::Shape;
using model::Type;

// C as rpcgen's header wants it: names are those of the file, x<N> is a struct of x_len and x_val, a union U is a
// struct of its discriminant and U_u, T *x a pointer, and a list what its links make it.
class CSide {
 public:
  CSide(const model::Model& model, const Skipped& skipped) : model_(model), skipped_(skipped) {}
  std::string text();

 private:
  void declare(const Definition& definition);
  void define(const Definition& definition);
  // draw_NAME with the suffix.
  void function(const Definition& definition, const std::string& suffix, const std::function<void()>& statements);
  void choice(std::size_t count, const std::function<void(std::size_t)>& statements);

  void draw(const Definition& definition, const model::Alias& alias);
  void draw(const Definition& definition, const model::Enum& body);
  void draw(const Definition& definition, const model::Struct& body);
  void draw(const Definition& definition, const model::Union& body);
  void draw(const Definition& /*definition*/, const model::Constant& /*body*/) {}
  void draw(const Definition& /*definition*/, const model::ExternType& /*body*/) {}
  void draw_links(const Definition& definition, const model::Struct& body);

  // Fills `place`, a variable that is declared with the name `field`.
  void fill(const Type& type, const std::string& place, const std::string& field);
  void fill_bytes(const Type& type, const std::string& place, const std::string& field);
  void fill_fixed(const Type& type, const std::string& place);
  void fill_array(const Type& type, const std::string& place, const std::string& field);
  void fill_optional(const Type& type, const std::string& place);
  std::string element(const Type& type, const std::string& place) const;
  const std::string& target(const Type& type) const { return model_.definitions[type.target].name.schema; }
  std::string bound(const Type& type) const;
  void table();

  const model::Model& model_;
  const Skipped& skipped_;
  Emitter out_;
};

// Types that libtirpc has for every program.
bool is_of_libtirpc(const Definition& definition) {
  return definition.name.schema == "netobj" || definition.name.schema == "des_block";
}

std::string CSide::text() {
  out_.emit({{"file", model_.file_name}, {"stem", model_.stem}}, R"(
    /* Made from $file$ by bytes_generator. */
    #include "writer.h"
    #include "$stem$.h"
  )");
  for (const Definition& definition : model_.definitions)
    if (definition.is_type() && !skipped_.contains(definition.name.schema)) declare(definition);
  for (const Definition& definition : model_.definitions)
    if (definition.is_type() && !skipped_.contains(definition.name.schema)) define(definition);
  table();
  return out_.text();
}

void CSide::declare(const Definition& definition) {
  if (is_of_libtirpc(definition)) return;
  out_.line(fmt::format("static void draw_{0}(struct value_stream* stream_, {0}* out_);", definition.name.schema));
  const auto* list = std::get_if<model::Struct>(&definition.body);
  if (list != nullptr && list->link)
    out_.line(
        fmt::format("static void draw_{0}_links(struct value_stream* stream_, {0}** out_);", definition.name.schema));
}

void CSide::define(const Definition& definition) {
  out_.gap();
  if (!is_of_libtirpc(definition)) std::visit([&](const auto& body) { draw(definition, body); }, definition.body);
  out_.emit({{"name", definition.name.schema}}, R"(
    static void* new_$name$(struct value_stream* stream_) {
      $name$* out_ = stream_room(1, sizeof *out_);
      draw_$name$(stream_, out_);
      return out_;
    }
  )");
}

void CSide::function(const Definition& definition, const std::string& suffix, const std::function<void()>& statements) {
  out_.emit({{"name", definition.name.schema}, {"suffix", suffix}, {"statements", statements}}, R"(
    static void draw_$name$$suffix$(struct value_stream* stream_, $name$* out_) {
      $statements$
    }
  )");
}

// One of so many cases.
void CSide::choice(std::size_t count, const std::function<void(std::size_t)>& statements) {
  const auto cases = [&] {
    for (std::size_t at = 0; at < count; ++at)
      out_.emit({{"at", std::to_string(at)}, {"statements", [&] { statements(at); }}}, R"(
        case $at$:
          $statements$
          break;
      )");
  };
  out_.emit({{"count", std::to_string(count)}, {"cases", cases}}, R"(
    switch (stream_below(stream_, $count$)) {
      $cases$
    }
  )");
}

void CSide::draw(const Definition& definition, const model::Alias& alias) {
  function(definition, "", [&] { fill(alias.type, "(*out_)", definition.name.schema); });
}

void CSide::draw(const Definition& definition, const model::Enum& body) {
  const auto assign = [&](std::size_t at) { out_.line(fmt::format("*out_ = {};", body.enumerators[at].name.schema)); };
  function(definition, "", [&] { choice(body.enumerators.size(), assign); });
}

void CSide::draw(const Definition& definition, const model::Struct& body) {
  const auto members = [&] {
    for (const model::Member& member : body.members)
      fill(member.type, "out_->" + member.name.schema, member.name.schema);
    if (body.link) out_.line(fmt::format("out_->{} = NULL;", body.link->name.schema));
  };
  function(definition, body.link ? "_element" : "", members);
  if (body.link) draw_links(definition, body);
}

void CSide::draw_links(const Definition& definition, const model::Struct& body) {
  out_.emit({{"name", definition.name.schema}, {"link", body.link->name.schema}}, R"(
    static void draw_$name$_links(struct value_stream* stream_, $name$** out_) {
      *out_ = NULL;
      for (uint32_t left_ = stream_length(stream_, UINT32_MAX); left_ > 0; --left_) {
        *out_ = stream_room(1, sizeof **out_);
        draw_$name$_element(stream_, *out_);
        out_ = &(*out_)->$link$;
      }
    }
    static void draw_$name$(struct value_stream* stream_, $name$* out_) {
      draw_$name$_element(stream_, out_);
      draw_$name$_links(stream_, &out_->$link$);
    }
  )");
}

void CSide::draw(const Definition& definition, const model::Union& body) {
  const std::vector<UnionCase> cases = union_cases(model_, body);
  const auto select = [&](std::size_t at) {
    const model::Arm& arm = *cases[at].arm;
    out_.line(fmt::format("out_->{} = {};", body.discriminant.name.schema, cases[at].c));
    fill(arm.type, fmt::format("out_->{}_u.{}", definition.name.schema, arm.name.schema), arm.name.schema);
  };
  function(definition, "", [&] { choice(cases.size(), select); });
}

void CSide::fill(const Type& type, const std::string& place, const std::string& field) {
  if (type.primitive == model::Primitive::string || type.primitive == model::Primitive::opaque)
    return fill_bytes(type, place, field);
  switch (type.shape) {
    case Shape::nothing: return;
    case Shape::plain: return out_.line(element(type, place));
    case Shape::fixed: return fill_fixed(type, place);
    case Shape::array: return fill_array(type, place, field);
    case Shape::optional: return fill_optional(type, place);
  }
}

void CSide::fill_bytes(const Type& type, const std::string& place, const std::string& field) {
  if (type.primitive == model::Primitive::string)
    return out_.line(fmt::format("{} = draw_string(stream_, {});", place, bound(type)));
  if (type.shape == Shape::fixed) return out_.line(fmt::format("fill_opaque(stream_, {0}, sizeof {0});", place));
  out_.line(fmt::format("{}.{}_len = stream_byte_length(stream_, {});", place, field, bound(type)));
  out_.line(fmt::format("{0}.{1}_val = draw_opaque(stream_, {0}.{1}_len);", place, field));
}

void CSide::fill_fixed(const Type& type, const std::string& place) {
  out_.line(fmt::format("for (size_t at_ = 0; at_ < sizeof {0} / sizeof {0}[0]; ++at_) {1}", place,
                        element(type, place + "[at_]")));
}

void CSide::fill_array(const Type& type, const std::string& place, const std::string& field) {
  const std::string length = fmt::format("{}.{}_len", place, field);
  const std::string values = fmt::format("{}.{}_val", place, field);
  out_.line(fmt::format("{} = stream_length(stream_, {});", length, bound(type)));
  out_.line(fmt::format("{0} = stream_room({1}, sizeof *{0});", values, length));
  out_.line(fmt::format("for (uint32_t at_ = 0; at_ < {}; ++at_) {}", length, element(type, values + "[at_]")));
}

void CSide::fill_optional(const Type& type, const std::string& place) {
  if (type.of_list) return out_.line(fmt::format("draw_{}_links(stream_, &{});", target(type), place));
  out_.emit({{"place", place}, {"element", element(type, "(*" + place + ")")}}, R"(
    $place$ = NULL;
    if (stream_present(stream_)) {
      $place$ = stream_room(1, sizeof *$place$);
      $element$
    }
  )");
}

std::string CSide::element(const Type& type, const std::string& place) const {
  if (type.target != model::no_definition) return fmt::format("draw_{}(stream_, &{});", target(type), place);
  return fmt::format("{} = {}(stream_);", place, draw_function(type.primitive));
}

std::string CSide::bound(const Type& type) const {
  if (type.bound.constant != model::no_definition) return model_.definitions[type.bound.constant].name.schema;
  return type.bound.from_header ? type.bound.cpp : fmt::format("UINT32_C({})", type.bound.limit);
}

void CSide::table() {
  out_.gap();
  out_.line("static const struct value_writer writers[] = {");
  for (const Definition& definition : model_.definitions)
    if (definition.is_type() && !skipped_.contains(definition.name.schema))
      out_.line(fmt::format("  {{\"{0}\", (xdrproc_t)xdr_{0}, new_{0}}},", definition.name.schema));
  out_.emit({}, R"(
    };

    int main(int argc, char** argv) {
      return write_values(writers, sizeof writers / sizeof writers[0], argc, argv);
    }
  )");
}

}  // namespace

std::string c_side(const model::Model& model, const Skipped& skipped) { return CSide(model, skipped).text(); }

}  // namespace onc::test
