// Tables and JSON from answers that a peer has made up.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "names.h"
#include "oncinfo/check_versions.h"
#include "oncinfo/list_addresses.h"
#include "oncinfo/list_ports.h"
#include "oncinfo/list_services.h"
#include "oncinfo/statistics.h"

namespace onc::oncinfo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string hostile = "tcp\n100003\x1b[31m\\ \x80";

Service service(std::uint32_t program, std::uint32_t version, std::string netid, std::string address) {
  return {.r_prog = program,
          .r_vers = version,
          .r_netid = std::move(netid),
          .r_addr = std::move(address),
          .r_owner = "superuser"};
}

TEST(Printable, LeavesOneWordOfPlainText) {
  EXPECT_EQ(printable("/run/rpcbind.sock"), "/run/rpcbind.sock");
  EXPECT_EQ(printable(hostile), "tcp\\x0a100003\\x1b[31m\\x5c\\x20\\x80");
  EXPECT_EQ(printable(std::string_view("\0\x7f", 2)), "\\x00\\x7f");
  EXPECT_EQ(printable(std::string(1000, 'a')), std::string(256, 'a') + "...");
}

TEST(PortsTable, LooksLikeRpcinfo) {
  const std::vector<Port> ports{
      {100000, 2, protocol::PMAP_TCP, 111}, {824395111, 1, protocol::PMAP_UDP, 59593}, {7, 1, 132, 0}};
  EXPECT_EQ(ports_table(ports, test::few_names()),
            "   program vers proto   port  service\n"
            "    100000    2   tcp    111  portmapper\n"
            " 824395111    1   udp  59593\n"
            "         7    1   132      0\n");
  EXPECT_EQ(ports_table({}, test::few_names()), "No remote programs registered.\n");
}

TEST(PortsTable, HasTheSameInJson) {
  const Json json = ports_json({{100000, 2, protocol::PMAP_TCP, 111}, {7, 1, 132, 0}}, test::few_names());
  EXPECT_EQ(json.dump(),
            R"({"registrations":[{"program":100000,"version":2,"protocol":"tcp","port":111,"service":"portmapper"},)"
            R"({"program":7,"version":1,"protocol":"132","port":0,"service":null}]})");
}

TEST(ServicesTable, LooksLikeRpcinfo) {
  const std::vector<Service> services{service(100000, 4, "tcp6", "::.0.111"),
                                      service(824395111, 1, "local", "/a/path/longer/than/its/column")};
  EXPECT_EQ(services_table(services, test::few_names()),
            "   program version netid     address                service    owner\n"
            "    100000    4    tcp6      ::.0.111               portmapper superuser\n"
            " 824395111    1    local     /a/path/longer/than/its/column -          superuser\n");
  EXPECT_EQ(services_table({}, test::few_names()), "No remote programs registered.\n");
}

TEST(ServicesTable, EscapesWhatAPeerSends) {
  Service forged = service(1, 1, hostile, hostile);
  forged.r_owner = hostile;
  for (const std::string& table : {services_table({forged}, {}), summary_table(summarize({forged}), {})}) {
    EXPECT_THAT(table, HasSubstr("\\x1b[31m"));
    EXPECT_THAT(table, Not(HasSubstr("\x1b")));
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 2);
  }
}

TEST(Output, WritesJsonInAscii) {
  std::FILE* file = std::tmpfile();
  Service forged = service(1, 1, hostile, "\xc2\x9b");
  Output(true, file, file).json(services_json({forged}, {}));
  std::string text(4096, '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  EXPECT_THAT(text, HasSubstr("tcp\\n100003\\u001b[31m"));
  EXPECT_THAT(text, HasSubstr("\\u009b"));
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c < '\x7f'); }));
  EXPECT_TRUE(Json::accept(text));
}

TEST(Summary, HasTheLastFirst) {
  const auto programs = summarize({service(100000, 4, "tcp6", ""), service(100000, 3, "tcp6", ""),
                                   service(7, 1, "udp", ""), service(100000, 3, "udp", "")});
  ASSERT_EQ(programs.size(), 2U);
  EXPECT_THAT(programs[0].versions, ElementsAre(3, 4));
  EXPECT_THAT(programs[0].netids, ElementsAre("udp", "tcp6"));
  EXPECT_EQ(summary_table(programs, test::few_names()),
            "   program version(s) netid(s)                         service     owner\n"
            "    100000  3,4       udp,tcp6                         portmapper  superuser\n"
            "         7  1         udp                              -           superuser\n");
  EXPECT_EQ(summary_table({}, {}), "No remote programs registered.\n");
}

TEST(Summary, TakesAMillionRegistrations) {
  constexpr std::uint32_t many = 1'000'000;
  std::vector<Service> services(many, service(7, 0, "udp", ""));
  for (std::uint32_t i = 0; i < many; ++i) services[i].r_vers = i;
  EXPECT_EQ(summarize(services)[0].versions.size(), many);
}

TEST(AddressesTable, LooksLikeRpcinfo) {
  const std::vector<ServiceAddress> addresses{
      {.r_maddr = "127.0.0.1.0.111",
       .r_nc_netid = "tcp",
       .r_nc_semantics = 3,
       .r_nc_protofmly = "inet",
       .r_nc_proto = "tcp"},
      {.r_maddr = hostile, .r_nc_netid = "udp", .r_nc_semantics = 1, .r_nc_protofmly = "inet", .r_nc_proto = "udp"}};
  EXPECT_EQ(addresses_table({100000, 2}, addresses, test::few_names()),
            "   program vers  tp_family/name/class    address\t\t  service\n"
            "    100000  2    inet/tcp/cots_ord       127.0.0.1.0.111          portmapper   \n"
            "    100000  2    inet/udp/clts           tcp\\x0a100003\\x1b[31m\\x5c\\x20\\x80 portmapper   \n");
  EXPECT_EQ(addresses_table({1, 1}, {}, {}), "No remote programs registered.\n");
}

Statistics some_statistics() {
  Statistics all{};
  all[0].info[4] = 3;
  all[0].info[5] = 2;
  all[0].rmtinfo = {{.prog = 100003, .vers = 3, .proc = 0, .success = 1, .failure = 1, .indirect = 0, .netid = "udp"}};
  all[2].info[1] = 12345678;
  all[2].setinfo = 4;
  all[2].info[3] = 2;
  all[2].info[11] = 1;
  all[2].addrinfo = {{.prog = 824395111, .vers = 1, .success = 3, .failure = 0, .netid = "tcp"}};
  return all;
}

TEST(StatisticsTable, LooksLikeRpcinfo) {
  EXPECT_EQ(statistics_table(some_statistics(), test::few_names()),
            "PORTMAP (version 2) statistics\n"
            "NULL    SET     UNSET   GETPORT DUMP    CALLIT  \n"
            "0       0/0     0/0     0/0     3       1/2     \n"
            "\n"
            "PMAP_RMTCALL call statistics\n"
            "prog\t\tvers\tproc\tnetid\tsuccess\tfailure\n"
            "nfs             3\t0\tudp\t1\t1\n"
            "\n"
            "RPCBIND (version 3) statistics\n"
            "NULL    SET     UNSET   GETADDR DUMP    CALLIT  TIME    U2T     T2U     \n"
            "0       0/0     0/0     0/0     0       0/0     0       0       0       \n"
            "\n"
            "RPCBIND (version 4) statistics\n"
            "NULL    SET             UNSET   GETADDR DUMP    CALLIT  TIME    U2T     T2U     \n"
            "0       4/12345678      0/0     3/3     0       0/0     0       0       0       \n"
            "VERADDR INDRECT GETLIST GETSTAT \n"
            "0       0       1       0       \n"
            "\n"
            "RPCB_GETADDR (version 4) call statistics\n"
            "prog\t\tvers\tnetid\t  success\tfailure\n"
            "824395111       1\ttcp\t  3           \t0\n");
}

TEST(StatisticsTable, HasTheSameInJson) {
  const Json json = statistics_json(some_statistics(), test::few_names());
  EXPECT_EQ(json["rpcbind"][2]["procedures"]["SET"].dump(), R"({"calls":12345678,"successes":4})");
  EXPECT_EQ(json["rpcbind"][0]["remote_calls"][0]["service"], "nfs");
  EXPECT_EQ(json["rpcbind"][2]["lookups"][0]["successes"], 3);
}

TEST(StatisticsTable, SumsWithoutOverflow) {
  Statistics all{};
  all[2].addrinfo.assign(3, {.prog = 1, .vers = 1, .success = 2'147'483'647, .failure = 0, .netid = "tcp"});
  EXPECT_EQ(procedure_counts(4, all)[3].successes, 6'442'450'941);
}

TEST(VersionsText, LooksLikeRpcinfo) {
  const VersionReport report{.versions = {{2}, {3, Error(Errc::version_mismatch)}}};
  EXPECT_EQ(versions_text(100000, report),
            "program 100000 version 2 ready and waiting\n"
            "program 100000 version 3 is not available\n");
  EXPECT_EQ(versions_json(100000, report, test::few_names()).dump(),
            R"({"program":100000,"service":"portmapper","versions":[{"version":2,"available":true},)"
            R"({"version":3,"available":false,"error":{"kind":"version_mismatch","message":"version mismatch"}}]})");
}

}  // namespace
}  // namespace onc::oncinfo
