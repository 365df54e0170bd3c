#include "samples/samples.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "samples/names.h"

namespace {

namespace samples = onc::compiler::samples;
using onc::compiler::model::Model;
using testing::HasSubstr;
using testing::Not;

// The model of a text named test.x.
class Samples : public testing::Test {
 protected:
  const Model& model(std::string_view text) {
    backend_.add("test.x", std::string(text));
    model_ = onc::compiler::load_model({.path = "test.x"}, sources_, diagnostics_);
    if (!model_) throw std::runtime_error(render(diagnostics_, sources_));
    return *model_;
  }
  std::string client(std::string_view text) { return samples::client(model(text)).text; }
  std::string server(std::string_view text) { return samples::server(model(text)).text; }

 private:
  onc::compiler::test::MemoryBackend backend_;
  onc::compiler::SourceManager sources_{backend_};
  onc::compiler::Diagnostics diagnostics_;
  std::optional<Model> model_;
};

constexpr std::string_view two_versions = R"(
  program KV {
    version V1 { void NOP(void) = 0; string GET(string key, int) = 1; } = 1;
    version V2 { void NOP(void) = 0; } = 2;
  } = 0x20000300;
)";

TEST_F(Samples, AreNamedAfterTheFile) {
  EXPECT_EQ(samples::client(model(two_versions)).name, "test_client.cpp");
  EXPECT_EQ(samples::server(model(two_versions)).name, "test_server.cpp");
  EXPECT_EQ(samples::project(model(two_versions), {}).name, "CMakeLists.txt");
}

TEST_F(Samples, ServeEachVersionByAClass) {
  const std::string text = server(two_versions);
  EXPECT_THAT(text, HasSubstr("class V1Service final : public KV::V1::Service {"));
  EXPECT_THAT(text, HasSubstr("  test::V1Service v1;\n  test::V2Service v2;\n"));
  EXPECT_THAT(text, HasSubstr("  server.add(v1);\n  server.add(v2);\n"));
}

TEST_F(Samples, OverrideEachProcedure) {
  EXPECT_THAT(server(two_versions), HasSubstr(R"(
  onc::Result<std::string> get(std::string key, std::int32_t arg2, onc::CallContext& call) override {
    log_call(call, "KV.V1.GET", key, arg2);
    // Your code here.
    return std::string{};
  }
)"));
}

TEST_F(Samples, CallEachProcedure) {
  const std::string text = client(two_versions);
  EXPECT_THAT(text, HasSubstr(R"(
int call_get_V1(const KV::V1::Client& client) {
  // Your arguments here.
  std::string key{};
  std::int32_t arg2 = 0;
  return print("KV.V1.GET", client.get(key, arg2));
}
)"));
  EXPECT_THAT(text, HasSubstr(R"(
constexpr Call<KV::V1::Client> calls_of_v1[] = {
    {"KV.V1.NOP", call_nop_V1},
    {"KV.V1.GET", call_get_V1},
};
)"));
  EXPECT_THAT(text, HasSubstr("  caller.make(test::calls_of_v1);\n  caller.make(test::calls_of_v2);\n"));
}

TEST_F(Samples, KeepTheDocumentationOfProcedures) {
  EXPECT_THAT(server("program P {\n version V {\n  /* Says hello. */\n  void HELLO(void) = 1;\n } = 1;\n} = 1;\n"),
              HasSubstr("  // Says hello.\n  onc::Result<void> hello("));
}

TEST_F(Samples, GiveWayToTheNamesOfTheSchema) {
  constexpr std::string_view text = R"(
    typedef int report; typedef int log_call; typedef int VService; const print = 1; typedef int Call;
    program client { version V { report X(log_call complete) = 1; } = 1; } = 1;
  )";
  const std::string served = server(text);
  EXPECT_THAT(served, HasSubstr("int report2(const onc::Error& error) {"));
  EXPECT_THAT(served, HasSubstr("class VService2 final : public client::V::Service {"));
  EXPECT_THAT(served, HasSubstr("  onc::Result<report> x(log_call complete, onc::CallContext& call) override {\n"
                                "    log_call2(call, \"client.V.X\", complete);\n"));
  const std::string called = client(text);
  EXPECT_THAT(called, HasSubstr("struct Call2 {"));
  EXPECT_THAT(called, HasSubstr("int call_x(const client::V::Client& client2) {"));
  EXPECT_THAT(called, HasSubstr("  return print2(\"client.V.X\", client2.x(complete));\n"));
}

TEST_F(Samples, NameProgramsInNamesWhenThereAreSeveral) {
  const std::string text = server(R"(
    program FIRST_PROG { version V { void X(void) = 1; } = 1; } = 1;
    program SECOND_PROG { version V { void X(void) = 1; } = 1; } = 2;
  )");
  EXPECT_THAT(text, HasSubstr("class FirstProgVService final : public FIRST_PROG::V::Service {"));
  EXPECT_THAT(text, HasSubstr("class SecondProgVService final : public SECOND_PROG::V::Service {"));
}

TEST_F(Samples, StandInTheNamespacesOfTheirPrograms) {
  const std::string text = server(R"(
    namespace a { program P { version V { void X(void) = 1; } = 1; } = 1; }
    namespace b::c { program Q { version V { void X(void) = 1; } = 1; } = 2; }
  )");
  EXPECT_THAT(text, HasSubstr("namespace a {\nnamespace {\n\nclass PVService"));
  EXPECT_THAT(text,
              HasSubstr("}  // namespace\n}  // namespace a\n\nnamespace b::c {\nnamespace {\n\nclass QVService"));
  EXPECT_THAT(text, HasSubstr("  a::PVService p_v;\n  b::c::QVService q_v;\n"));
}

TEST_F(Samples, BeginWithAnEnumeratorWhereZeroIsNone) {
  constexpr std::string_view text = R"(
    enum state { ON = 4, OFF = 5 };
    enum answer { NO = 1, MAYBE = 0 };
    program P { version V { answer X(state) = 1; } = 1; } = 1;
  )";
  EXPECT_THAT(client(text), HasSubstr("  state arg1 = state::ON;\n"));
  EXPECT_THAT(server(text), HasSubstr("    return answer::MAYBE;\n"));
}

TEST_F(Samples, GiveListsByValueAnElement) {
  constexpr std::string_view text = R"(
    struct node { int value; node *next; };
    struct holder { node head; node *rest; node pair[2]; };
    union choice switch (bool b) { case TRUE: holder some; case FALSE: void; };
    program P { version V { node X(choice, node *) = 1; } = 1; } = 1;
  )";
  const std::string called = client(text);
  EXPECT_THAT(called, HasSubstr("void complete(::test::holder& value) {\n"
                                "  value.head.resize(1);\n"
                                "  for (auto& element : value.pair) element.resize(1);\n"
                                "}\n"));
  EXPECT_THAT(called, HasSubstr("void complete(::test::choice& value) {\n  complete(*value.some());\n}\n"));
  EXPECT_THAT(called, HasSubstr("  choice arg1{};\n  complete(arg1);\n  std::vector<node> arg2{};\n  return"));
  const std::string served = server(text);
  EXPECT_THAT(served, HasSubstr("    std::vector<node> result{};\n    result.resize(1);\n    return result;\n"));
  EXPECT_THAT(served, Not(HasSubstr("complete(")));
}

TEST_F(Samples, AreBuiltByOneProject) {
  const std::string text = samples::project(model(two_versions), {.interface_file = "../test.x",
                                                                  .cpp_namespace = "a::b",
                                                                  .options = {"-DA=x y", "-Dquoted=\"$\\"}})
                               .text;
  EXPECT_THAT(text, HasSubstr("oncrpc_generate(test_protocol IDL ../test.x NAMESPACE a::b "
                              "OPTIONS \"-DA=x y\" \"-Dquoted=\\\"\\$\\\\\")\n"));
  EXPECT_THAT(text, HasSubstr("add_executable(test_server test_server.cpp)\n"
                              "target_link_libraries(test_server PRIVATE test_protocol)\n"));
  EXPECT_THAT(text, HasSubstr("add_executable(test_client test_client.cpp)\n"));
}

TEST_F(Samples, TakeEachNameOnce) {
  samples::Names names(model("const taken = 1;"));
  EXPECT_EQ(names.take("free"), "free2");  // a function of the C library
  EXPECT_EQ(names.take("mine"), "mine");
  EXPECT_EQ(names.take("mine"), "mine2");
  EXPECT_EQ(names.take("mine"), "mine3");
  EXPECT_EQ(names.take("taken"), "taken2");
  EXPECT_EQ(names.take("int"), "int2");
  EXPECT_EQ(names.take("test"), "test2");  // the namespace
}

}  // namespace
