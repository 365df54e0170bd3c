// Made by idlc from lists.x. Changes belong there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace lists {

/// The link of a list is no member of the C++ struct.
struct entry {
  std::uint64_t fileid = 0;
  std::string name{};
  friend bool operator==(const entry&, const entry&) = default;
};
bool encode(onc::xdr::Encoder& out, const entry& value);
bool decode(onc::xdr::Decoder& in, entry& value);
std::size_t xdr_size(const entry& value);
std::string to_string(const entry& value);

struct node {
  std::int32_t value = 0;
  friend bool operator==(const node&, const node&) = default;
};
bool encode(onc::xdr::Encoder& out, const node& value);
bool decode(onc::xdr::Decoder& in, node& value);
constexpr std::size_t xdr_size(const node&) noexcept { return 4; }
std::string to_string(const node& value);

using nodes = std::vector<node>;
bool encode_nodes(onc::xdr::Encoder& out, const nodes& value);
bool decode_nodes(onc::xdr::Decoder& in, nodes& value);
std::size_t xdr_size_nodes(const nodes& value);

struct empty_link {
  friend bool operator==(const empty_link&, const empty_link&) = default;
};
bool encode(onc::xdr::Encoder& out, const empty_link& value);
bool decode(onc::xdr::Decoder& in, empty_link& value);
constexpr std::size_t xdr_size(const empty_link&) noexcept { return 0; }
std::string to_string(const empty_link& value);

using one_or_more = std::vector<node>;
bool encode_one_or_more(onc::xdr::Encoder& out, const one_or_more& value);
bool decode_one_or_more(onc::xdr::Decoder& in, one_or_more& value);
std::size_t xdr_size_one_or_more(const one_or_more& value);

struct uses {
  std::vector<entry> all{};
  std::vector<entry> at_least_one{};
  std::vector<std::vector<entry>> several{};
  std::array<std::vector<entry>, 2> pair{};
  nodes named{};
  one_or_more alias{};
  std::vector<empty_link> count{};
  friend bool operator==(const uses&, const uses&) = default;
};
bool encode(onc::xdr::Encoder& out, const uses& value);
bool decode(onc::xdr::Decoder& in, uses& value);
std::size_t xdr_size(const uses& value);
std::string to_string(const uses& value);

/// amd's tree: the siblings are a list, the children are not.
struct tree {
  std::string name{};
  onc::xdr::Vector<tree> child{};
  friend bool operator==(const tree&, const tree&) = default;
};
bool encode(onc::xdr::Encoder& out, const tree& value);
bool decode(onc::xdr::Decoder& in, tree& value);
std::size_t xdr_size(const tree& value);
std::string to_string(const tree& value);

}  // namespace lists
