#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace onc::compiler {

// The five outputs that rpcgen preprocesses a file for, each with a macro of its own. A file is read once for all of
// them: lines that some mode would see are seen, and '%' lines know by which.
using Modes = std::uint8_t;

inline constexpr Modes mode_header = 1, mode_xdr = 2, mode_service = 4, mode_client = 8, mode_table = 16;
inline constexpr Modes all_modes = 31;

inline constexpr std::array<std::string_view, 5> mode_macros{"RPC_HDR", "RPC_XDR", "RPC_SVC", "RPC_CLNT", "RPC_TBL"};

}  // namespace onc::compiler
