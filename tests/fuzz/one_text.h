// The only file there is: whatever its name, it has the text under test.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "source/file_backend.h"

class OneText final : public onc::compiler::FileBackend {
 public:
  explicit OneText(std::string text) : text_(std::move(text)) {}
  Text read(const std::string& /*path*/, std::size_t limit) override {
    if (text_.size() > limit) return {std::nullopt, "too long"};
    return {text_, ""};
  }
  bool exists(const std::string& /*path*/) override { return true; }

 private:
  std::string text_;
};
