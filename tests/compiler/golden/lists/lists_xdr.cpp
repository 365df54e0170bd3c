// Made by idlc from lists.x. Changes belong there.
#include "lists.h"

#include <cstddef>
#include <string>

#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace lists {

bool encode(onc::xdr::Encoder& out, const entry& value) {
  return out.fields("fileid name", value.fileid, onc::xdr::Bounded{value.name, 255});
}
bool decode(onc::xdr::Decoder& in, entry& value) {
  return in.fields("fileid name", value.fileid, onc::xdr::Bounded{value.name, 255});
}
std::size_t xdr_size(const entry& value) {
  return 8 + onc::xdr::opaque_size(value.name);
}
std::string to_string(const entry& value) {
  return onc::xdr::Printer()
      .field("fileid", value.fileid)
      .field("name", value.name)
      .text();
}

bool encode(onc::xdr::Encoder& out, const node& value) {
  return out.fields("value", value.value);
}
bool decode(onc::xdr::Decoder& in, node& value) {
  return in.fields("value", value.value);
}
std::string to_string(const node& value) {
  return onc::xdr::Printer()
      .field("value", value.value)
      .text();
}

bool encode_nodes(onc::xdr::Encoder& out, const nodes& value) {
  return out.list(value);
}
bool decode_nodes(onc::xdr::Decoder& in, nodes& value) {
  return in.list(value);
}
std::size_t xdr_size_nodes(const nodes& value) {
  return 4 + 8 * value.size();
}

bool encode(onc::xdr::Encoder& /*out*/, const empty_link& /*value*/) {
  return true;
}
bool decode(onc::xdr::Decoder& /*in*/, empty_link& /*value*/) {
  return true;
}
std::string to_string(const empty_link& /*value*/) {
  return onc::xdr::Printer()
      .text();
}

bool encode_one_or_more(onc::xdr::Encoder& out, const one_or_more& value) {
  return out.chain(value);
}
bool decode_one_or_more(onc::xdr::Decoder& in, one_or_more& value) {
  return in.chain(value);
}
std::size_t xdr_size_one_or_more(const one_or_more& value) {
  return onc::xdr::chain_size(value);
}

bool encode(onc::xdr::Encoder& out, const uses& value) {
  return out.field("all", out.list(value.all)) &&
         out.field("at_least_one", out.chain(value.at_least_one)) &&
         out.field("several",
             out.array(value.several, 4,
             [](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); })) &&
         out.field("pair",
             out.fixed(value.pair,
             [](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); })) &&
         out.field("named", encode_nodes(out, value.named)) &&
         out.field("alias", out.chain(value.alias)) &&
         out.field("count", out.list(value.count));
}
bool decode(onc::xdr::Decoder& in, uses& value) {
  return in.field("all", in.list(value.all)) &&
         in.field("at_least_one", in.chain(value.at_least_one)) &&
         in.field("several",
             in.array(value.several, 4, 16,
             [](onc::xdr::Decoder& coder, auto& element) { return coder.chain(element); })) &&
         in.field("pair",
             in.fixed(value.pair, [](onc::xdr::Decoder& coder, auto& element) { return coder.chain(element); })) &&
         in.field("named", decode_nodes(in, value.named)) &&
         in.field("alias", in.chain(value.alias)) &&
         in.field("count", in.list(value.count));
}
std::size_t xdr_size(const uses& value) {
  return 8 + onc::xdr::list_size(value.all) + onc::xdr::chain_size(value.at_least_one)
      + onc::xdr::elements_size(value.several, [](const auto& element) { return onc::xdr::chain_size(element); })
      + onc::xdr::elements_size(value.pair, [](const auto& element) { return onc::xdr::chain_size(element); })
      + xdr_size_nodes(value.named) + onc::xdr::chain_size(value.alias) + 4 * value.count.size();
}
std::string to_string(const uses& value) {
  return onc::xdr::Printer()
      .field("all", value.all)
      .field("at_least_one", value.at_least_one)
      .field("several", value.several)
      .field("pair", value.pair)
      .field("named", value.named)
      .field("alias", value.alias)
      .field("count", value.count)
      .text();
}

bool encode(onc::xdr::Encoder& out, const tree& value) {
  if (!out.enter()) return false;
  const bool ok = out.fields("name", onc::xdr::Bounded{value.name}) &&
                  out.field("child", out.list(value.child));
  out.leave();
  return ok;
}
bool decode(onc::xdr::Decoder& in, tree& value) {
  if (!in.enter()) return false;
  const bool ok = in.fields("name", onc::xdr::Bounded{value.name}) &&
                  in.field("child", in.list(value.child));
  in.leave();
  return ok;
}
std::size_t xdr_size(const tree& value) {
  return onc::xdr::opaque_size(value.name) + onc::xdr::list_size(value.child);
}
std::string to_string(const tree& value) {
  return onc::xdr::Printer()
      .field("name", value.name)
      .field("child", value.child)
      .text();
}

}  // namespace lists
