#include <onc/call.h>

namespace onc {

namespace {

auto as_they_are(std::span<const std::byte> arguments) {
  return [arguments](xdr::Encoder& out) { return out.opaque_fixed(arguments); };
}

bool take_all(xdr::Decoder& in, std::vector<std::byte>& results) {
  const std::span<const std::byte> rest = in.rest();
  if (!in.charge(rest.size())) return false;
  results.assign(rest.begin(), rest.end());
  return rest.empty() || in.run(rest.size()) != nullptr;
}

}  // namespace

Result<DynamicClient> DynamicClient::connect(std::string_view host, ProgramVersion id, const ConnectOptions& options) {
  auto channel = open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return DynamicClient(*std::move(channel), id);
}

Result<std::vector<std::byte>> DynamicClient::call_raw(std::uint32_t procedure, std::span<const std::byte> arguments,
                                                       const CallOptions& options) const {
  return ClientStub::call<std::vector<std::byte>>(named(procedure), options, as_they_are(arguments), take_all,
                                                  !options.one_way);
}

Pending<std::vector<std::byte>> DynamicClient::start_raw(std::uint32_t procedure, std::span<const std::byte> arguments,
                                                         const CallOptions& options) const {
  return ClientStub::start<std::vector<std::byte>>(named(procedure), options, as_they_are(arguments), take_all,
                                                   !options.one_way);
}

}  // namespace onc
