#include "message/call_message.h"

#include <gtest/gtest.h>

#include "support/hex.h"

namespace onc {
namespace {

using test::Bytes;
using test::join;
using test::words;

// A NULL call with the given credential and verifier.
Bytes call(const Bytes& credential, const Bytes& verifier, std::uint32_t version = 2) {
  return join({words({7, 0, version, 100000, 2, 3}), credential, verifier});
}

const Bytes none = words({0, 0});

CallVerdict verdict(const Bytes& message) {
  CallMessage parsed;
  return parse_call(message, parsed);
}

TEST(CallMessage, IsReadWithItsArguments) {
  const Bytes message = join({call(words({1, 4, 0xaabbccdd}), none), words({42})});
  CallMessage parsed;
  ASSERT_EQ(parse_call(message, parsed), CallVerdict::accept);
  EXPECT_EQ(parsed.xid, 7U);
  EXPECT_EQ(parsed.id, (ProgramVersion{100000, 2}));
  EXPECT_EQ(parsed.procedure, 3U);
  EXPECT_EQ(parsed.credential.flavor, AuthFlavor::sys);
  EXPECT_EQ(test::to_hex(parsed.credential.body), "aabbccdd");
  EXPECT_EQ(parsed.verifier.flavor, AuthFlavor::none);
  EXPECT_EQ(test::to_hex(parsed.arguments), "0000002a");
}

TEST(CallMessage, IsDroppedWhenItIsNoCall) {
  EXPECT_EQ(verdict(words({7, 1, 0, 0, 0, 0})), CallVerdict::drop);
  EXPECT_EQ(verdict(words({7, 2, 2, 100000, 2, 3, 0, 0, 0, 0})), CallVerdict::drop);
}

TEST(CallMessage, IsDroppedAtEveryLengthThatHasNoWholeHeader) {
  const Bytes whole = call(none, none);
  ASSERT_EQ(whole.size(), 40U);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(verdict(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), CallVerdict::drop)
        << size;
  }
  EXPECT_EQ(verdict(whole), CallVerdict::accept);
}

TEST(CallMessage, OfAnotherRpcVersionIsAnsweredFromTwelveBytesOn) {
  EXPECT_EQ(verdict(words({7, 0, 3})), CallVerdict::rpc_mismatch);
  EXPECT_EQ(verdict(call(none, none, 3)), CallVerdict::rpc_mismatch);
}

TEST(CallMessage, WithALengthBeyondFourHundredOrTheMessageIsRefusedByPart) {
  for (const std::uint32_t length : {401U, 404U, 0x7fffffffU, 0x80000000U, 0xfffffffdU, 0xffffffffU}) {
    EXPECT_EQ(verdict(call(words({1, length}), none)), CallVerdict::bad_credential) << length;
    EXPECT_EQ(verdict(call(none, words({0, length}))), CallVerdict::bad_verifier) << length;
  }
  EXPECT_EQ(verdict(call(words({1, 12}), none)), CallVerdict::bad_credential);
  EXPECT_EQ(verdict(call(none, words({0, 4}))), CallVerdict::bad_verifier);
  EXPECT_EQ(verdict(call(join({words({1, 400}), Bytes(400)}), none)), CallVerdict::accept);
}

}  // namespace
}  // namespace onc
