#!/usr/bin/env bash
# A call next to a download and next to an upload, over two emulated carriers, with the settings that relays have by default. Run it as
# root as   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/calls.sh JAR [PERCENT LOST OR LATE, 0.5 by default]
# It lasts long enough for the transports of bulk to pause twice for BBR's round-trip probe, in each direction.
set -euo pipefail
limit=${2:-0.5}
work=$(mktemp -d)
java -XX:+UseParallelGC -jar "$(realpath "$1")" lab calls --only utility --out "$work" | tee "$work/printed"
awk -v limit="$limit" '
  /_call_lost_percent/ { seen++; if ($2 > limit) { print "FAILED: " $1 " is " $2 ", the limit is " limit; failed = 1 } }
  /upload_mbps|goodput_mbps/ { bulk++; if ($2 < 1) { print "FAILED: there was no bulk next to the call: " $1 " " $2; failed = 1 } }
  END { exit failed || seen != 2 || bulk != 2 }' "$work/printed"
rm -rf "$work"
echo "calls next to bulk passed"
