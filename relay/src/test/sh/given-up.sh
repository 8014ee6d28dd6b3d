#!/usr/bin/env bash
# The effect of abandoned downloads on others. Run it as root, on a quiet machine, as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/given-up.sh JAR
# An echo session over two carriers of 50 Mbit/s, next to downloads of 5 MB that end, and next to the same number that their client
# abandons after 0.45 s, two rounds of each in turn: its 99th percentile is at most 1.5 times as high. No path is lost.
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
echo_next_to_downloads() { # name of a file for the round trips, and options of curl
  local file=$1 i; shift
  for i in $(seq $downloads); do inside client curl -s "$@" -o "$work/download" http://10.2.0.2/big || true; done & local busy=$!
  sleep 1
  inside client java "$here/Echoes.java" 10.2.0.2 7007 600 >>"$work/$file" || fail "the echo session $file"
  wait $busy
}
for round in 1 2; do
  echo_next_to_downloads ended -m 20 -r 0-4999999
  echo_next_to_downloads given-up -m 0.45
done
p99() { sort -n "$work/$1" | awk '{ all[NR] = $1 } END { print all[int(NR * 0.99)] }'; }
echo "echo p99 next to downloads that end: $(p99 ended) ms; that are abandoned: $(p99 given-up) ms"
! grep "fault of the relay" "$work/edge.log" "$work/cloud.log" && ! grep "path [0-9]* closed" "$work/edge.log" || fail "a path was lost, or there was a fault"
awk -v a="$(p99 given-up)" -v b="$(p99 ended)" 'BEGIN { exit a > 1.5 * b }' || fail "abandoned downloads slow others down"
kill $server
stop
rm -rf "$work"
echo "given-up passed"
