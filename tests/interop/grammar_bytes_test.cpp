// Our filters and rpcgen's make the same bytes of the same values: each value of value_stream.h is built here, encoded,
// and compared with what peers/grammar_writer.c has written; then those bytes are decoded and compared with the value.
#include <sys/wait.h>

#include <cstdio>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "grammar.h"
#include "value_stream.h"

namespace {

using namespace grammar;

using Stream = value_stream;

constexpr std::uint32_t no_bound = 0xffffffffU;

std::int32_t draw_int(Stream& s) { return static_cast<std::int32_t>(stream_next(&s) & 0xffffffffU); }
std::uint32_t draw_unsigned(Stream& s) { return static_cast<std::uint32_t>(stream_next(&s) & 0xffffffffU); }
std::int64_t draw_hyper(Stream& s) { return static_cast<std::int64_t>(stream_next(&s)); }
bool draw_bool(Stream& s) { return stream_below(&s, 2) == 1; }
color draw_color(Stream& s) {
  constexpr std::array members{RED, GREEN, BLUE, DARK};
  return members[stream_below(&s, 4)];
}
std::byte draw_byte(Stream& s) { return static_cast<std::byte>(stream_next(&s) & 0xffU); }

template <class Draw>
auto draw_many(Stream& s, std::uint32_t count, Draw draw) {
  std::vector<std::invoke_result_t<Draw, Stream&>> made;
  for (std::uint32_t i = 0; i < count; ++i) made.push_back(draw(s));
  return made;
}

template <class Draw>
auto draw_array(Stream& s, std::uint32_t bound, Draw draw) {
  return draw_many(s, stream_length(&s, bound), draw);
}

template <std::size_t N, class Draw>
auto draw_fixed(Stream& s, Draw draw) {
  std::array<std::invoke_result_t<Draw, Stream&>, N> made{};
  for (auto& value : made) value = draw(s);
  return made;
}

template <class Draw>
auto draw_optional(Stream& s, Draw draw) {
  std::optional<std::invoke_result_t<Draw, Stream&>> made;
  if (draw_bool(s)) made = draw(s);
  return made;
}

std::vector<std::byte> draw_opaque(Stream& s, std::uint32_t bound) { return draw_array(s, bound, draw_byte); }

std::string draw_string(Stream& s, std::uint32_t bound) {
  std::string text(stream_length(&s, bound), ' ');
  for (char& letter : text) letter = static_cast<char>('a' + stream_below(&s, 26));
  return text;
}

float draw_float(Stream& s) { return stream_number(&s); }
double draw_double(Stream& s) { return stream_number(&s); }
name draw_name(Stream& s) { return draw_string(s, OCTAL); }
blob draw_blob(Stream& s) { return draw_opaque(s, HEXADECIMAL); }
digest draw_digest(Stream& s) { return draw_fixed<DECIMAL>(s, draw_byte); }
names draw_names(Stream& s) { return draw_array(s, DECIMAL, draw_name); }
triple draw_triple(Stream& s) { return draw_fixed<3>(s, draw_int); }
matrix draw_matrix(Stream& s) { return draw_fixed<2>(s, draw_triple); }

point draw_point(Stream& s) {
  point made;
  made.x = draw_int(s);
  made.y = draw_int(s);
  return made;
}

primitives draw_primitives(Stream& s) {
  primitives made;
  made.i = draw_int(s);
  made.u = draw_unsigned(s);
  made.short_form = draw_unsigned(s);
  made.h = draw_hyper(s);
  made.uh = stream_next(&s);
  made.f = draw_float(s);
  made.d = draw_double(s);
  made.b = draw_bool(s);
  made.c = draw_color(s);
  made.n = draw_int(s);
  made.g = stream_next(&s);
  return made;
}

opaques draw_opaques(Stream& s) {
  opaques made;
  made.one = draw_fixed<1>(s, draw_byte);
  made.five = draw_fixed<5>(s, draw_byte);
  made.exact = draw_fixed<DECIMAL>(s, draw_byte);
  made.unbounded = draw_opaque(s, no_bound);
  made.bounded = draw_opaque(s, HEXADECIMAL);
  made.text = draw_string(s, no_bound);
  made.bounded_text = draw_string(s, OCTAL);
  made.sum = draw_digest(s);
  made.data = draw_blob(s);
  made.more = draw_opaque(s, no_bound);
  return made;
}

arrays draw_arrays(Stream& s) {
  arrays made;
  made.fixed = draw_fixed<3>(s, draw_int);
  made.unbounded = draw_array(s, no_bound, draw_unsigned);
  made.bounded = draw_array(s, DECIMAL, draw_hyper);
  made.sums = draw_fixed<2>(s, draw_digest);
  made.blobs = draw_array(s, 3, draw_blob);
  made.list_of_names = draw_names(s);
  made.table = draw_matrix(s);
  made.tables = draw_array(s, 2, draw_matrix);
  made.corners = draw_fixed<2>(s, draw_point);
  made.path = draw_array(s, no_bound, draw_point);
  made.l = draw_array(s, 5, draw_hyper);
  made.p = draw_array(s, no_bound, draw_color);
  made.fl = draw_fixed<4>(s, draw_bool);
  made.r = draw_array(s, no_bound, draw_float);
  made.two = draw_fixed<2>(s, draw_double);
  made.colors = draw_fixed<2>(s, draw_color);
  made.bits = draw_array(s, DECIMAL, draw_bool);
  return made;
}

optionals draw_optionals(Stream& s) {
  optionals made;
  made.number_or_not = draw_optional(s, draw_int);
  made.point_or_not = draw_optional(s, draw_point);
  made.name_or_not = draw_optional(s, draw_name);
  made.blob_or_not = draw_optional(s, draw_blob);
  made.through_typedef = draw_optional(s, draw_point);
  return made;
}

node draw_node(Stream& s) {
  node made;
  made.value = draw_int(s);
  return made;
}

entry draw_entry(Stream& s) {
  entry made;
  made.key = draw_name(s);
  made.value = draw_blob(s);
  return made;
}

onc::xdr::Boxed<tree> draw_tree(Stream& s, int depth) {
  if (depth == 0 || !draw_bool(s)) return {};
  tree made;
  made.value = draw_int(s);
  made.left = draw_tree(s, depth - 1);
  made.right = draw_tree(s, depth - 1);
  made.height = depth;
  return made;
}

lists draw_lists(Stream& s) {
  lists made;
  made.first = draw_many(s, stream_below(&s, 4), draw_node);
  made.dictionary = draw_many(s, stream_below(&s, 4), draw_entry);
  if (auto root = draw_tree(s, TREE_DEPTH)) made.root = *root;
  made.end = draw_int(s);
  return made;
}

by_int draw_by_int(Stream& s) {
  switch (stream_below(&s, 6)) {
    case 0: return by_int::make_negative(draw_int(s));
    case 1: return by_int::make_void();
    case 2: return by_int::make_text(1, draw_string(s, no_bound));
    case 3: return by_int::make_text(2, draw_string(s, no_bound));
    case 4: return by_int::make_fixed(draw_fixed<6>(s, draw_byte));
    default: return by_int::make_other(OTHER_DISCRIMINANT, draw_hyper(s));
  }
}

by_unsigned draw_by_unsigned(Stream& s) {
  if (stream_below(&s, 2) == 0) return by_unsigned::make_where(draw_point(s));
  return by_unsigned::make_numbers(draw_array(s, DECIMAL, draw_int));
}

by_bool draw_by_bool(Stream& s) {
  return stream_below(&s, 2) == 0 ? by_bool::make_found(draw_names(s)) : by_bool::make_void();
}

by_enum draw_by_enum(Stream& s) {
  const color shade = draw_color(s);
  if (shade == RED) return by_enum::make_red(draw_float(s));
  if (shade == DARK) return by_enum::make_inner(draw_by_bool(s));
  return by_enum::make_cold(shade, draw_double(s));
}

with_default_void draw_with_default_void(Stream& s) {
  if (stream_below(&s, 2) == 0) return with_default_void::make_at(draw_optional(s, draw_point));
  return with_default_void::make_void(OTHER_DISCRIMINANT);
}

unions draw_unions(Stream& s) {
  unions made;
  made.a = draw_by_int(s);
  made.b = draw_by_unsigned(s);
  made.c = draw_by_bool(s);
  made.d = draw_by_enum(s);
  made.e = draw_with_default_void(s);
  made.many = draw_array(s, 3, draw_by_int);
  made.two = draw_fixed<2>(s, draw_by_enum);
  return made;
}

everything draw_everything(Stream& s) {
  everything made;
  made.p = draw_primitives(s);
  made.o = draw_opaques(s);
  made.a = draw_arrays(s);
  made.m = draw_optionals(s);
  made.l = draw_lists(s);
  made.u = draw_unions(s);
  return made;
}

using Bytes = std::vector<std::byte>;

/// All encodings that the peer writes, in its order.
std::vector<Bytes> read_encodings() {
  std::vector<Bytes> encodings;
  std::FILE* peer = popen(GRAMMAR_WRITER, "r");
  if (peer == nullptr) return encodings;
  std::uint32_t length = 0;
  while (std::fread(&length, sizeof length, 1, peer) == 1) {
    Bytes bytes(length);
    if (std::fread(bytes.data(), 1, length, peer) != length) break;
    encodings.push_back(std::move(bytes));
  }
  return pclose(peer) == 0 ? encodings : std::vector<Bytes>{};
}

template <class T>
void expect_same(const T& value, const Bytes& theirs, onc::xdr::Mode mode) {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  ASSERT_TRUE(encode(out, value) && out.finish()) << out.report().message("value");
  EXPECT_EQ(Bytes(buffer.bytes().begin(), buffer.bytes().end()), theirs);

  T decoded;
  onc::xdr::Decoder in(theirs, {}, mode);
  ASSERT_TRUE(decode(in, decoded) && in.finish()) << in.report().message("value");
  EXPECT_EQ(in.left(), 0U);
  EXPECT_TRUE(decoded == value);
}

/// The types of one round, in the peer's order.
enum Kind : std::size_t {
  kind_primitives,
  kind_opaques,
  kind_arrays,
  kind_optionals,
  kind_lists,
  kind_unions,
  kind_everything,
  kinds
};

template <class T>
void compare(Kind compared, T (*draw)(Stream&)) {
  static const std::vector<Bytes> encodings = read_encodings();
  ASSERT_EQ(encodings.size(), std::size_t{ROUNDS} * kinds) << "from " << GRAMMAR_WRITER;
  for (std::uint64_t round = 0; round < ROUNDS; ++round) {
    Stream s{round};
    // Each value continues the stream of those before it.
    if (compared > kind_primitives) draw_primitives(s);
    if (compared > kind_opaques) draw_opaques(s);
    if (compared > kind_arrays) draw_arrays(s);
    if (compared > kind_optionals) draw_optionals(s);
    if (compared > kind_lists) draw_lists(s);
    if (compared > kind_unions) draw_unions(s);
    SCOPED_TRACE("round " + std::to_string(round));
    expect_same(draw(s), encodings[round * kinds + compared], onc::xdr::Mode::strict);
    if (testing::Test::HasFailure()) return;  // one is enough to look at
  }
}

TEST(GrammarBytes, Primitives) { compare(kind_primitives, draw_primitives); }
TEST(GrammarBytes, Opaques) { compare(kind_opaques, draw_opaques); }
TEST(GrammarBytes, Arrays) { compare(kind_arrays, draw_arrays); }
TEST(GrammarBytes, Optionals) { compare(kind_optionals, draw_optionals); }
TEST(GrammarBytes, Lists) { compare(kind_lists, draw_lists); }
TEST(GrammarBytes, Unions) { compare(kind_unions, draw_unions); }
TEST(GrammarBytes, Everything) { compare(kind_everything, draw_everything); }

TEST(Grammar, PassesPercentLinesThrough) { EXPECT_EQ(GRAMMAR_PASSED_THROUGH, 1); }

TEST(Grammar, NumbersProgramsAndVersions) {
  EXPECT_EQ(GRAMMAR_PROG::GRAMMAR_FIRST::id, (onc::ProgramVersion{0x20000200, 1}));
  EXPECT_EQ(GRAMMAR_PROG::GRAMMAR_THIRD::id, (onc::ProgramVersion{0x20000200, 3}));
  EXPECT_EQ(OTHER_PROG::OTHER_VERS::id, (onc::ProgramVersion{0x20000201, 1}));
}

}  // namespace
