#include "model/cpp_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/reserved_words.h"
#include "model/uses.h"

namespace onc::compiler::model {
namespace {

// Names that are taken, in a scope of its own or in one that it looks through to.
class Names {
 public:
  Names(std::initializer_list<std::string> own = {}) : own_(own) {}

  void insert(std::string name) { own_.insert(std::move(name)); }
  void insert(std::initializer_list<std::string> names) { own_.insert(names); }
  // `outer` must outlive this scope.
  void look_through_to(const Names& outer) { outer_.push_back(&outer); }
  bool contains(const std::string& name) const {
    return own_.contains(name) ||
           std::any_of(outer_.begin(), outer_.end(), [&](const Names* outer) { return outer->contains(name); });
  }

 private:
  std::set<std::string> own_;
  std::vector<const Names*> outer_;
};

// What generated code itself declares or uses in the schema's namespace.
const Names namespace_words{"std",       "onc",      "encode",  "decode",    "to_string",  "xdr_size",
                            "write_arm", "read_arm", "to_json", "from_json", "write_json", "read_json"};
// A typedef with functions of its own has these in front of its name.
constexpr std::array<std::string_view, 7> function_words{"encode",    "decode",     "xdr_size", "to_json",
                                                         "from_json", "write_json", "read_json"};
const Names version_words{"Client", "Service", "AsyncService", "id"};
const Names client_words{"connect", "channel", "shared_channel", "call", "start", "no_arguments", "Client"};
const Names service_words{"program_version", "dispatch",     "idempotent", "answers_later",
                          "Service",         "AsyncService", "id"};
// What the base of clients keeps for itself. Procedures may hide it, nothing else may be named so within a client.
const Names client_base_words{"ClientStub", "channel_", "begin", "await"};
const Names union_words{"arm_", "Arm", "arm_of", "select", "clear", "make_void", "void_", "unknown_"};

std::vector<std::string> functions_of(const std::string& type) {
  std::vector<std::string> names;
  names.reserve(function_words.size());
  for (const std::string_view word : function_words) names.push_back(fmt::format("{}_{}", word, type));
  return names;
}

void look_through_to_stubs(Names& scope) {
  scope.look_through_to(client_words);
  scope.look_through_to(client_base_words);
  scope.look_through_to(service_words);
}

// name, name_, name_2, name_2_, ...: two underscores in a row belong to the compiler.
std::string next_name(const std::string& name) { return name + (name.ends_with('_') ? "2" : "_"); }

// Names like __LINE__ and _Bool belong to the compiler; some are keywords, some are macros, and which differs.
bool belongs_to_compiler(std::string_view name) {
  if (name.size() < 2 || name[0] != '_') return false;
  return name[1] == '_' || std::isupper(static_cast<unsigned char>(name[1])) != 0;
}

std::string first_name(std::string_view schema) {
  if (!belongs_to_compiler(schema)) return std::string(schema);
  return "x_" + std::string(schema.substr(std::min(schema.find_first_not_of('_'), schema.size())));
}

std::string joined(const std::string& left, const std::string& right) {
  return left + (left.ends_with('_') || right.starts_with('_') ? "" : "_") + right;
}

class NameChooser {
 public:
  explicit NameChooser(Model& model) : model_(model) {}

  void run() {
    open_spaces();
    name_definitions();
    for (Program& program : model_.programs) program.name.cpp = take_in(program.cpp_namespace, program.name.schema);
    for (Program& program : model_.programs) name_versions(program);
    spell_values();
    choose_locals();
    for (Definition& definition : model_.own()) {
      from_ = definition.cpp_namespace;
      name_members(definition);
    }
    for (Program& program : model_.programs) name_procedures(program);
  }

 private:
  // The first of the name and its variants that is neither reserved nor taken.
  std::string take(Names& scope, std::string_view wanted) const {
    std::string name = free_name(scope, wanted);
    scope.insert(name);
    return name;
  }
  std::string free_name(const Names& scope, std::string_view wanted) const {
    std::string name = first_name(wanted);
    while (reserved_.anywhere(name) || name == "std" || name == "onc" || scope.contains(name)) name = next_name(name);
    return name;
  }

  // The names of one C++ namespace.
  Names& space(const std::string& path);
  void open_spaces();
  std::string take_in(const std::string& path, std::string_view wanted) {
    std::string name = take(space(path), wanted);
    top_.insert(name);
    return name;
  }

  void take_imported(const Definition& definition);
  void name_definitions();
  void name_definition(Definition& definition);
  void spell_values();
  void name_members(Definition& definition);
  void name_struct(Definition& definition, Struct& body);
  void name_union(Definition& definition, Union& body);
  void name_arm(Names& scope, Arm& arm);
  void name_storage(Names& scope, const std::string& member, std::string& storage) const;
  void name_tags(Union& body) const;
  std::string spell_tag(const Union& body, Number value) const;
  std::string initial_tag(const Union& body) const;
  void name_versions(Program& program);
  void name_procedures(Program& program);
  void name_procedures(Version& version, Names& inside);
  void name_arguments(Procedure& procedure, Names& inside) const;
  void name_helpers(Program& program, Names& inside) const;
  void choose_locals();

  // The names of its own namespace that a class mentions: a member of that name would change their meaning.
  Names mentioned(const Definition& definition) const;
  void mention(Names& names, const Type& type) const;

  Model& model_;
  const ReservedWords& reserved_ = ReservedWords::shared();
  std::map<std::string, Names> spaces_;
  Names top_ = namespace_words;  // of all of them together
  std::string from_;             // the namespace whose members are named
  Names versions_;               // of all programs
  Names locals_;                 // what generated functions call their parameters
};

// A namespace within it is one of its names.
Names& NameChooser::space(const std::string& path) {
  const auto [at, fresh] = spaces_.try_emplace(path, namespace_words);
  const std::size_t colons = path.rfind("::");
  if (fresh && colons != std::string::npos) space(path.substr(0, colons)).insert(path.substr(colons + 2));
  return at->second;
}

// What other files have in one of this file's namespaces is taken there.
void NameChooser::take_imported(const Definition& definition) {
  const auto at = spaces_.find(definition.cpp_namespace);
  if (at == spaces_.end() || definition.header.empty()) return;
  const std::string& name = definition.name.cpp;
  at->second.insert(name);
  if (std::holds_alternative<Alias>(definition.body))
    for (const std::string& function : functions_of(name)) at->second.insert(function);
  if (const auto* body = std::get_if<Enum>(&definition.body))
    for (const Enumerator& one : body->enumerators) at->second.insert(one.name.cpp);
}

void NameChooser::open_spaces() {
  for (const Definition& one : model_.own()) space(one.cpp_namespace);
  for (const Program& one : model_.programs) space(one.cpp_namespace);
  for (std::size_t id = 0; id < model_.imported; ++id) take_imported(model_.definitions[id]);
}

void NameChooser::name_definitions() {
  for (Definition& definition : model_.own()) name_definition(definition);
  for (Definition& definition : model_.own()) {
    auto* body = std::get_if<Enum>(&definition.body);
    if (body == nullptr) continue;
    for (Enumerator& enumerator : body->enumerators)
      enumerator.name.cpp = take_in(definition.cpp_namespace, enumerator.name.schema);
  }
}

// A typedef with functions of its own takes their names, too.
void NameChooser::name_definition(Definition& definition) {
  if (const auto* outside = std::get_if<ExternType>(&definition.body)) {
    definition.name.cpp = outside->cpp;
    return;
  }
  Names& around = space(definition.cpp_namespace);
  Names scope;
  scope.look_through_to(around);
  scope.look_through_to(union_words);  // within a union its members would hide the definition
  std::string name = free_name(scope, definition.name.schema);
  if (std::holds_alternative<Alias>(definition.body)) {
    const auto is_taken = [&](const std::string& function) { return around.contains(function); };
    while (std::ranges::any_of(functions_of(name), is_taken)) name = free_name(scope, next_name(name));
    for (const std::string& function : functions_of(name)) {
      around.insert(function);
      top_.insert(function);
    }
  }
  definition.name.cpp = name;
  around.insert(name);
  top_.insert(name);
}

void NameChooser::spell_values() {
  for_each_use_in_model(model_, [&](Type& type) {
    if (type.bound.constant != no_definition) type.bound.cpp = model_.definitions[type.bound.constant].name.cpp;
    if (!type.bound.given) type.bound.cpp = "onc::xdr::unbounded";
  });
  for (Definition& definition : model_.own()) {
    auto* body = std::get_if<Constant>(&definition.body);
    if (body == nullptr || body->is_text) continue;
    const Number value = body->value;
    body->cpp_type = fits_uint32(value)  ? "std::uint32_t"
                     : fits_int32(value) ? "std::int32_t"
                     : value.negative    ? "std::int64_t"
                                         : "std::uint64_t";
  }
}

void NameChooser::mention(Names& names, const Type& type) const {
  if (type.spelled != no_definition) names.insert(model_.definitions[type.spelled].name.cpp);
  if (type.target != no_definition) names.insert(model_.definitions[type.target].name.cpp);
  if (type.bound.constant != no_definition) names.insert(model_.definitions[type.bound.constant].name.cpp);
}

Names NameChooser::mentioned(const Definition& definition) const {
  Names names{definition.name.cpp};
  for_each_use(definition, [&](const Type& type) { mention(names, type); });
  return names;
}

void NameChooser::name_members(Definition& definition) {
  if (auto* structure = std::get_if<Struct>(&definition.body)) name_struct(definition, *structure);
  if (auto* body = std::get_if<Union>(&definition.body)) name_union(definition, *body);
}

void NameChooser::name_struct(Definition& definition, Struct& body) {
  Names scope = mentioned(definition);
  for (Member& member : body.members) member.name.cpp = take(scope, member.name.schema);
}

void NameChooser::name_union(Definition& definition, Union& body) {
  Names scope = mentioned(definition);
  scope.look_through_to(union_words);
  body.discriminant.name.cpp = take(scope, body.discriminant.name.schema);
  for (Arm& arm : body.arms)
    if (arm.type.shape != Shape::nothing) name_arm(scope, arm);
  scope.look_through_to(top_);
  Names members = scope;
  members.look_through_to(locals_);
  name_storage(members, body.discriminant.name.cpp, body.tag_storage_cpp);
  for (Arm& arm : body.arms)
    if (arm.type.shape != Shape::nothing) name_storage(members, arm.name.cpp, arm.storage_cpp);
  scope.insert(body.tag_storage_cpp);
  for (const Arm& arm : body.arms) scope.insert(arm.storage_cpp);
  body.value_param = take(scope, "value");
  body.tag_param = take(scope, "tag");
  name_tags(body);
}

// An arm takes two names at once, its accessor's and its factory's. The storage's name is nobody's business outside.
void NameChooser::name_arm(Names& scope, Arm& arm) {
  std::string name = free_name(scope, arm.name.schema);
  while (scope.contains("make_" + name)) name = free_name(scope, next_name(name));
  arm.name.cpp = name;
  scope.insert({name, "make_" + name});
}

void NameChooser::name_storage(Names& scope, const std::string& member, std::string& storage) const {
  storage = take(scope, member + (member.ends_with('_') ? "arm_" : "_"));
}

std::string NameChooser::spell_tag(const Union& body, Number value) const {
  if (body.tag_kind == TagKind::boolean) return value.magnitude == 0 ? "false" : "true";
  if (body.tag_kind == TagKind::number)
    return value.negative && value.magnitude == std::uint64_t{1} << 31 ? "std::numeric_limits<std::int32_t>::min()"
                                                                       : to_string(value);
  const DefinitionId id = body.discriminant.type.target;
  const Enum& enumeration = *model_.get<Enum>(id);
  const auto same = [&](const Enumerator& one) { return one.value == value; };
  const auto at = std::find_if(enumeration.enumerators.begin(), enumeration.enumerators.end(), same);
  if (at == enumeration.enumerators.end())
    return "static_cast<" + spelled_from(model_, id, from_) + ">(" + to_string(value) + ")";
  return spelled_from(model_, id, from_) + "::" + at->name.cpp;
}

// A value that selects the initial arm: its first label, or one that no label has.
std::string NameChooser::initial_tag(const Union& body) const {
  const Arm& initial = body.arms[body.initial_arm];
  if (!initial.labels.empty()) return initial.labels.front().cpp;
  const auto is_taken = [&](Number value) {
    return std::any_of(body.arms.begin(), body.arms.end(), [&](const Arm& arm) {
      return std::any_of(arm.labels.begin(), arm.labels.end(),
                         [&](const Label& label) { return label.value == value; });
    });
  };
  if (const Enum* enumeration = model_.get<Enum>(body.discriminant.type.target)) {
    for (const Enumerator& one : enumeration->enumerators)
      if (!is_taken(one.value)) return spell_tag(body, one.value);
  }
  Number value{};
  while (is_taken(value)) ++value.magnitude;
  return spell_tag(body, value);
}

// Of a bool it is known which values are left to the default.
void label_bool_default(Union& body) {
  std::array<bool, 2> labelled{};
  for (const Arm& arm : body.arms)
    for (const Label& label : arm.labels) labelled[label.value.magnitude] = true;
  for (Arm& arm : body.arms) {
    if (!arm.has_default || (labelled[0] && labelled[1])) continue;
    arm.has_default = false;
    for (std::uint64_t value = 0; value < 2; ++value)
      if (!labelled[value]) arm.labels.push_back({{false, value}, arm.range, {}, {}});
  }
}

void NameChooser::name_tags(Union& body) const {
  const Type& type = body.discriminant.type;
  body.tag_kind = model_.get<Enum>(type.target) != nullptr ? TagKind::enumeration
                  : type.primitive == Primitive::boolean   ? TagKind::boolean
                                                           : TagKind::number;
  if (body.tag_kind == TagKind::boolean) label_bool_default(body);
  for (Arm& arm : body.arms)
    for (Label& label : arm.labels) {
      label.cpp = spell_tag(body, label.value);
      label.foreign = body.tag_kind == TagKind::enumeration && label.cpp.starts_with("static_cast<");
    }
  body.initial_tag = initial_tag(body);
}

void NameChooser::name_versions(Program& program) {
  Names scope;
  scope.look_through_to(top_);
  scope.look_through_to(version_words);
  for (Version& version : program.versions) {
    version.name.cpp = take(scope, version.name.schema);
    versions_.insert(version.name.cpp);
  }
}

void NameChooser::name_procedures(Program& program) {
  Names inside;  // what the program's functions see or hide
  inside.look_through_to(top_);
  inside.look_through_to(versions_);
  inside.look_through_to(locals_);
  look_through_to_stubs(inside);
  for (Version& version : program.versions) name_procedures(version, inside);
  name_helpers(program, inside);
}

void NameChooser::name_procedures(Version& version, Names& inside) {
  Names scope;
  scope.look_through_to(top_);
  scope.look_through_to(client_words);
  scope.look_through_to(service_words);
  scope.insert(version.name.cpp);
  for (Procedure& procedure : version.procedures) {
    std::string name = free_name(scope, lower_case(procedure.name.schema));
    while (scope.contains("start_" + name)) name = free_name(scope, next_name(name));
    procedure.name.cpp = name;
    scope.insert({name, "start_" + name});
    inside.insert({name, "start_" + name});
    name_arguments(procedure, inside);
  }
}

void NameChooser::name_arguments(Procedure& procedure, Names& inside) const {
  Names arguments;
  arguments.look_through_to(top_);
  arguments.look_through_to(versions_);
  arguments.look_through_to(locals_);
  look_through_to_stubs(arguments);
  for (Argument& argument : procedure.arguments) {
    argument.name.cpp = take(arguments, argument.name.schema);
    inside.insert(argument.name.cpp);
  }
}

// Helpers stand in the program's namespace, where they would hide what the schema declares outside of it, and are
// called where arguments and members of the stubs are in sight. Nobody sees their names, so they give way.
void NameChooser::name_helpers(Program& program, Names& inside) const {
  const auto helpers = [](const std::string& name) {
    return std::array{"procedure_" + name, "arguments_of_" + name, "decode_results_of_" + name, "serve_" + name};
  };
  const auto is_taken = [&](const std::string& name) {
    const auto names = helpers(name);
    return std::any_of(names.begin(), names.end(), [&](const std::string& one) { return inside.contains(one); });
  };
  for (Version& version : program.versions) {
    for (Procedure& procedure : version.procedures) {
      std::string name = procedure.name.cpp;
      if (program.versions.size() != 1) name = joined(name, version.name.cpp);
      while (is_taken(name)) name = next_name(name);
      for (const std::string& one : helpers(name)) inside.insert(one);
      procedure.helper = name;
    }
  }
}

void NameChooser::choose_locals() {
  LocalNames& local = model_.local;
  Names scope;
  scope.look_through_to(top_);
  scope.look_through_to(versions_);
  scope.look_through_to(client_base_words);
  const auto choose = [&](std::string& name, std::string_view wanted) {
    name = free_name(scope, wanted);
    locals_.insert(name);
  };
  choose(local.in, "in");
  choose(local.out, "out");
  choose(local.value, "value");
  choose(local.left, "left");
  choose(local.right, "right");
  choose(local.number, "number");
  choose(local.call, "call");
  choose(local.options, "options");
  choose(local.service, "service");
  choose(local.host, "host");
  choose(local.channel, "channel");
  choose(local.reply, "reply");
  choose(local.results, "results");
  choose(local.ok, "ok");
  choose(local.other, "other");
  choose(local.made, "made");
  choose(local.wanted, "wanted");
  choose(local.tag, "tag");
  choose(local.coder, "coder");
  choose(local.element, "element");
  // Of functions that see no members.
  local.text = free_name(scope, "text");
  local.member = free_name(scope, "member");
  local.names = free_name(scope, "names");
}

bool is_identifier(std::string_view text) {
  const auto letter = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(), letter);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string spelled_from(const Model& model, DefinitionId id, std::string_view space) {
  const Definition& definition = model.definitions[id];
  const bool outside = std::holds_alternative<ExternType>(definition.body);
  if (outside || definition.cpp_namespace == space) return definition.name.cpp;
  return fmt::format("::{}::{}", definition.cpp_namespace, definition.name.cpp);
}

bool is_stub_member(const std::string& name) {
  return client_words.contains(name) || client_base_words.contains(name) || service_words.contains(name);
}

void decide_cpp_names(Model& model) { NameChooser(model).run(); }

bool is_cpp_namespace(std::string_view text) {
  const ReservedWords& reserved = ReservedWords::shared();
  for (;;) {
    const std::size_t end = text.find("::");
    const std::string_view part = text.substr(0, end);
    if (!is_identifier(part) || reserved.anywhere(part)) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 2);
  }
}

std::string namespace_fault(std::string_view text) {
  if (!is_cpp_namespace(text)) return fmt::format("'{}' is no C++ namespace: keywords, macros or no names", text);
  const ReservedWords& reserved = ReservedWords::shared();
  const bool alone = text.find("::") == std::string_view::npos;
  for (std::string_view rest = text; !rest.empty();) {
    const bool outermost = rest.size() == text.size();
    const std::string_view part = rest.substr(0, rest.find("::"));
    rest.remove_prefix(std::min(rest.size(), part.size() + 2));
    if (part.find("__") != std::string_view::npos || belongs_to_compiler(part) || (outermost && part.starts_with('_')))
      return fmt::format("C++ reserves names like '{}'", part);
    if (part == "std" || (part == "onc" && (alone || !outermost)))
      return fmt::format("generated code needs the library's namespace '{}'", part);
    if (outermost && part != "onc" && reserved.global(part))
      return fmt::format("the C library has another '{}'; a::{} would do", part, part);
  }
  return text == "onc::xdr" || text.starts_with("onc::xdr::") ? "'onc::xdr' is the library's own" : "";
}

std::string namespace_from_stem(std::string_view stem) {
  std::string name;
  for (const char one : stem) {
    const bool fits = std::isalnum(static_cast<unsigned char>(one)) != 0 && (one & 0x80) == 0;
    if (fits || !name.ends_with('_')) name += fits ? one : '_';
  }
  if (name.empty() || name.front() == '_' || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
    name.insert(0, "x");
  const ReservedWords& reserved = ReservedWords::shared();
  return reserved.global(name) ? name + "_" : name;
}

}  // namespace onc::compiler::model
