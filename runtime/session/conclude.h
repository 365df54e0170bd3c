// A call within its service, and what it has come to, on the wire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>

#include <onc/service.h>
#include <onc/xdr/buffer.h>
#include <onc/xdr/encoder.h>

namespace onc {

/// Lets `service` answer `call`. What it throws makes the call fail and goes no further than to `report`, which gets
/// null for what is no exception, and throws nothing.
Outcome run_service(Service& service, IncomingCall& call, FunctionRef<void(const std::exception*)> report) noexcept;

/// The reply that a service's error is (Service).
void append_failure(xdr::Buffer& out, std::uint32_t xid, const Error& error);

/// `results` have been encoded behind the header of a successful reply, which begins at `begin` of `out`. Ends them; an
/// outcome other than success, or results that are not whole, are taken back, and the reply that says so stands in
/// their place; none for Outcome::later and no_reply. Returns what the call has come to.
Outcome conclude(xdr::Buffer& out, std::size_t begin, xdr::Encoder& results, Outcome outcome, std::uint32_t xid,
                 const Error& error);

}  // namespace onc
