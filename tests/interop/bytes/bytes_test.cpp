// Our filters and rpcgen's make the same bytes of the same values, for every type of an interface file: each value is
// drawn, encoded and compared with what rpcgen's side has written of it; those bytes are decoded again, whole and cut.
// The value's JSON is read into another value, which has the same bytes again.
#include <cstdio>
#include <iostream>
#include <span>

#include <gtest/gtest.h>

#include "compare.h"

namespace onc::test {
namespace {

using Bytes = std::vector<std::byte>;

/// What rpcgen's filters make of the values, one encoding for each round.
std::vector<Bytes> read_encodings(const std::string& writer, const std::string& type) {
  std::vector<Bytes> encodings;
  std::FILE* peer = popen(("'" + writer + "' " + type).c_str(), "r");
  if (peer == nullptr) return encodings;
  std::uint32_t length = 0;
  while (std::fread(&length, sizeof length, 1, peer) == 1) {
    Bytes bytes(length);
    if (std::fread(bytes.data(), 1, length, peer) != length) break;
    encodings.push_back(std::move(bytes));
  }
  return pclose(peer) == 0 ? encodings : std::vector<Bytes>{};
}

void expect_encoding(const ComparedType& type, const Bytes& theirs) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  ASSERT_TRUE(type.encode(out) && out.finish()) << out.report().message(type.name());
  EXPECT_EQ(Bytes(buffer.bytes().begin(), buffer.bytes().end()), theirs);
  EXPECT_EQ(type.size(), theirs.size());
}

void expect_decoding(ComparedType& type, const Bytes& theirs) {
  xdr::Decoder in(theirs, {}, xdr::Mode::strict);
  ASSERT_TRUE(type.decode(in) && in.finish()) << in.report().message(type.name());
  EXPECT_EQ(in.left(), 0U);
  EXPECT_TRUE(type.same());
}

void expect_json(ComparedType& type, const Bytes& theirs) {
  const std::string text = type.json();
  const xdr::JsonResult result = type.from_json(text);
  ASSERT_TRUE(result) << result.message(type.name()) << " in " << text;
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  ASSERT_TRUE(type.encode_second(out) && out.finish()) << out.report().message(type.name());
  EXPECT_EQ(Bytes(buffer.bytes().begin(), buffer.bytes().end()), theirs) << text;
}

void expect_refusals(ComparedType& type, const Bytes& theirs) {
  for (std::size_t length = 0; length < theirs.size(); length += 4) {
    const Bytes cut(theirs.begin(), theirs.begin() + static_cast<std::ptrdiff_t>(length));  // its end is watched
    xdr::Decoder in(cut, {}, xdr::Mode::strict);
    ASSERT_FALSE(type.decode(in)) << "the first " << length << " of " << theirs.size() << " bytes";
  }
}

void compare(ComparedType& type, const std::string& writer) {
  const std::vector<Bytes> encodings = read_encodings(writer, type.name());
  ASSERT_EQ(encodings.size(), std::size_t{VALUE_STREAM_ROUNDS}) << "from " << writer;
  for (std::uint32_t round = 0; round < VALUE_STREAM_ROUNDS; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    value_stream stream = stream_of_round(round);
    type.draw(stream);
    expect_encoding(type, encodings[round]);
    expect_decoding(type, encodings[round]);
    expect_refusals(type, encodings[round]);
    expect_json(type, encodings[round]);
    if (testing::Test::HasFailure()) return;
  }
}

void compare(const Interface& interface, std::size_t types, const std::string& writer) {
  ASSERT_EQ(interface.types.size(), types) << "the file has other types than tests/interop/bytes/CMakeLists.txt says";
  for (const auto& type : interface.types) {
    SCOPED_TRACE(type->name());
    compare(*type, writer);
    if (testing::Test::HasFailure()) return;  // one is enough to look at
  }
  std::cout << interface.types.size() << " types compared\n";
  for (const std::string& skipped : interface.skipped) std::cout << "not compared: " << skipped << "\n";
}

#define COMPARED_FILE(stem, types, writer) \
  TEST(RpcgenBytes, stem) { compare(interface_##stem(), types, writer); }
#include "compared_files.inc"
#undef COMPARED_FILE

}  // namespace
}  // namespace onc::test
