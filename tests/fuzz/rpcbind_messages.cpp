// Everything that rpcbinds of the versions 2 to 4 are asked and answer, as any bytes: what decodes encodes to what
// decodes the same, and the addresses in it are read or refused. The first byte picks the type.

#include <cstdint>
#include <string>

#include <onc/universal_address.h>

#include "portmap.h"
#include "require.h"
#include "rpcbind.h"

namespace {

using onc::fuzz::require;
namespace protocol = onc::protocol;

template <class T, class Decode, class Encode>
T check(std::span<const std::byte> bytes, const Decode& decode, const Encode& encode) {
  T value{};
  onc::xdr::Decoder in(bytes);
  if (!decode(in, value)) {
    require(!in.report().message("value").empty());
    return T{};
  }
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  require(encode(out, value) && out.finish());
  T again{};
  onc::xdr::Decoder back(buffer.bytes());
  require(decode(back, again) && back.left() == 0 && again == value);
  return value;
}

template <class T>
T check_struct(std::span<const std::byte> bytes) {
  return check<T>(
      bytes, [](onc::xdr::Decoder& in, T& value) { return decode(in, value); },
      [](onc::xdr::Encoder& out, const T& value) { return encode(out, value); });
}

void read_address(const std::string& netid, const std::string& address) {
  const auto known = onc::parse_netid(netid);
  if (known) static_cast<void>(onc::parse_universal_address(*known, address));
}

void check_list_of_version_3(std::span<const std::byte> bytes) {
  const auto list = check<protocol::rpcblist_ptr>(bytes, protocol::decode_rpcblist_ptr, protocol::encode_rpcblist_ptr);
  for (const auto& one : list) read_address(one.rpcb_map.r_netid, one.rpcb_map.r_addr);
}

void check_addresses(std::span<const std::byte> bytes) {
  const auto list = check<protocol::rpcb_entry_list_ptr>(bytes, protocol::decode_rpcb_entry_list_ptr,
                                                         protocol::encode_rpcb_entry_list_ptr);
  for (const auto& one : list) read_address(one.rpcb_entry_map.r_nc_netid, one.rpcb_entry_map.r_maddr);
}

void check_statistics(std::span<const std::byte> bytes) {
  check<protocol::rpcb_stat_byvers>(bytes, protocol::decode_rpcb_stat_byvers, protocol::encode_rpcb_stat_byvers);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span(data, size)).subspan(1);
  switch (data[0] % 10) {
    case 0: check_struct<protocol::mapping>(bytes); break;
    case 1: check_struct<protocol::rpcb>(bytes); break;
    case 2: check<protocol::pmaplist_ptr>(bytes, protocol::decode_pmaplist_ptr, protocol::encode_pmaplist_ptr); break;
    case 3: check_list_of_version_3(bytes); break;
    case 4: check_addresses(bytes); break;
    case 5: check_statistics(bytes); break;
    case 6: check_struct<protocol::call_args>(bytes); break;
    case 7: check_struct<protocol::call_result>(bytes); break;
    case 8: check_struct<protocol::rpcb_rmtcallres>(bytes); break;
    default: check_struct<protocol::netbuf>(bytes); break;
  }
  return 0;
}
