// How often views look at the same bytes: counted, by elements that count.
#include <gtest/gtest.h>

#include <onc/xdr/view.h>

#include "support/hex.h"

namespace onc::test {

// As idlc writes views: an element, a row of them, a table of rows.
struct Cell {
  std::uint32_t number = 0;
};
struct Row {
  xdr::ArrayView<Cell> cells{};
};
struct Table {
  xdr::ArrayView<Row> rows{};
};
struct Branch {
  xdr::ArrayView<Branch> children{};
};

static std::size_t visits = 0;  // of cells and branches

template <class In>
bool read_view(In& in, Cell& value) {
  ++visits;
  return in.fields("number", value.number) && value.number != 666;
}
template <class In>
bool read_view(In& in, Row& value) {
  return in.field("cells", in.array(value.cells, xdr::unbounded, 4));
}
template <class In>
bool read_view(In& in, Table& value) {
  return in.field("rows", in.array(value.rows, xdr::unbounded, 4));
}
template <class In>
bool read_view(In& in, Branch& value) {
  ++visits;
  if (!in.enter()) return false;
  const bool ok = in.field("children", in.array(value.children, xdr::unbounded, 4));
  in.leave();
  return ok;
}
#define DECODES(type)                                                                                       \
  bool decode(xdr::Decoder& in, type& value) {                                                              \
    xdr::ViewChecker checker(in);                                                                           \
    return read_view(checker, value);                                                                       \
  }                                                                                                         \
  bool decode(xdr::ViewReader& in, type& value) { return read_view(in, value); }                            \
  bool decode(xdr::ViewSkipper& in, type& value) { return read_view(in, value); }
DECODES(Cell)
DECODES(Row)
DECODES(Table)
DECODES(Branch)
#undef DECODES

namespace {

Bytes table(std::uint32_t rows, std::uint32_t cells) {
  Bytes message = words({rows});
  for (std::uint32_t row = 0; row < rows; ++row) {
    message = join({message, words({cells})});
    message.resize(message.size() + 4 * cells);
  }
  return message;
}

template <class View>
std::size_t visits_of_checking(const Bytes& message, View& view, bool expected, xdr::Mode mode = xdr::Mode::compatible) {
  visits = 0;
  xdr::Decoder in(message, {}, mode);
  EXPECT_EQ(decode(in, view), expected);
  return visits;
}

TEST(Visits, OfCheckingAreOneForEachElement) {
  Table view;
  EXPECT_EQ(visits_of_checking(table(30, 100), view, true), 3000U);
  EXPECT_EQ(visits_of_checking(table(30, 100), view, true, xdr::Mode::strict), 3000U);
}

// Once to pass over a row, in order to find the next, and once to read it.
TEST(Visits, OfReadingAreOneForEachLevel) {
  Table view;
  const Bytes message = table(30, 100);
  ASSERT_GT(visits_of_checking(message, view, true), 0U);
  visits = 0;
  std::size_t cells = 0;
  for (const Row& row : view.rows)
    for (const Cell& cell : row.cells) cells += 1 + cell.number;
  EXPECT_EQ(cells, 3000U);
  EXPECT_LE(visits, 2 * cells);
}

// Each level holds so many leaves and then the next level; the last one is cut.
Bytes comb(std::uint32_t levels, std::uint32_t leaves) {
  Bytes message;
  Bytes level = words({leaves + 1});
  level.resize(level.size() + 4 * leaves);
  for (std::uint32_t i = 0; i < levels; ++i) message.insert(message.end(), level.begin(), level.end());
  return message;
}

// To tell what is wrong at the bottom takes no more than a second look at what is around it.
TEST(Visits, OfADeepFaultAreLinear) {
  constexpr std::uint32_t levels = 100;
  constexpr std::uint32_t leaves = 100;
  Branch view;
  EXPECT_LE(visits_of_checking(comb(levels, leaves), view, false), 3 * levels * (leaves + 1));
}

}  // namespace
}  // namespace onc::test
