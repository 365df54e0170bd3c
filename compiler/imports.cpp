#include "imports.h"

#include <algorithm>
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
    for (const model::Enumerator& one : enumeration->enumerators) numbers.try_emplace(one.name.schema, one.value);
}

}  // namespace

model::Externs Imports::externs_of(const syntax::Specification& tree, const std::string& path) {
  files_[normal(path)].open = {normal(path)};
  open_.push_back({.file = normal(path), .declared = declared_names(tree)});
  Names names = names_seen_by(tree, path);
  circular_ = report_circle(0, missing(tree, names), names, diagnostics_);
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
    else if (not_found_.emplace(path, wanted.file).second)
      diagnostics_.warning(Warning::import_file, wanted.range, "cannot find '{}'", wanted.file.substr(0, 200))
          .suggest("-I adds a folder to search");
  }
  return names;
}

void Imports::take(const std::string& file, SourceRange at, Names& names) {
  const Names& others = names_of(file, at);
  names.types.insert(others.types.begin(), others.types.end());
  names.numbers.insert(others.numbers.begin(), others.numbers.end());
  names.open.insert(others.open.begin(), others.open.end());
}

const Imports::Names& Imports::names_of(const std::string& file, SourceRange at) {
  const auto [known, fresh] = files_.try_emplace(normal(file));
  if (!fresh) return known->second;
  if (++reads_ >= max_files || nested_ == max_nested) {
    diagnostics_.warning(Warning::import_file, at, "'{}' is not read: {} files, {} deep, are the limit", file,
                         max_files, max_nested);
    return known->second;
  }
  ++nested_;
  known->second.open = {normal(file)};
  known->second = read(file, at);
  if (!known->second.open.contains(normal(file))) resume(normal(file));
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
  return read(syntax::parse(sources_, found, text), file, at, found);
}

Imports::Names Imports::read(const syntax::Specification& tree, const std::string& file, SourceRange at,
                             Diagnostics& found) {
  const std::size_t self = open_.size();
  open_.push_back({.file = normal(file), .declared = declared_names(tree), .depth = nested_, .at = at});
  Names seen = names_seen_by(tree, file);
  const WantedNames lacks = missing(tree, seen);
  if (report_circle(self, lacks, seen, found)) {
    std::erase_if(open_, [&](const Open& one) { return one.depth == nested_; });  // what waits has no other fault
    return refuse(file, at, found), Names();
  }
  if (must_wait(self, lacks, seen)) return {.open = {normal(file)}};
  seen.open.erase(normal(file));
  return resolve(tree, file, seen, at, found);
}

Imports::Names Imports::resolve(const syntax::Specification& tree, const std::string& file, const Names& seen,
                                SourceRange at, Diagnostics& found) {
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
  own.types.insert(seen.types.begin(), seen.types.end());
  own.numbers.insert(seen.numbers.begin(), seen.numbers.end());
  own.open = seen.open;
  return own;
}

WantedNames Imports::missing(const syntax::Specification& tree, const Names& seen) const {
  WantedNames names = wanted_names(tree);
  std::erase_if(names, [&](const auto& one) {
    return seen.types.contains(one.first) || seen.numbers.contains(one.first) || types_.contains(one.first);
  });
  return names;
}

// Goes through the shorter of the two, which are sorted alike.
WantedNames::const_iterator Imports::found_in(const Open& other, const WantedNames& missing, const Names& seen) {
  if (!seen.open.contains(other.file)) return missing.end();
  if (missing.size() <= other.declared.size())
    return std::find_if(missing.begin(), missing.end(),
                        [&](const auto& one) { return other.declared.contains(one.first); });
  const auto name = std::find_if(other.declared.begin(), other.declared.end(),
                                 [&](std::string_view one) { return missing.contains(one); });
  return name == other.declared.end() ? missing.end() : missing.find(*name);
}

// For the outermost file of those whose names it needs. What waits for this one waits for that, too.
bool Imports::must_wait(std::size_t self, const WantedNames& missing, const Names& seen) {
  const std::size_t depth = open_[self].depth;
  for (std::size_t at = 0; at < open_.size(); ++at) {
    const auto need = found_in(open_[at], missing, seen);
    if (need == missing.end() || open_[at].depth >= open_[self].depth) continue;
    open_[self].depth = open_[at].depth;
    open_[self].from = open_[at].file;
    open_[self].name = need->first;
  }
  if (open_[self].depth == depth) return false;
  for (Open& other : open_)
    if (other.depth == depth) other.depth = open_[self].depth;
  return true;
}

bool Imports::report_circle(std::size_t self, const WantedNames& missing, const Names& seen, Diagnostics& found) const {
  for (const Open& other : open_) {
    if (other.depth != open_[self].depth || other.from.empty()) continue;
    const auto need = found_in(other, missing, seen);
    if (need == missing.end()) continue;
    found
        .error(need->second, "files need each other, so none can be compiled first: '{}' takes '{}' from '{}'{}",
               open_[self].file, need->first, other.file, chain_of(other))
        .suggest("move what they share to another file, which each of them imports");
    return true;
  }
  return false;
}

std::string Imports::chain_of(const Open& waiting) const {
  const Open* at = &waiting;
  std::string chain;
  while (!at->from.empty()) {
    chain += fmt::format(", '{}' takes '{}' from '{}'", at->file, at->name, at->from);
    at = &*std::find_if(open_.begin(), open_.end(), [&](const Open& other) { return other.file == at->from; });
  }
  return chain;
}

void Imports::resume(const std::string& file) {
  std::erase_if(open_, [&](const Open& one) { return one.file == file; });
  std::vector<Open> waiting;
  for (const Open& one : open_)
    if (one.depth == nested_) waiting.push_back(one);
  std::erase_if(open_, [&](const Open& one) { return one.depth == nested_; });
  for (const Open& one : waiting) files_.erase(one.file);
  --nested_;
  for (const Open& one : waiting) take(one.file, one.at, files_[file]);
  ++nested_;
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
  diagnostics_.warning(Warning::import_file, at, "'{}' has errors, so what it declares is not known here", file)
      .note(first.range, "the first one: {}", first.text);
}

}  // namespace onc::compiler
