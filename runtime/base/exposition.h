// The text format of Prometheus.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <onc/observe.h>

namespace onc {

/// `name="value"`; neither contains what would need escaping.
inline std::string label(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + std::string(value) + "\"";
}

/// Writes the lines of one metric after the other. Names get `prefix`; each sample has `labels`, which may be empty.
class Exposition {
 public:
  Exposition(std::string_view prefix, std::string_view labels) : prefix_(prefix), labels_(labels) {}

  void counter(std::string_view name, std::string_view help, std::uint64_t value) {
    single(name, help, "counter", value);
  }
  void gauge(std::string_view name, std::string_view help, std::uint64_t value) { single(name, help, "gauge", value); }
  void head(std::string_view name, std::string_view help, std::string_view type) {
    ((((text_ += "# HELP ") += prefix_) += name) += " ") += help;
    (((((text_ += "\n# TYPE ") += prefix_) += name) += " ") += type) += "\n";
  }
  void sample(std::string_view name, std::string_view label, std::string_view value) {
    (text_ += prefix_) += name;
    const std::string all = join(labels_, label);
    if (!all.empty()) ((text_ += "{") += all) += "}";
    ((text_ += " ") += value) += "\n";
  }
  void sample(std::string_view name, std::string_view label, std::uint64_t value) {
    sample(name, label, std::to_string(value));
  }
  /// The samples of one histogram; its head stands before the first.
  void histogram(const std::string& name, std::string_view label, const LatencyHistogram& latency) {
    std::uint64_t sum = 0;
    for (std::size_t bucket = 0; bucket < LatencyHistogram::size; ++bucket) {
      sum += latency.buckets[bucket];
      const bool last = bucket + 1 == LatencyHistogram::size;
      const std::string bound = last ? "+Inf" : seconds(LatencyHistogram::bound(bucket));
      sample(name + "_bucket", join(label, onc::label("le", bound)), sum);
    }
    sample(name + "_sum", label, seconds(latency.sum));
    sample(name + "_count", label, sum);
  }
  std::string take() && { return std::move(text_); }

 private:
  void single(std::string_view name, std::string_view help, std::string_view type, std::uint64_t value) {
    head(name, help, type);
    sample(name, "", value);
  }
  static std::string join(std::string_view left, std::string_view right) {
    std::string all(left);
    if (!left.empty() && !right.empty()) all += ",";
    return all += right;
  }
  static std::string seconds(Duration duration) {
    return std::to_string(std::chrono::duration<double>(duration).count());
  }

  std::string prefix_;
  std::string labels_;
  std::string text_;
};

}  // namespace onc
