// Calls and services without an interface file, among themselves and with generated ones.
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/call.h>
#include <onc/function_service.h>
#include <onc/loopback.h>
#include <onc/register_procedure.h>

#include "runtime/echo_service.h"
#include "runtime/running_server.h"
#include "support/hex.h"

namespace mine {

// What a schema calls `struct point { int x; int y; }`, with a list of them.
struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
bool encode(onc::xdr::Encoder& out, const Point& point) { return out.i32(point.x) && out.i32(point.y); }
bool decode(onc::xdr::Decoder& in, Point& point) { return in.i32(point.x) && in.i32(point.y); }

struct Path {
  std::vector<Point> points{};
  friend bool operator==(const Path&, const Path&) = default;
};
bool encode(onc::xdr::Encoder& out, const Path& path) { return out.list(path.points); }
bool decode(onc::xdr::Decoder& in, Path& path) { return in.list(path.points); }

}  // namespace mine

namespace onc {
namespace {

using test::Bytes;
using test::Echo;
using test::Failure;
using test::RunningServer;
using test::to_hex;
using test::words;

constexpr ProgramVersion numbers{0x20000043, 1};

template <class T>
std::string encoded(const T& value) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  EXPECT_TRUE(detail::encode_value(out, value) && out.finish());
  return to_hex(buffer.bytes());
}

template <class T>
void expect_round_trip(const T& value, const std::string& bytes) {
  EXPECT_EQ(encoded(value), bytes);
  const Bytes message = test::hex(bytes);
  xdr::Decoder in(message, {}, xdr::Mode::strict);
  T back{};
  EXPECT_TRUE(detail::decode_value(in, back) && in.finish());
  EXPECT_EQ(back, value);
}

TEST(Values, AreEncodedAsTheirXdrTypes) {
  expect_round_trip(std::int32_t{-1}, "ffffffff");
  expect_round_trip(std::uint64_t{1}, "00000000 00000001");
  expect_round_trip(true, "00000001");
  expect_round_trip(1.0, "3ff00000 00000000");
  expect_round_trip(std::string("ab"), "00000002 61620000");
  expect_round_trip(test::hex("0102 03"), "00000003 01020300");
  expect_round_trip(nothing, "");
}

TEST(Values, MayBeContainers) {
  expect_round_trip(std::vector<std::int32_t>{1, 2}, "00000002 00000001 00000002");
  expect_round_trip(std::vector<bool>{true, false}, "00000002 00000001 00000000");
  expect_round_trip(std::vector<std::string>{"a", ""}, "00000002 00000001 61000000 00000000");
  expect_round_trip(std::array<std::uint32_t, 2>{1, 2}, "00000001 00000002");
  expect_round_trip(std::array<std::byte, 3>{std::byte{1}, std::byte{2}, std::byte{3}}, "01020300");
  expect_round_trip(std::optional<std::string>("a"), "00000001 00000001 61000000");
  expect_round_trip(std::optional<std::string>(), "00000000");
  expect_round_trip(std::tuple(std::int32_t{1}, std::string("a")), "00000001 00000001 61000000");
  expect_round_trip(std::tuple<>(), "");
}

TEST(Values, MayBeTypesOfTheUser) {
  expect_round_trip(mine::Point{1, 2}, "00000001 00000002");
  expect_round_trip(mine::Path{{{1, 2}}}, "00000001 00000001 00000002 00000000");
  expect_round_trip(std::array<mine::Point, 1>{mine::Point{1, 2}}, "00000001 00000002");
  expect_round_trip(echo::sample{.name = "a", .numbers = {7}}, "00000001 61000000 00000001 00000007");
}

TEST(Values, DoNotAllocateWhatTheMessageCannotJustify) {
  const Bytes message = words({0xffffffff, 1});
  xdr::Decoder in(message);
  std::vector<std::string> out;
  EXPECT_FALSE(detail::decode_value(in, out));
  EXPECT_EQ(out.capacity(), 0U);
}

struct Levels : testing::Test {
  test::EchoService service;
  const DynamicClient client{open_loopback(service), Echo::id};
};

TEST_F(Levels, ADynamicClientCallsAGeneratedService) {
  EXPECT_TRUE(client.call<void>(0));
  EXPECT_EQ(client.call<std::string>(1, std::string("hello")).value(), "hello");
  EXPECT_EQ(client.call<std::string>(1, "hello").value(), "hello");
  const std::tuple arguments(echo::sample{.name = "ab", .numbers = {1, 2}}, true);
  EXPECT_EQ(client.call<echo::sample>(2, arguments).value(), (echo::sample{.name = "ab!", .numbers = {2, 1}}));
  EXPECT_EQ(client.call<std::vector<std::byte>>(4, std::uint32_t{3}).value(), Bytes(3, std::byte{0x5a}));
}

TEST_F(Levels, StartedCallsAreAnsweredInAnyOrder) {
  auto first = client.start<std::string>(1, "a");
  auto second = client.start<std::string>(1, "b");
  auto third = client.start<void>(0);
  EXPECT_TRUE(std::move(third).wait());
  EXPECT_EQ(std::move(second).wait().value(), "b");
  EXPECT_EQ(std::move(first).wait().value(), "a");
}

TEST_F(Levels, OptionsOfACallCount) {
  EXPECT_EQ(client.call<std::uint32_t>(5).value(), 0xffffffffU);
  const CallOptions options{.credential = AuthSys{.machine_name = "here", .uid = 7}};
  EXPECT_EQ(client.call<std::uint32_t>(5, nothing, options).value(), 7U);
}

TEST_F(Levels, ErrorsAreThoseOfGeneratedClients) {
  const auto code = [&](Failure how) { return client.call<void>(3, static_cast<std::int32_t>(how)).error().code; };
  EXPECT_EQ(code(Failure::error), Errc::server_failure);
  EXPECT_EQ(code(Failure::auth_default), Errc::auth_rejected);
  EXPECT_EQ(client.call<void>(99).error().code, Errc::procedure_unavailable);
  EXPECT_EQ(client.call<void>(1).error().code, Errc::garbage_arguments);
  EXPECT_EQ(client.call<std::uint64_t>(5).error().code, Errc::malformed_reply);
}

TEST_F(Levels, RawCallsCarryBytes) {
  EXPECT_EQ(client.call_raw(1, test::hex("00000002 61620000")).value(), test::hex("00000002 61620000"));
  EXPECT_EQ(client.call_raw(1, test::hex("00000002 6162")).value(), test::hex("00000002 61620000"));
  EXPECT_EQ(client.call_raw(0, {}).value(), Bytes());
  EXPECT_EQ(client.call_raw(1, test::hex("00000008")).error().code, Errc::garbage_arguments);
  EXPECT_EQ(client.start_raw(5, {}).wait().value(), test::hex("ffffffff"));
}

TEST_F(Levels, RawCallsAreNotBoundToSmallResults) {
  EXPECT_EQ(client.call_raw(4, test::hex("002dc6c0")).value().size(), 3'000'004U);
}

std::int32_t twice(std::int32_t number) { return 2 * number; }
Result<void> refuse(std::int32_t how) noexcept {
  if (how == 0) return {};
  return Error(Errc::auth_rejected).with_auth_stat(AuthStat::too_weak);
}

FunctionService& filled(FunctionService& service) {
  service.add(1, twice)
      .add(2, refuse)
      .add(3, [](std::int64_t left, const std::int64_t& right) { return left + right; })
      .add(4,
           [](CallContext& call, std::string prefix) -> Result<std::string> {
             return prefix + std::to_string(call.auth_sys() == nullptr ? 0 : call.auth_sys()->uid);
           })
      .add(5, [count = std::uint32_t{0}]() mutable { return ++count; })
      .add(6,
           [](mine::Path path) {
             path.points.push_back({7, 8});
             return path;
           })
      .add(7, [](std::int32_t) { throw std::runtime_error("asked to"); })
      .add<std::uint32_t(std::uint32_t)>(8, [](auto number) { return number + 1; })
      .add<void(std::vector<std::string>)>(9, [](const std::vector<std::string>&) noexcept {});
  return service;
}

struct Functions : testing::Test {
  FunctionService service{numbers};
  const DynamicClient client{open_loopback(filled(service)), numbers};
};

TEST_F(Functions, AnswerCalls) {
  EXPECT_EQ(client.call<std::int32_t>(1, std::int32_t{21}).value(), 42);
  EXPECT_EQ(client.call<std::int64_t>(3, std::tuple(std::int64_t{40}, std::int64_t{2})).value(), 42);
  EXPECT_EQ(client.call<mine::Path>(6, mine::Path{{{1, 2}}}).value(), (mine::Path{{{1, 2}, {7, 8}}}));
  EXPECT_EQ(client.call<std::uint32_t>(8, std::uint32_t{1}).value(), 2U);
  EXPECT_TRUE(client.call<void>(9, std::vector<std::string>{"a", "b"}));
}

TEST_F(Functions, KeepTheirState) {
  EXPECT_EQ(client.call<std::uint32_t>(5).value(), 1U);
  EXPECT_EQ(client.call<std::uint32_t>(5).value(), 2U);
}

TEST_F(Functions, LearnWhoCalls) {
  const CallOptions options{.credential = AuthSys{.machine_name = "here", .uid = 7}};
  EXPECT_EQ(client.call<std::string>(4, "uid ", options).value(), "uid 7");
}

TEST_F(Functions, ReturnErrorsAsServicesDo) {
  EXPECT_TRUE(client.call<void>(2, std::int32_t{0}));
  EXPECT_EQ(client.call<void>(2, std::int32_t{1}).error().auth_stat(), AuthStat::too_weak);
  EXPECT_EQ(client.call<void>(7, std::int32_t{1}).error().code, Errc::server_failure);
}

TEST_F(Functions, ProcedureZeroNeedsNoFunction) {
  EXPECT_TRUE(client.call<void>(0));
  EXPECT_TRUE(client.call<void>(0, "something"));  // compatible servers ignore what follows the arguments
}

TEST_F(Functions, RefuseWhatTheyAreNotMadeFor) {
  EXPECT_EQ(client.call<void>(99).error().code, Errc::procedure_unavailable);
  EXPECT_EQ(client.call<std::int32_t>(1).error().code, Errc::garbage_arguments);
  EXPECT_EQ(client.call<std::int64_t>(3, std::int64_t{1}).error().code, Errc::garbage_arguments);
}

TEST_F(Functions, AreReplacedByLaterOnes) {
  service.add(1, [](std::int32_t number) { return 3 * number; });
  EXPECT_EQ(client.call<std::int32_t>(1, std::int32_t{2}).value(), 6);
}

class LevelsOverTransports : public testing::TestWithParam<Transport> {};

TEST_P(LevelsOverTransports, OneFunctionCallsAnother) {
  FunctionService service(numbers);
  RunningServer server(test::local_options(), filled(service));
  const ConnectOptions options{.transport = GetParam(), .address = server.address(GetParam())};
  const auto doubled = call<std::int32_t>("", numbers.program, numbers.version, 1, std::int32_t{21}, options);
  EXPECT_EQ(doubled.value(), 42);
  EXPECT_TRUE(call<void>("", numbers.program, numbers.version, 0, nothing, options));
  const CallOptions claim{.credential = AuthSys{.machine_name = "here", .uid = 7}};
  EXPECT_EQ(call<std::string>("", numbers.program, numbers.version, 4, "uid ", options, claim).value(), "uid 7");
  const auto client = DynamicClient::connect("", numbers, options);
  ASSERT_TRUE(client);
  EXPECT_EQ(client->program_version(), numbers);
  EXPECT_EQ(client->call_raw(1, test::hex("00000004")).value(), test::hex("00000008"));
}
INSTANTIATE_TEST_SUITE_P(All, LevelsOverTransports, testing::Values(Transport::udp, Transport::tcp),
                         [](const auto& tested) { return std::string(to_string(tested.param)); });

TEST(LevelsAlone, ProceduresAreRegisteredByNumber) {
  Server server(test::local_options());
  register_procedure(server, 0x20000043, 1, 1, [](std::int32_t number) { return 2 * number; });
  register_procedure<std::string(std::string)>(server, 0x20000043, 1, 2, [](const auto& text) { return text + "!"; });
  register_procedure(server, 0x20000043, 2, 1, [](std::int32_t number) { return 3 * number; });
  ASSERT_TRUE(server.listen());
  std::thread loop([&] { EXPECT_TRUE(server.run()); });
  const ConnectOptions options{.address = server.endpoints().back().address};
  EXPECT_EQ(call<std::int32_t>("", 0x20000043, 1, 1, std::int32_t{21}, options).value(), 42);
  EXPECT_EQ(call<std::string>("", 0x20000043, 1, 2, "hello", options).value(), "hello!");
  EXPECT_EQ(call<std::int32_t>("", 0x20000043, 2, 1, std::int32_t{21}, options).value(), 63);
  server.stop();
  loop.join();
}

TEST(LevelsAlone, ConnectingFailsAsWithGeneratedClients) {
  const auto answer = call<void>("localhost", 1, 1, 0, nothing, {.address = "no address"});
  EXPECT_FALSE(answer);
}

}  // namespace
}  // namespace onc
