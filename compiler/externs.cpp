#include "externs.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include "model/cpp_names.h"
#include "model/resolve.h"
#include "preprocess/text.h"
#include "syntax/parse.h"

namespace onc::compiler {
namespace {

using std::filesystem::path;

// The file that a header is made of: same name, beside the including file or in one of the folders.
std::string interface_of(const std::string& header, const std::string& includer, const preprocess::Options& options,
                         const SourceManager& sources) {
  const path name = path(header).filename().replace_extension(".x");
  if (name == path(includer).filename()) return {};
  std::vector<path> folders{path(includer).parent_path()};
  folders.insert(folders.end(), options.include_folders.begin(), options.include_folders.end());
  for (const path& folder : folders)
    if (sources.exists((folder / name).string())) return (folder / name).string();
  return {};
}

void add_type(const model::Model& model, const model::Definition& definition, model::Externs& externs) {
  const auto* alias = std::get_if<model::Alias>(&definition.body);
  const auto* structure = std::get_if<model::Struct>(&definition.body);
  const bool is_list = structure != nullptr && structure->link.has_value();
  if (!definition.is_type() || is_list || (alias != nullptr && (alias->renames || alias->type.of_list))) return;
  externs.types.try_emplace(definition.name.schema,
                            model::ExternType{.cpp = fmt::format("{}::{}", definition.cpp_namespace, definition.name.cpp),
                                              .header = fmt::format("\"{}.h\"", model.stem),
                                              .has_own_codec = alias != nullptr,
                                              .min_size = definition.min_size,
                                              .fixed_size = definition.fixed_size});
}

void add_numbers(const model::Definition& definition, model::Externs& externs) {
  const auto* constant = std::get_if<model::Constant>(&definition.body);
  if (constant != nullptr && !constant->is_text) externs.numbers.try_emplace(definition.name.schema, constant->value);
  if (const auto* enumeration = std::get_if<model::Enum>(&definition.body))
    for (const model::Enumerator& one : enumeration->enumerators)
      externs.numbers.try_emplace(one.name.schema, one.value);
}

// Mistakes in another file are reported when that file is compiled.
void add_interface(const std::string& file, const preprocess::Options& options, SourceManager& sources,
                   model::Externs& externs) {
  Diagnostics silent;
  const SourceManager::Loaded loaded = sources.load(file);
  if (!loaded.error.empty()) return;
  const auto text = preprocess::preprocess(loaded.range, options, sources, silent);
  if (text.failed) return;
  const syntax::Specification tree = syntax::parse(sources, silent, text);
  const model::Options names{.file_name = {}, .stem = path(file).stem().string(), .cpp_namespace = {}, .externs = {}};
  const model::Model model = model::resolve(tree, sources, names, silent);
  if (silent.has_errors()) return;
  for (const model::Definition& definition : model.definitions) {
    add_type(model, definition, externs);
    add_numbers(definition, externs);
  }
}

}  // namespace

std::optional<std::pair<std::string, model::ExternType>> parse_extern_type(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  std::string_view type = text.substr(equals + 1);
  std::size_t colon = type.find(':');
  while (colon != std::string_view::npos && type.substr(colon).starts_with("::")) colon = type.find(':', colon + 2);
  std::string header(colon == std::string_view::npos ? "" : type.substr(colon + 1));
  if (colon != std::string_view::npos) type = type.substr(0, colon);
  std::string_view name = text.substr(0, equals);
  const std::string schema(preprocess::take_name(name));
  const std::string_view plain = type.starts_with("::") ? type.substr(2) : type;
  if (schema.empty() || !name.empty() || !model::is_cpp_namespace(plain)) return std::nullopt;
  if (!header.empty() && header.front() != '<' && header.front() != '"') header = fmt::format("\"{}\"", header);
  return std::pair{schema, model::ExternType{.cpp = std::string(type), .header = std::move(header)}};
}

model::Externs externs_of_headers(const syntax::Specification& tree, const std::string& file,
                                  const preprocess::Options& options, SourceManager& sources) {
  model::Externs externs;
  std::set<std::string> seen;
  for (const std::string& header : syntax::included_headers(tree)) {
    const std::string found = interface_of(header, file, options, sources);
    if (!found.empty() && seen.insert(found).second) add_interface(found, options, sources, externs);
  }
  return externs;
}

}  // namespace onc::compiler
