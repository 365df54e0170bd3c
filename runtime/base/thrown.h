// Exceptions of the user's code, and of those who have no memory.
#pragma once

#include <exception>
#include <new>
#include <string>

#include <onc/function_ref.h>

namespace onc {

/// For people. A text that is short enough needs no memory.
inline std::string it_threw(const char* how, const char* what = "") noexcept {
  try {
    return std::string("it threw") + how + what;
  } catch (const std::bad_alloc&) {
    return "it threw";
  }
}

/// Runs `function`, and tells what it threw; empty: nothing.
inline std::string what_it_threw(FunctionRef<void()> function) noexcept {
  try {
    function();
    return {};
  } catch (const std::exception& exception) {
    return it_threw(": ", exception.what());
  } catch (...) {
    return it_threw(" what is no exception");
  }
}

/// For destructors: does `work` as far as there is memory. REQUIRES: each try comes further than the one before.
inline void in_spite_of_no_memory(FunctionRef<void()> work) {
  for (;;) {
    try {
      return work();
    } catch (const std::bad_alloc&) {
      continue;
    }
  }
}

}  // namespace onc
