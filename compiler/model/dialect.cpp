#include "model/dialect.h"

#include <algorithm>
#include <array>
#include <utility>

namespace onc::compiler::model {
namespace {

using syntax::Primitive;

// On the wire what rpcgen's output makes of them: four bytes for all of C's and POSIX's that were four bytes once.
constexpr std::array<std::pair<std::string_view, Primitive>, 49> primitives{{
    {"bool_t", Primitive::boolean},   {"daddr_t", Primitive::int32},    {"dev_t", Primitive::uint32},
    {"enum_t", Primitive::int32},     {"gid_t", Primitive::uint32},     {"id_t", Primitive::int32},
    {"ino_t", Primitive::uint32},     {"int16_t", Primitive::int16},    {"int32", Primitive::int32},
    {"int32_t", Primitive::int32},    {"int64", Primitive::int64},      {"int64_t", Primitive::int64},
    {"int8_t", Primitive::int8},      {"key_t", Primitive::int32},      {"longlong_t", Primitive::int64},
    {"mode_t", Primitive::uint32},    {"nlink_t", Primitive::uint32},   {"pid_t", Primitive::int32},
    {"quad_t", Primitive::int64},     {"rpcport_t", Primitive::uint32}, {"rpcproc_t", Primitive::uint32},
    {"rpcprog_t", Primitive::uint32}, {"rpcvers_t", Primitive::uint32}, {"time_t", Primitive::int32},
    {"u_char", Primitive::uint8},     {"u_hyper", Primitive::uint64},   {"u_int", Primitive::uint32},
    {"u_int16_t", Primitive::uint16}, {"u_int32_t", Primitive::uint32}, {"u_int64_t", Primitive::uint64},
    {"u_int8_t", Primitive::uint8},   {"u_long", Primitive::uint32},    {"u_longlong_t", Primitive::uint64},
    {"u_quad_t", Primitive::uint64},  {"u_short", Primitive::uint16},   {"uchar_t", Primitive::uint8},
    {"uid_t", Primitive::uint32},     {"uint", Primitive::uint32},      {"uint16_t", Primitive::uint16},
    {"uint32", Primitive::uint32},    {"uint32_t", Primitive::uint32},  {"uint64", Primitive::uint64},
    {"uint64_t", Primitive::uint64},  {"uint8_t", Primitive::uint8},    {"uint_t", Primitive::uint32},
    {"ulong", Primitive::uint32},     {"ulong_t", Primitive::uint32},   {"ushort", Primitive::uint16},
    {"ushort_t", Primitive::uint16},
}};

// Types that implementations send in four bytes or in eight.
constexpr std::array<std::string_view, 3> of_any_size{"off_t", "size_t", "ssize_t"};

// The functions xdr_NAME of C's RPC library, beside those that are named after types of the list above.
constexpr std::array<std::pair<std::string_view, Primitive>, 10> coders{{
    {"bool", Primitive::boolean},
    {"char", Primitive::int8},
    {"double", Primitive::float64},
    {"enum", Primitive::int32},
    {"float", Primitive::float32},
    {"hyper", Primitive::int64},
    {"int", Primitive::int32},
    {"long", Primitive::int32},
    {"quadruple", Primitive::quadruple},
    {"short", Primitive::int16},
}};

// Constants of <rpc/auth.h>, <rpc/key_prot.h> and their kin, and those of <errno.h> that all systems agree on.
constexpr std::array<std::pair<std::string_view, std::uint64_t>, 59> constants{{
    {"AUTH_NONE", 0},
    {"AUTH_NULL", 0},
    {"AUTH_SYS", 1},
    {"AUTH_UNIX", 1},
    {"AUTH_SHORT", 2},
    {"AUTH_DH", 3},
    {"AUTH_DES", 3},
    {"AUTH_KERB", 4},
    {"AUTH_RSA", 5},
    {"RPCSEC_GSS", 6},
    {"AUTH_TLS", 7},
    {"AUTH_OK", 0},
    {"AUTH_BADCRED", 1},
    {"AUTH_REJECTEDCRED", 2},
    {"AUTH_BADVERF", 3},
    {"AUTH_REJECTEDVERF", 4},
    {"AUTH_TOOWEAK", 5},
    {"AUTH_INVALIDRESP", 6},
    {"AUTH_FAILED", 7},
    {"MAX_AUTH_BYTES", 400},
    {"MAX_MACHINE_NAME", 255},
    {"NGRPS", 16},
    {"MAXNETNAMELEN", 255},
    {"MAX_NETOBJ_SZ", 1024},
    {"HEXKEYBYTES", 48},
    {"KEYCHECKSUMSIZE", 16},
    {"EPERM", 1},
    {"ENOENT", 2},
    {"ESRCH", 3},
    {"EINTR", 4},
    {"EIO", 5},
    {"ENXIO", 6},
    {"E2BIG", 7},
    {"ENOEXEC", 8},
    {"EBADF", 9},
    {"ECHILD", 10},
    {"ENOMEM", 12},
    {"EACCES", 13},
    {"EFAULT", 14},
    {"ENOTBLK", 15},
    {"EBUSY", 16},
    {"EEXIST", 17},
    {"EXDEV", 18},
    {"ENODEV", 19},
    {"ENOTDIR", 20},
    {"EISDIR", 21},
    {"EINVAL", 22},
    {"ENFILE", 23},
    {"EMFILE", 24},
    {"ENOTTY", 25},
    {"ETXTBSY", 26},
    {"EFBIG", 27},
    {"ENOSPC", 28},
    {"ESPIPE", 29},
    {"EROFS", 30},
    {"EMLINK", 31},
    {"EPIPE", 32},
    {"EDOM", 33},
    {"ERANGE", 34},
}};

template <class Table>
auto find_in(const Table& table, std::string_view name) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.first == name; });
  return at == table.end() ? std::nullopt : std::optional(at->second);
}

// RFC 5531, appendix A.
LibraryType auth_sys() {
  return {{"stamp", Primitive::uint32},
          {"machinename", Primitive::string, Shape::array, 255},
          {"uid", Primitive::uint32},
          {"gid", Primitive::uint32},
          {"gids", Primitive::uint32, Shape::array, 16}};
}

bool is_plain_literal(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) return true;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), digit) && (text == "0" || text.front() != '0');
}

}  // namespace

std::optional<Primitive> dialect_primitive(std::string_view name) { return find_in(primitives, name); }

bool has_any_size(std::string_view name) {
  return std::find(of_any_size.begin(), of_any_size.end(), name) != of_any_size.end();
}

std::optional<Primitive> coded_primitive(std::string_view coder) {
  constexpr std::string_view prefix = "xdr_";
  if (!coder.starts_with(prefix)) return std::nullopt;
  coder.remove_prefix(prefix.size());
  const auto found = find_in(coders, coder);
  return found ? found : dialect_primitive(coder);
}

LibraryType library_type(std::string_view name) {
  if (name == "netobj") return {{{}, Primitive::opaque, Shape::array, 1024}};
  if (name == "des_block") return {{{}, Primitive::opaque, Shape::fixed, 8}};
  if (name == "keybuf") return {{{}, Primitive::opaque, Shape::fixed, 48}};
  if (name == "netnamestr") return {{{}, Primitive::string, Shape::array, 255}};
  if (name == "netbuf") return {{"maxlen", Primitive::uint32}, {"buf", Primitive::opaque, Shape::array}};
  if (name == "authsys_parms" || name == "authunix_parms") return auth_sys();
  return {};
}

std::optional<Number> library_constant(std::string_view name) {
  const auto value = find_in(constants, name);
  return value ? std::optional(Number{false, *value}) : std::nullopt;
}

std::string spelled_number(Number number, std::string_view schema) {
  constexpr std::uint64_t int64_min = std::uint64_t{1} << 63;
  const bool one_token = schema.find_first_of(" \t\r\n+-*/()<>&|^~%") == std::string_view::npos;
  const std::string digits =
      one_token && is_plain_literal(schema) ? std::string(schema) : std::to_string(number.magnitude);
  if (number.negative) return number.magnitude == int64_min ? "-9223372036854775807 - 1" : "-" + digits;
  return number.magnitude >= int64_min ? digits + "U" : digits;
}

}  // namespace onc::compiler::model
