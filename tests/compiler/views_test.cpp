// What the views of golden/views/views.x do: the same as the types they are views of, without copies.
#include "views.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/xdr/buffer.h>

namespace {

using onc::xdr::BytesView;
using onc::xdr::Decoder;
using onc::xdr::Encoder;
using onc::xdr::Mode;
using testing::ElementsAre;
using Bytes = std::vector<std::byte>;

template <class T>
Bytes encoded(const T& value) {
  onc::xdr::Buffer buffer;
  Encoder out(buffer);
  if (!encode(out, value) || !out.finish()) return {};
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

template <class T>
std::string fault(const Bytes& bytes, Mode mode = Mode::compatible) {
  T value;
  Decoder in(bytes, {}, mode);
  return decode(in, value) && in.finish() ? "" : in.report().message("value");
}

views::entry make_entry(const std::string& name) {
  views::entry entry;
  entry.called = name;
  entry.attr = views::attributes{.type = views::kind::FOLDER, .size = 7, .changed = {1, 2}};
  entry.attr->id.fill(std::byte{0x11});
  entry.extra = {std::byte{1}, std::byte{2}, std::byte{3}};
  entry.blocks = {5, 6, 0xffffffff};
  entry.history = {views::kind::FILE, views::kind::FOLDER, views::kind::FILE, views::kind::FOLDER};
  entry.flags = {true, false, true};
  entry.small = {-1, 2};
  entry.others = {"a", "", "another"};
  return entry;
}

bool lies_in(const void* at, const Bytes& bytes) {
  const auto* byte = static_cast<const std::byte*>(at);
  return byte >= bytes.data() && byte < bytes.data() + bytes.size();
}

TEST(Views, ReferToTheMessage) {
  const Bytes bytes = encoded(make_entry("readme"));
  views::entry_view view;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, view) && in.finish());
  EXPECT_EQ(view.called, "readme");
  EXPECT_EQ(view.attr->id, BytesView(make_entry("").attr->id));
  EXPECT_THAT(view.blocks, ElementsAre(5, 6, 0xffffffff));
  EXPECT_THAT(view.history,
              ElementsAre(views::kind::FILE, views::kind::FOLDER, views::kind::FILE, views::kind::FOLDER));
  EXPECT_THAT(view.flags, ElementsAre(true, false, true));
  EXPECT_THAT(view.small, ElementsAre(-1, 2));
  EXPECT_THAT(view.others, ElementsAre("a", "", "another"));
  for (const void* at :
       {static_cast<const void*>(view.called.data()), static_cast<const void*>(view.extra.data()),
        static_cast<const void*>(view.attr->id.data()), static_cast<const void*>(view.blocks.bytes().data()),
        static_cast<const void*>(view.others[2].data())})
    EXPECT_TRUE(lies_in(at, bytes));
}

TEST(Views, EncodeToTheBytesTheyWereDecodedFrom) {
  const views::found found = views::found::make_entries({make_entry("a"), make_entry("bb")});
  const Bytes bytes = encoded(found);
  views::found_view view;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, view) && in.finish());
  EXPECT_EQ(encoded(view), bytes);
  EXPECT_EQ(xdr_size(view), bytes.size());
  EXPECT_EQ(to_string(view), to_string(found));
  EXPECT_THAT(to_string(view), testing::HasSubstr("blocks: [5, 6, 4294967295]"));
}

TEST(Views, CompareWhatTheyReferTo) {
  const Bytes one = encoded(make_entry("a"));
  const Bytes same = encoded(make_entry("a"));
  const Bytes other = encoded(make_entry("b"));
  const auto read = [](const Bytes& bytes) {
    views::entry_view view;
    Decoder in(bytes);
    EXPECT_TRUE(decode(in, view));
    return view;
  };
  EXPECT_EQ(read(one), read(same));
  EXPECT_NE(read(one), read(other));
}

TEST(Views, AreRefusedAsTheirTypesAreAtEveryPrefix) {
  const Bytes bytes = encoded(make_entry("readme"));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Bytes prefix(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(fault<views::entry_view>(prefix), fault<views::entry>(prefix)) << size;
    EXPECT_NE(fault<views::entry_view>(prefix), "") << size;
  }
}

TEST(Views, AreStrictAsTheirTypesAre) {
  const Bytes bytes = encoded(make_entry("readme"));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes changed = bytes;
    changed[at] ^= std::byte{0x41};
    EXPECT_EQ(fault<views::entry_view>(changed, Mode::strict), fault<views::entry>(changed, Mode::strict)) << at;
  }
}

TEST(Views, OfRecursiveTypesHoldTheirOwn) {
  views::tree tree{.label = "root"};
  tree.left = views::tree{.label = "left"};
  tree.children.push_back({.label = "child"});
  const Bytes bytes = encoded(tree);
  views::tree_view view;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, view) && in.finish());
  EXPECT_EQ(view.left->label, "left");
  EXPECT_EQ(view.children.at(0).label, "child");
  EXPECT_EQ(encoded(view), bytes);
}

TEST(Views, SelectTheArmsOfUnions) {
  const std::string text = "text";
  const Bytes bytes = encoded(views::nested::make_inner({views::nested::make_text(text)}));
  views::nested_view view;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, view) && in.finish());
  ASSERT_NE(view.inner(), nullptr);
  EXPECT_EQ(view.text(), nullptr);
  EXPECT_EQ(*view.inner()->at(0).text(), text);
}

TEST(Views, OfWrongSizesAreNotEncoded) {
  const Bytes bytes(31);
  views::attributes_view view;
  view.id = BytesView(bytes);
  onc::xdr::Buffer buffer;
  Encoder out(buffer);
  EXPECT_FALSE(encode(out, view));
  EXPECT_EQ(out.report().message("value"), "value.id: length 31 is not the 32 that there have to be (at byte 20)");
}

TEST(Views, OfNumbersAreRandomAccessRanges) {
  const Bytes bytes = encoded(make_entry("x"));
  views::entry_view view;
  Decoder in(bytes);
  ASSERT_TRUE(decode(in, view));
  static_assert(std::ranges::random_access_range<decltype(view.blocks)>);
  EXPECT_EQ(view.blocks[1], 6U);
  EXPECT_EQ(view.blocks.begin()[2], 0xffffffffU);
  EXPECT_EQ(view.blocks.end() - view.blocks.begin(), 3);
  EXPECT_EQ(*std::ranges::max_element(view.blocks), 0xffffffffU);
  std::vector<std::uint32_t> copied(3);
  view.blocks.copy_to(copied);
  EXPECT_THAT(copied, ElementsAre(5, 6, 0xffffffff));
}

#if defined(__SANITIZE_ADDRESS__)
TEST(ViewsDeathTest, TrapWhenTheBufferHasGivenUpTheirBytes) {
  onc::xdr::Buffer buffer;
  Encoder out(buffer);
  ASSERT_TRUE(encode(out, make_entry("readme")) && out.finish());
  views::entry_view view;
  Decoder in(buffer.bytes());
  ASSERT_TRUE(decode(in, view));
  buffer.clear();
  EXPECT_DEATH(std::exit(view.called[0]), "use-after-poison");  // so that it is read
}
#endif

}  // namespace
