// Opening the sockets that a server listens at.
#pragma once

#include <atomic>

#include <onc/address.h>
#include <onc/server.h>

#include "transport/file_descriptor.h"

namespace onc {

/// Whether the local address is a socket file that nobody listens at any more. Anything else is left alone.
bool is_dead_socket(const SocketAddress& address);

/// A bound, nonblocking socket; streams are listening. A local socket's file is removed when it goes.
class ListenSocket {
 public:
  /// Errors: invalid_argument, host_not_found, system; each names the transport and the address.
  static Result<ListenSocket> open(const ListenOn& where);
  /// Another udp socket at the same address; the kernel spreads clients over them, each always to the same one. The
  /// first must not be one that was given. Errors: system.
  static Result<ListenSocket> open_beside(ListenSocket& first);
  /// No other process can bind a socket beside these any more.
  void close_group() noexcept;
  /// The file of a local socket stays when this goes: another process listens there, too. From any thread.
  void leave_file() const noexcept { leaves_file_ = true; }
  ListenSocket(ListenSocket&& other) noexcept;
  ListenSocket& operator=(ListenSocket&&) = delete;
  ~ListenSocket();

  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] const Endpoint& endpoint() const noexcept { return endpoint_; }

 private:
  // Which file a local socket is, so that nobody else's is removed.
  struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
  };
  static FileIdentity identify(const std::string& path) noexcept;

  ListenSocket(FileDescriptor socket, Endpoint endpoint, std::string path) noexcept
      : socket_(std::move(socket)), endpoint_(std::move(endpoint)), path_(std::move(path)), file_(identify(path_)) {}

  // Whether an IPv6 socket takes IPv4, too.
  enum class Stack { dual, single };

  static Result<ListenSocket> adopt(const ListenOn& where);
  static Result<ListenSocket> open_inet(const ListenOn& where);
  static Result<ListenSocket> open_inet_at(const ListenOn& where, const std::string& host, std::uint16_t port);
  static Result<ListenSocket> open_at(const ListenOn& where, const SocketAddress& address, Stack stack);
  static Result<ListenSocket> open_local(const ListenOn& where);

  FileDescriptor socket_;
  Endpoint endpoint_;
  std::string path_;  // of the local socket's file; empty when there is none to remove
  FileIdentity file_;
  mutable std::atomic<bool> leaves_file_ = false;
};

}  // namespace onc
