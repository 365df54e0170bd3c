#include "portmapd/confinement.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

#include <onc/error.h>

namespace portmapd {

namespace {

constexpr const char* usual_user = "_rpc";

#if defined(__x86_64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t own_architecture = 0;  // no filter
#endif

// Which has the same architecture number.
[[maybe_unused]] constexpr std::uint32_t first_call_of_x32 = 0x40000000;

constexpr std::array forbidden{
    SYS_execve,      SYS_execveat,     SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_mount,       SYS_umount2,      SYS_pivot_root,       SYS_chroot,
    SYS_setns,       SYS_unshare,      SYS_init_module,      SYS_delete_module,
    SYS_kexec_load,  SYS_bpf,          SYS_keyctl,           SYS_setuid,
    SYS_setgid,      SYS_setreuid,     SYS_setresuid,        SYS_setregid,
    SYS_setresgid,   SYS_setgroups,    SYS_setfsuid,         SYS_setfsgid,
    SYS_capset,      SYS_finit_module, SYS_kexec_file_load,  SYS_perf_event_open,
    SYS_userfaultfd, SYS_add_key,
#ifndef __SANITIZE_ADDRESS__  // which looks at its own process so, at the end
    SYS_ptrace,
#endif
};

sock_filter statement(std::uint16_t code, std::uint32_t value) { return BPF_STMT(code, value); }
sock_filter jump_if_equal(std::uint32_t value, std::uint8_t yes, std::uint8_t no) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no);
}

// Calls of another architecture have other numbers, so they are forbidden altogether.
std::vector<sock_filter> filter() {
  std::vector<sock_filter> program;
  program.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
  program.push_back(jump_if_equal(own_architecture, 1, 0));
  program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  program.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
#if defined(__x86_64__)
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first_call_of_x32, 0, 1));
  program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
#endif
  for (const long number : forbidden) {
    program.push_back(jump_if_equal(static_cast<std::uint32_t>(number), 0, 1));
    program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  }
  program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  return program;
}

// What an earlier run has left there, as root or as the folder's owner: who becomes another user could not read it.
void give_file(const std::string& path, std::uint32_t owner, const User& user) {
  const int file = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return;
  struct stat status {};
  const bool plain = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1;
  if (plain && (status.st_uid == 0 || status.st_uid == owner)) static_cast<void>(::fchown(file, user.uid, user.gid));
  ::close(file);
}

onc::Error failure(const std::string& what) { return onc::system_error(onc::Errc::system, what, errno); }

}  // namespace

onc::Result<User> find_user(const std::string& name) {
  if (::geteuid() != 0 || name == "root") return User{};
  const passwd* entry = ::getpwnam(name.empty() ? usual_user : name.c_str());
  if (entry != nullptr) return User{entry->pw_name, entry->pw_uid, entry->pw_gid};
  if (name.empty()) return User{};
  return onc::Error(onc::Errc::invalid_argument, "--user: nobody is called '" + name + "'");
}

onc::Result<void> give_folder(const std::string& path, const User& user) {
  if (path.empty()) return {};
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failure("making " + path);
  if (user.name.empty()) return {};
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return failure(path + " is no folder");
  for (const char* file : {"/journal", "/rpcbind.xdr", "/portmap.xdr"}) give_file(path + file, status.st_uid, user);
  if (::lchown(path.c_str(), user.uid, user.gid) != 0) return failure("giving " + path + " to " + user.name);
  return {};
}

onc::Result<void> become(const User& user) {
  if (user.name.empty()) return {};
  if (::setgroups(0, nullptr) != 0 || ::setgid(user.gid) != 0 || ::setuid(user.uid) != 0)
    return failure("becoming " + user.name);
  return {};
}

onc::Result<void> forbid_what_is_never_needed() {
  if (own_architecture == 0) return {};
  std::vector<sock_filter> instructions = filter();
  const sock_fprog program{static_cast<unsigned short>(instructions.size()), instructions.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failure("giving up new privileges");
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return failure("filtering system calls");
  return {};
}

}  // namespace portmapd
