// One page of text over HTTP, for Prometheus.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include <onc/address.h>

namespace onc {

/// Serves what `text` returns to whoever connects, on a thread of its own, one at a time.
class MetricsPage {
 public:
  /// `address`: "127.0.0.1:9111"; port 0 for a free one; or the path of a local socket, which replaces one that nobody
  /// listens at.
  /// `text` is called by the page's thread, and must be callable until the page is gone. Errors: invalid_argument,
  /// system.
  static Result<std::unique_ptr<MetricsPage>> open(std::string_view address, std::function<std::string()> text);
  MetricsPage(int listener, std::function<std::string()> text);
  MetricsPage(const MetricsPage&) = delete;
  MetricsPage& operator=(const MetricsPage&) = delete;
  /// Waits for the reader it serves, at most a few seconds.
  ~MetricsPage();

  [[nodiscard]] std::string address() const;

 private:
  void serve();
  void answer(int connection) const;

  int listener_;
  std::function<std::string()> text_;
  std::thread thread_;
};

}  // namespace onc
