// What the daemon gives up once its sockets are open.
#pragma once

#include <sys/types.h>

#include <string>

#include <onc/result.h>

namespace portmapd {

struct User {
  std::string name{};
  uid_t uid = 0;
  gid_t gid = 0;
};

/// The user to become: `name`, or _rpc if that exists. Of no name: nobody need be changed to, as the process is not
/// root's or no such user is there. Errors: invalid_argument for a name that nobody has.
onc::Result<User> find_user(const std::string& name);
/// The folder is `user`'s from now on, made if it is not there. Errors: system.
onc::Result<void> give_folder(const std::string& path, const User& user);
/// Becomes `user`, without further groups or privileges, and for good. Errors: system.
onc::Result<void> become(const User& user);
/// From now on the process is killed when it executes a program, attaches to a process, mounts, or changes its user.
/// Errors: system, where the kernel has no such filter.
onc::Result<void> forbid_what_is_never_needed();

}  // namespace portmapd
