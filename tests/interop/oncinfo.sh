#!/usr/bin/env bash
# Debian's rpcinfo and our oncinfo, mode by mode: the same words on standard output, byte for byte, and the same status.
# What differs on purpose stands at the end, as in the table of docs/oncinfo.md. The third argument says which daemon
# they ask.
. "$(dirname "$0")/harness.sh"

needs rpcinfo
program=824395111
oncinfo=$bin/oncinfo

# said TOOL...: standard output, then the status.
said() {
  local status=0
  timeout 20 "$@" 2>>"$work/stderr.log" || status=$?
  echo "status $status"
}

# same ARGUMENT...: both tools say the same.
same() {
  local theirs ours
  theirs=$(said rpcinfo "$@")
  ours=$(said "$oncinfo" "$@")
  [[ $theirs == "$ours" ]] || fail "$* $(printf '\n--- rpcinfo\n%s\n--- oncinfo\n%s' "$theirs" "$ours")"
  checks=$((checks + 1))
}

# differ STATUS STATUS ARGUMENT...: how rpcinfo ends, and how oncinfo does.
differ() {
  local theirs ours
  theirs=$(said rpcinfo "${@:3}" | tail -n 1)
  ours=$(said "$oncinfo" "${@:3}" | tail -n 1)
  [[ $theirs == "status $1" && $ours == "status $2" ]] || fail "${*:3}: rpcinfo ended with $theirs, oncinfo with $ours"
  checks=$((checks + 1))
}

# refuses STATUS PATTERN ARGUMENT...: oncinfo's status, and a line that it says.
refuses() {
  local seen status=0
  seen=$(timeout 20 "$oncinfo" "${@:3}" 2>&1) || status=$?
  ((status == $1)) || fail "${*:3} ended with $status: $seen"
  grep -Eq -- "$2" <<<"$seen" || fail "${*:3} said '$seen', which has no '$2'"
  checks=$((checks + 1))
}

# agree THEIRS OURS
agree() {
  [[ $1 == "$2" ]] || fail "$(printf -- '--- expected\n%s\n--- seen\n%s' "$1" "$2")"
  checks=$((checks + 1))
}

# Nobody there yet.
for words in "" "-s" "-p" "-m" "127.0.0.1" "-p 127.0.0.1" "-s 127.0.0.1" "-m 127.0.0.1" "-l 127.0.0.1 100000 2" \
  "-t 127.0.0.1 100000" "-u 127.0.0.1 100000 2" "-T tcp 127.0.0.1 100000" "-d 100000 2" \
  "-a 127.0.0.1.0.111 -T tcp 100000 2" "-a 127.0.0.1.0.111 -T udp 100000 2" "-p nosuch.invalid" "nosuch.invalid" \
  "-t nosuch.invalid 100000"; do
  # shellcheck disable=SC2086  # words of their own
  same $words
done
refuses 1 'rpcbind does not answer: at 127.0.0.1:111' -p 127.0.0.1
refuses 1 'host not found' -p nosuch.invalid
refuses 1 'connection refused' -a 127.0.0.1.0.111 -T tcp 100000 2
refuses 1 'It stops at rpcbind tcp and rpcbind udp: the host is up, but no rpcbind' --diagnose 127.0.0.1 100000

start_binder "$3" -r
start rlog_server ready "$bin/rlog_server" --log "$work/lines"

# Lists.
for words in "" "127.0.0.1" "localhost" "-s" "-s 127.0.0.1" "-p" "-p 127.0.0.1" "-T tcp 127.0.0.1" "-s -T udp 127.0.0.1" \
  "-l 127.0.0.1 100000 2" "-l 127.0.0.1 portmapper 4" "-l 127.0.0.1 $program 1" "-l -T udp 127.0.0.1 $program 1" \
  "-l -T tcp6 ::1 $program 1" "-l 127.0.0.1 $program 7" "-l 127.0.0.1 77777 1"; do
  # shellcheck disable=SC2086
  same $words
done

# Calls.
for words in "-t 127.0.0.1 100000" "-u 127.0.0.1 100000" "-t 127.0.0.1 portmapper 2" "-u localhost $program" \
  "-t localhost $program 1" "-T udp 127.0.0.1 100000" "-T tcp 127.0.0.1 $program 1" "-T tcp6 ::1 $program" \
  "-T udp6 ::1 100000 4" "-T local localhost 100000" "-T local localhost 100000 3" "-n 111 -t 127.0.0.1 100000" \
  "-n 111 -u 127.0.0.1 100000 2" "-a 127.0.0.1.0.111 -T tcp 100000" "-a 127.0.0.1.0.111 -T udp 100000 3" \
  "-a ::1.0.111 -T tcp6 100000 4" "-a /run/rpcbind.sock -T local 100000" \
  "-t 127.0.0.1 100000 7" "-u 127.0.0.1 $program 7" "-T tcp 127.0.0.1 100000 9" "-a 127.0.0.1.0.111 -T udp 100000 9" \
  "-t 127.0.0.1 77777" "-t 127.0.0.1 77777 1" "-u 127.0.0.1 nfs 3" "-T tcp 127.0.0.1 77777 9" \
  "-T local localhost $program" "-T local localhost $program 1" \
  "-a 127.0.0.1.0.112 -T udp 100000 2" "-a 127.0.0.1.0.111 -T tcp 77777 1"; do
  # shellcheck disable=SC2086
  same $words
done

# A broadcast reaches this host, too, where a network can broadcast. The daemon hands it on when it is started with -r.
if ip link add lan type bridge 2>/dev/null; then
  ip addr add 10.9.0.1/24 broadcast + dev lan
  ip link set lan up
  # rpcinfo goes on for a minute, so it is ended when it has said enough.
  stdbuf -oL rpcinfo -b $program 1 >"$work/broadcast" 2>/dev/null &
  asked=$!
  eventually grep -q '^10\.9\.0\.1' "$work/broadcast" || fail "rpcinfo -b found nobody"
  kill $asked
  agree "$(sort -u "$work/broadcast")" "$("$oncinfo" -b --timeout 2 -T udp $program 1 | sort -u)"
else
  echo "not checked: -b, which needs a bridge"
fi

# Statistics count the questions for them.
statistics() { "$@" | sed '/^VERADDR/{n;s/[0-9]* *$/n/}'; }
agree "$(statistics rpcinfo -m)" "$(statistics "$oncinfo" -m)"
agree "$(statistics rpcinfo -m 127.0.0.1)" "$(statistics "$oncinfo" -m 127.0.0.1)"

# A server that hangs, and one that has ended without a word.
kill -STOP "${pids[rlog_server]}"
refuses 1 'It stops at call udp and call tcp: the server hangs' --diagnose --timeout 0.3 127.0.0.1 $program
refuses 1 'no reply within' -u --timeout 0.3 127.0.0.1 $program 1
refuses 1 '^program 824395111 version 1 is not available$' -t --timeout 0.3 127.0.0.1 $program 1
refuses 1 ': 2 calls, 0 answers, 2 timed_out$' --ping -u --timeout 0.3 --count 2 127.0.0.1 $program 1
kill -KILL "${pids[rlog_server]}"
eventually gone rlog_server || fail "rlog_server did not end"
refuses 1 'It stops at call udp and call tcp: nothing listens there' --diagnose 127.0.0.1 $program
for words in "-t 127.0.0.1 $program 1" "-u 127.0.0.1 $program 1" "-T tcp 127.0.0.1 $program"; do
  # shellcheck disable=SC2086
  same $words
done

# Removal: what the other tool sees of it.
rows() { rpcinfo | grep -c " $program " || true; }
agree 4 "$(rows)"
expect "" "$oncinfo" -d -T udp $program 1
agree 3 "$(rows)"
expect "" "$oncinfo" -d $program 1
agree 0 "$(rows)"
same -d $program 1

# JSON has what the tables have.
for words in "" "-s" "-p" "-m" "-l 127.0.0.1 100000 2" "-t 127.0.0.1 100000" "-a 127.0.0.1.0.111 -T tcp 100000 2" \
  "--ping --count 2 127.0.0.1 100000" "--diagnose 127.0.0.1 100000"; do
  # shellcheck disable=SC2086
  expect_match '^\{' "$oncinfo" --json $words
done
agree "$(rpcinfo | grep -c ' 100000 ')" "$("$oncinfo" --json | grep -c '"program": 100000,')"

# What rpcinfo has not got.
expect_match '^program 100000 version 4 at tcp 127.0.0.1:111: 5 calls, 5 answers$' \
  "$oncinfo" --ping --count 5 --interval 0 127.0.0.1 100000
expect_match ' p50 .* p99 ' "$oncinfo" --ping -u --count 5 --interval 0 127.0.0.1 100000 2
expect_match '^It works.$' "$oncinfo" --diagnose 127.0.0.1 portmapper
refuses 1 'It stops at registration: start the server' --diagnose 127.0.0.1 $program
refuses 1 'It stops at version: ' --diagnose 127.0.0.1 100000 9
refuses 1 'It stops at name: ' --diagnose nosuch.invalid 100000
refuses 1 'the server has version' -t -n 111 127.0.0.1 100000 9

# Intended differences: wrong usage is 2 and not 1; a host and a program need no flag; -n counts over tcp, too; a
# broadcast that nobody answers has failed.
differ 1 2 -x
differ 1 2 -s -m
differ 1 2 -T bogus 127.0.0.1 100000
differ 1 2 -a garbage -T tcp 100000 2
differ 1 2 -t 127.0.0.1 nosuch
differ 1 2 -l 127.0.0.1 100000
differ 1 0 127.0.0.1 100000
differ 0 1 -n 112 -t 127.0.0.1 100000
refuses 1 'nobody answered' -b --rpcbind 127.0.0.1:111 --timeout 1 77777 1
passed
