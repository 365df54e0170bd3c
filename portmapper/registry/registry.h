// Who is registered where. Knows no protocol and no rules but that a place has one holder: what may be registered by
// whom is decided in rules.h, how it is asked for is the services' business. Every operation but walking through all of
// it takes constant time, however much is registered.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <onc/program.h>
#include <onc/universal_address.h>

namespace onc {

/// Whose a registration is, as the kernel knows it. Without uid: the kernel could not tell.
struct Owner {
  std::optional<std::uint32_t> uid{};

  [[nodiscard]] bool is_superuser() const noexcept { return uid == 0U; }
  /// As rpcbind writes it: "superuser", the uid in decimal, or "unknown".
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Owner&, const Owner&) = default;
};

inline constexpr Owner superuser{.uid = 0};
inline constexpr Owner nobody_known{};

inline constexpr Netid netid_tcp{Transport::tcp, AF_INET};
inline constexpr Netid netid_udp{Transport::udp, AF_INET};
inline constexpr Netid netid_tcp6{Transport::tcp, AF_INET6};
inline constexpr Netid netid_udp6{Transport::udp, AF_INET6};
inline constexpr Netid netid_local{Transport::local, AF_UNIX};
/// All that there are, in the order in which the places of a version are listed.
inline constexpr std::array<Netid, 5> all_netids{netid_tcp, netid_udp, netid_tcp6, netid_udp6, netid_local};

/// One place of one version.
struct Registered {
  ProgramVersion id{};
  Netid netid{};
  std::string address{};  ///< universal, as it was registered
  Owner owner{};

  friend bool operator==(const Registered&, const Registered&) = default;
};

/// Told about each change, after it.
class RegistryObserver {
 public:
  virtual void added(const Registered& entry) = 0;
  virtual void removed(const Registered& entry) = 0;

 protected:
  ~RegistryObserver() = default;
};

/// For one thread at a time.
class Registry {
 public:
  using Entries = std::list<Registered>;

  /// Null for none. It outlives the registry.
  void observe(RegistryObserver* observer) noexcept { observer_ = observer; }

  /// Enters `entry` at the end. False when its place is taken. Nothing is entered when there is no memory for it.
  bool add(Registered entry);
  /// Removes what stands there; false when nothing does.
  bool remove(ProgramVersion id, const Netid& netid);

  /// Null when there is nothing.
  [[nodiscard]] const Registered* find(ProgramVersion id, const Netid& netid) const;
  /// The same; or, of another version of the program, what was registered last: its server will name the versions it
  /// has.
  [[nodiscard]] const Registered* find_or_other_version(ProgramVersion id, const Netid& netid) const;
  /// Under all netids, in the order of registration.
  [[nodiscard]] std::vector<const Registered*> find_all(ProgramVersion id) const;
  /// All its versions under all netids.
  [[nodiscard]] std::vector<const Registered*> find_program(std::uint32_t program) const;
  /// Whether anybody but `owner` has a version of the program.
  [[nodiscard]] bool is_held_by_others(std::uint32_t program, const Owner& owner) const;

  /// Everything, in the order of registration.
  [[nodiscard]] const Entries& all() const noexcept { return entries_; }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  /// How much of it is `owner`'s.
  [[nodiscard]] std::size_t count_of(const Owner& owner) const;

 private:
  using Entry = Entries::iterator;
  struct Key {
    std::uint32_t program = 0;
    std::uint32_t version = 0;
    unsigned netid = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct HashKey {
    std::size_t operator()(const Key& key) const noexcept;
  };
  // All that one program has under one netid, the youngest last; and how many entries of it each owner has.
  struct Program {
    std::list<Entry> versions{};
  };
  struct Holders {
    std::unordered_map<std::uint64_t, std::size_t> counts{};
  };
  struct Stored {
    Entry entry;
    std::list<Entry>::iterator in_program;
  };

  static unsigned number_of(const Netid& netid) noexcept;
  static Key key_of(ProgramVersion id, const Netid& netid) noexcept;
  static std::uint64_t number_of(const Owner& owner) noexcept;
  void index(const Key& key, Entry entry);
  void take_back(const Key& key, Entry entry) noexcept;
  void drop_empty_counts(const Registered& entry) noexcept;

  Entries entries_;
  std::unordered_map<Key, Stored, HashKey> by_version_;
  std::unordered_map<Key, Program, HashKey> by_program_;   // the version in these keys is 0
  std::unordered_map<std::uint32_t, Holders> holders_;     // of each program
  std::unordered_map<std::uint64_t, std::size_t> counts_;  // of each owner
  RegistryObserver* observer_ = nullptr;
};

}  // namespace onc
