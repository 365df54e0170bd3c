#include "session/record_reader.h"

#include <cstring>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/hex.h"

namespace onc {
namespace {

using test::Bytes;
using test::join;
using test::words;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

enum class More { yes, no };

Bytes text(std::string_view characters) {
  const auto bytes = std::as_bytes(std::span(characters));
  return {bytes.begin(), bytes.end()};
}

Bytes fragment(std::string_view content, More more) {
  const auto size = static_cast<std::uint32_t>(content.size());
  return join({words({more == More::no ? size | 0x80000000U : size}), text(content)});
}

// Feeds `stream` in pieces of `chunk` bytes; returns the records, and the error's text last if there is one.
std::vector<std::string> records(RecordReader& reader, const Bytes& stream, std::size_t chunk) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < stream.size();) {
    const std::span<std::byte> room = reader.prepare();
    const std::size_t count = std::min({chunk, room.size(), stream.size() - at});
    std::memcpy(room.data(), stream.data() + at, count);
    reader.commit(count);
    at += count;
    while (const auto record = reader.next()) {
      found.emplace_back(reinterpret_cast<const char*>(record->data()), record->size());
    }
    if (!reader.failure()) {
      found.push_back("error: " + reader.failure().error().detail());
      EXPECT_FALSE(reader.next());
      return found;
    }
  }
  return found;
}

class RecordReaderChunks : public testing::TestWithParam<std::size_t> {
 protected:
  std::vector<std::string> read(const Bytes& stream, RecordReader::Limits limits = {}) {
    RecordReader reader(limits);
    return records(reader, stream, GetParam());
  }
};

TEST_P(RecordReaderChunks, CutsRecordsThatFollowEachOther) {
  EXPECT_THAT(read(join({fragment("first", More::no), fragment("", More::no), fragment("second", More::no)})),
              ElementsAre("first", "", "second"));
}

TEST_P(RecordReaderChunks, JoinsFragments) {
  EXPECT_THAT(read(join({fragment("abc", More::yes), fragment("d", More::yes), fragment("efg", More::no),
                         fragment("next", More::no)})),
              ElementsAre("abcdefg", "next"));
}

TEST_P(RecordReaderChunks, TakesEmptyFragmentsAnywhere) {
  EXPECT_THAT(read(join({fragment("", More::yes), fragment("abc", More::yes), fragment("", More::yes),
                         fragment("d", More::yes), fragment("", More::no)})),
              ElementsAre("abcd"));
}

TEST_P(RecordReaderChunks, TakesRecordsLargerThanOneRead) {
  std::string large(100'000, 'x');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>('a' + i % 26);
  const Bytes stream = join({fragment("small", More::no), fragment(large.substr(0, 60'000), More::yes),
                             fragment(large.substr(60'000), More::no), fragment("after", More::no)});
  EXPECT_THAT(read(stream), ElementsAre("small", large, "after"));
}

TEST_P(RecordReaderChunks, RefusesARecordBeyondTheLimitAsSoonAsItsMarkSaysSo) {
  EXPECT_THAT(read(join({fragment("fits", More::no), words({0x80000009})}), {.record = 8}),
              ElementsAre("fits", "error: a record of at least 9 bytes, the limit is 8"));
  EXPECT_THAT(read(join({fragment("12345", More::yes), words({4})}), {.record = 8}),
              ElementsAre("error: a record of at least 9 bytes, the limit is 8"));
}

TEST_P(RecordReaderChunks, RefusesFragmentsWithoutEnd) {
  Bytes stream;
  for (int i = 0; i < 20; ++i) stream = join({stream, fragment("", More::yes)});
  EXPECT_THAT(read(stream, {.fragments = 10}),
              ElementsAre("error: a record in more than 10 fragments, which is the limit"));
}

INSTANTIATE_TEST_SUITE_P(All, RecordReaderChunks, testing::Values(1, 3, 4, 7, 1'000'000));

TEST(RecordReader, KnowsWhetherARecordHasBegun) {
  RecordReader reader({});
  EXPECT_FALSE(reader.partial());
  EXPECT_THAT(records(reader, fragment("abc", More::no), 100), ElementsAre("abc"));
  EXPECT_FALSE(reader.partial());
  EXPECT_THAT(records(reader, words({0x80000004}), 2), IsEmpty());
  EXPECT_TRUE(reader.partial());
  EXPECT_THAT(records(reader, text("abcd"), 2), ElementsAre("abcd"));
  EXPECT_FALSE(reader.partial());
}

TEST(RecordReader, AllocatesForTheBytesThatAreThereNotForWhatAMarkClaims) {
  RecordReader reader({.record = std::size_t{1} << 30});
  EXPECT_THAT(records(reader, words({0xbfffffff}), 4), IsEmpty());
  EXPECT_LE(reader.prepare().size(), std::size_t{64} << 10);
}

// Who looks whether something has come does so often.
TEST(RecordReader, NeedsNoMoreMemoryForTheSamePartOfARecord) {
  RecordReader reader({});
  EXPECT_THAT(records(reader, words({0x80000064}), 4), IsEmpty());
  const std::size_t memory = reader.memory();
  for (int i = 0; i < 100; ++i) EXPECT_GE(reader.prepare().size(), 1U);
  EXPECT_EQ(reader.memory(), memory);
}

TEST(RecordReader, HandsOutWholeFragmentsWhereTheyWereReceived) {
  RecordReader reader({});
  const std::span<std::byte> room = reader.prepare();
  const Bytes stream = fragment("abcd", More::no);
  std::memcpy(room.data(), stream.data(), stream.size());
  reader.commit(stream.size());
  const auto record = reader.next();
  ASSERT_TRUE(record);
  EXPECT_EQ(record->data(), room.data() + 4);
}

}  // namespace
}  // namespace onc
