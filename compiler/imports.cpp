#include "imports.h"

#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compile.h"
#include "model/resolve.h"
#include "syntax/parse.h"

namespace onc::compiler {
namespace {

using std::filesystem::path;

std::string normal(const path& file) { return file.lexically_normal().string(); }

// Every name of the definition that has a number.
void add_numbers(const model::Definition& definition, std::map<std::string, model::Number, std::less<>>& numbers) {
  const auto* constant = std::get_if<model::Constant>(&definition.body);
  if (constant != nullptr && !constant->is_text) numbers.try_emplace(definition.name.schema, constant->value);
  if (const auto* enumeration = std::get_if<model::Enum>(&definition.body))
    for (const model::Enumerator& one : enumeration->enumerators)
      numbers.try_emplace(one.name.schema, one.value);
}

}  // namespace

model::Externs Imports::externs_of(const syntax::Specification& tree, const std::string& path) {
  files_.try_emplace(normal(path));
  Names names = names_seen_by(tree, path);
  return {types_, std::move(definitions_), std::move(names.types), std::move(names.numbers), incomplete_};
}

Imports::Names Imports::names_seen_by(const syntax::Specification& tree, const std::string& path) {
  Names names;
  std::set<std::string> taken;
  for (const syntax::Import& header : syntax::included_headers(tree)) {
    const std::string file = find(header, path);
    if (!file.empty() && taken.insert(file).second) take(file, header.range, names);
  }
  for (const syntax::Import& wanted : tree.imports) {
    const std::string file = find(wanted, path);
    if (taken.contains(file)) continue;
    if (!file.empty() && taken.insert(file).second)
      take(file, wanted.range, names);
    else
      diagnostics_.warning(Warning::import_file, wanted.range, "cannot find '{}'", wanted.file.substr(0, 200))
          .suggest("-I adds a folder to search");
  }
  return names;
}

void Imports::take(const std::string& file, SourceRange at, Names& names) {
  const Names& others = names_of(file, at);
  names.types.insert(others.types.begin(), others.types.end());
  names.numbers.insert(others.numbers.begin(), others.numbers.end());
}

const Imports::Names& Imports::names_of(const std::string& file, SourceRange at) {
  const auto [known, fresh] = files_.try_emplace(normal(file));
  if (!fresh) return known->second;
  if (files_.size() > max_files || nested_ == max_nested) {
    diagnostics_.warning(Warning::import_file, at, "'{}' is not read: {} files, {} deep, are the limit", file,
                         max_files, max_nested);
    return known->second;
  }
  ++nested_;
  known->second = read(file, at);
  --nested_;
  return known->second;
}

Imports::Names Imports::read(const std::string& file, SourceRange at) {
  Diagnostics found;
  const SourceManager::Loaded loaded = sources_.load(file);
  if (!loaded.error.empty()) found.error({}, "cannot read '{}': {}", file, loaded.error);
  if (found.has_errors()) return refuse(file, at, found), Names();
  const auto text = preprocess::preprocess(loaded.range, options_, sources_, found);
  if (text.failed) return refuse(file, at, found), Names();
  const syntax::Specification tree = syntax::parse(sources_, found, text);
  Names seen = names_seen_by(tree, file);
  const std::size_t before = definitions_.size();
  model::Options names{.file_name = {}, .stem = path(file).stem().string(), .cpp_namespace = {}, .externs = {}};
  names.externs = {types_, std::move(definitions_), seen.types, seen.numbers, incomplete_};
  model::Model model = model::resolve(tree, sources_, std::move(names), found);
  if (found.has_errors()) {
    definitions_ = std::move(model.definitions);
    definitions_.erase(definitions_.begin() + static_cast<std::ptrdiff_t>(before), definitions_.end());
    return refuse(file, at, found), seen;
  }
  Names own = publish(model);
  definitions_ = std::move(model.definitions);
  own.types.merge(seen.types);
  own.numbers.merge(seen.numbers);
  return own;
}

// Makes the model's own definitions such as other files can use.
Imports::Names Imports::publish(model::Model& model) {
  Names names;
  for (model::DefinitionId id = model.imported; id < model.definitions.size(); ++id) {
    model::Definition& definition = model.definitions[id];
    add_numbers(definition, names.numbers);
    if (std::holds_alternative<model::ExternType>(definition.body)) continue;
    definition.header = fmt::format("\"{}.h\"", model.stem);
    if (definition.is_type()) names.types.try_emplace(definition.name.schema, id);
  }
  return names;
}

// By the path that is written, then by the file's name alone: beside the including file, then in the folders of -I.
std::string Imports::find(const syntax::Import& wanted, const std::string& includer) const {
  const path written = path(wanted.file).replace_extension(".x");
  if (written.filename() == path(includer).filename() || !stem_fault(written.string()).empty()) return {};
  for (const path& name : {written, written.filename()}) {
    const path beside = path(includer).parent_path() / name;
    if (sources_.exists(beside.string())) return beside.string();
    for (const std::string& folder : options_.include_folders)
      if (const path file = path(folder) / name; sources_.exists(file.string())) return file.string();
  }
  return {};
}

void Imports::refuse(const std::string& file, SourceRange at, const Diagnostics& found) {
  incomplete_ = true;
  const Diagnostic first = found.sorted().front();
  diagnostics_
      .warning(Warning::import_file, at, "'{}' has errors, so what it declares is not known here", file)
      .note(first.range, "the first one: {}", first.text);
}

}  // namespace onc::compiler
