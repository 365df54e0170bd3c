// The six messages under Google Benchmark: encoding, decoding into a new value, into one that is reused, and into a
// view. Bytes per second are those of the encoded message; copying as many bytes stands beside them.

#include <cstring>
#include <vector>

#include <benchmark/benchmark.h>

#include "values.h"

namespace bench {
namespace {

using onc::xdr::Buffer;
using onc::xdr::Decoder;
using onc::xdr::Encoder;

template <class Value, class Encode>
void write(Buffer& buffer, const Value& value, const Encode& encode) {
  buffer.clear();
  Encoder out(buffer);
  if (!encode(out, value) || !out.finish()) std::abort();
}

template <class Value, class Decode>
void read(const Buffer& buffer, Value& value, const Decode& decode) {
  Decoder in(buffer.bytes());
  if (!decode(in, value) || !in.finish()) std::abort();
}

void count_bytes(benchmark::State& state, const Buffer& buffer) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(buffer.size()));
}

void copy(benchmark::State& state, const Buffer& buffer) {
  std::vector<std::byte> copied(buffer.size());
  for (auto _ : state) {
    std::memcpy(copied.data(), buffer.bytes().data(), copied.size());
    benchmark::DoNotOptimize(copied.data());
    benchmark::ClobberMemory();
  }
  count_bytes(state, buffer);
}

template <class Value, class Encode>
void encode_it(benchmark::State& state, const Value& value, const Encode& encode) {
  Buffer buffer;
  for (auto _ : state) {
    write(buffer, value, encode);
    benchmark::ClobberMemory();
  }
  count_bytes(state, buffer);
}

template <class Value, class Decode>
void decode_new(benchmark::State& state, const Buffer& buffer, const Decode& decode) {
  for (auto _ : state) {
    Value value;
    read(buffer, value, decode);
    benchmark::DoNotOptimize(value);
  }
  count_bytes(state, buffer);
}

template <class Value, class Decode>
void decode_again(benchmark::State& state, const Buffer& buffer, const Decode& decode) {
  Value value;
  for (auto _ : state) {
    read(buffer, value, decode);
    benchmark::DoNotOptimize(value);
  }
  count_bytes(state, buffer);
}

template <class Value, class View, class Encode, class Decode, class DecodeView>
void add(const std::string& name, Value value, const Encode& encode, const Decode& decode,
         const DecodeView& decode_view) {
  auto held = std::make_shared<Value>(std::move(value));
  auto buffer = std::make_shared<Buffer>();
  write(*buffer, *held, encode);
  const auto measure = [&](const char* what, const auto& work) {
    benchmark::RegisterBenchmark((name + what).c_str(), work);
  };
  measure("/copy", [buffer](benchmark::State& state) { copy(state, *buffer); });
  measure("/encode", [held, encode](benchmark::State& state) { encode_it(state, *held, encode); });
  measure("/decode_new", [buffer, decode](benchmark::State& state) { decode_new<Value>(state, *buffer, decode); });
  measure("/decode_again", [buffer, decode](benchmark::State& state) { decode_again<Value>(state, *buffer, decode); });
  measure("/decode_view",
          [buffer, decode_view](benchmark::State& state) { decode_again<View>(state, *buffer, decode_view); });
}

// Smaller than those of the harness: what fits the caches shows what the code costs.
void add_all() {
  constexpr std::uint32_t numbers = 16'384;
  constexpr std::uint32_t records = 1'000;
  add<ints, ints_view>("ints", make_ints(numbers), encode_ints, decode_ints, decode_ints_view);
  add<doubles, doubles_view>("doubles", make_doubles(numbers), encode_doubles, decode_doubles, decode_doubles_view);
  add<blob, blob_view>("opaque", make_blob(std::size_t{64} << 10), encode_blob, decode_blob, decode_blob_view);
  add<mixeds, mixeds_view>("mixed", make_mixeds(records), encode_mixeds, decode_mixeds, decode_mixeds_view);
  add<dirlist, dirlist_view>(
      "readdir", make_dirlist(records), [](Encoder& out, const dirlist& value) { return encode(out, value); },
      [](Decoder& in, dirlist& value) { return decode(in, value); },
      [](Decoder& in, dirlist_view& value) { return decode(in, value); });
  add<ops, ops_view>("union", make_ops(records), encode_ops, decode_ops, decode_ops_view);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  bench::add_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
