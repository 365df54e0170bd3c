#!/usr/bin/env bash
# Debian's rpcinfo and our oncinfo ask the same questions of the same daemon (the third argument says which) and of our
# servers.
. "$(dirname "$0")/harness.sh"

needs rpcinfo
start_binder "$3"
start rlog_server ready "$bin/rlog_server" --log "$work/lines"

# answers STATUS: what both tools must agree on.
for tool in rpcinfo "$bin/oncinfo"; do
  expect_match '^ *100000 +2 +tcp +111 ' "$tool" -p 127.0.0.1
  expect_match '^ *100000 +2 +udp +111 ' "$tool" -p 127.0.0.1
  expect_match '^ *824395111 +1 +udp +[0-9]+' "$tool" -p 127.0.0.1
  expect_match '^ *824395111 +1 +tcp +[0-9]+' "$tool" -p 127.0.0.1

  for transport in -t -u; do
    expect_match 'program 100000 version 2 ready and waiting' "$tool" $transport 127.0.0.1 100000 2
    expect_match 'program 824395111 version 1 ready and waiting' "$tool" $transport 127.0.0.1 824395111 1
    expect_match 'program 824395111 version 1 ready and waiting' "$tool" $transport 127.0.0.1 824395111
    expect_failure 'not available|version mismatch|not registered' "$tool" $transport 127.0.0.1 824395111 7
    expect_failure 'not registered' "$tool" $transport 127.0.0.1 824395112 1
  done

  # -n takes the port from the command line, in place of asking the portmapper.
  for transport in udp tcp; do
    port=$(rpcinfo -p 127.0.0.1 | awk -v t=$transport '$1 == 824395111 && $3 == t { print $4 }')
    expect_match 'program 824395111 version 1 ready and waiting' \
      "$tool" -n "$port" -"${transport:0:1}" 127.0.0.1 824395111 1
  done
done

# The tables agree line by line, names included.
rpcinfo -p 127.0.0.1 | sort >"$work/theirs"
"$bin/oncinfo" -p 127.0.0.1 | sort >"$work/ours"
expect "" diff -b "$work/theirs" "$work/ours"

stop rlog_server
expect_failure 'not registered' rpcinfo -t 127.0.0.1 824395111 1
passed
