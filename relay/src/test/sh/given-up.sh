#!/usr/bin/env bash
# What others feel of downloads that are given up: run it as root, on a quiet machine, as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/given-up.sh JAR
# An echo session over two carriers of 50 Mbit/s, beside downloads of 5 MB that end and beside as many that their client gives up
# after 0.45 s, two rounds of each in turn: its 99th percentile is at most 1.5 times as high. No path is lost.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"

make_network 2
shape 2 50
over_two_carriers
relay cloud; cloud=$!
relay edge; edge=$!
until_true carried 2
web
ip netns exec server java "$here/RoundTrips.java" serve 7007 2>"$work/echo.log" & server=$!
until_true inside server sh -c "ss -ltn | grep -q :7007"
get -o "$work/first" http://10.2.0.2/big

downloads=50
beside() { # name of a file for the round trips, and what curl is told
  local file=$1 i; shift
  for i in $(seq $downloads); do inside client curl -s "$@" -o "$work/download" http://10.2.0.2/big || true; done & local busy=$!
  sleep 1
  inside client java "$here/Echoes.java" 10.2.0.2 7007 600 >>"$work/$file" || fail "the echo session $file"
  wait $busy
}
for round in 1 2; do
  beside ended -m 20 -r 0-4999999
  beside given-up -m 0.45
done
p99() { sort -n "$work/$1" | awk '{ all[NR] = $1 } END { print all[int(NR * 0.99)] }'; }
echo "echo p99 beside downloads that end: $(p99 ended) ms; that are given up: $(p99 given-up) ms"
! grep "fault of the relay" "$work/edge.log" "$work/cloud.log" && ! grep "path [0-9]* closed" "$work/edge.log" || fail "a path was lost, or there was a fault"
awk -v a="$(p99 given-up)" -v b="$(p99 ended)" 'BEGIN { exit a > 1.5 * b }' || fail "others feel downloads that are given up"
kill $server
stop
rm -rf "$work"
echo "given-up passed"
