#!/usr/bin/env bash
# Interception harms no connection that is not the relay's; see relays.sh for how to run it.
# Connections older than the relay, started while there was no path, and opened by servers; stop, kill -9, a restart; reused ports.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"
. "$here/connections.sh"

hold older 14
relay cloud; cloud=$!
relay edge; edge=$!
until_true carried 1
until_true carries
hold server_side 3 server 10.1.0.2
inside cloud nft -f - <<'X'
table ip silence {
  chain one {
    type filter hook input priority 0; tcp dport 7000 drop
  }
}
X
until_true is_not_ready
hold passing 12
inside cloud nft delete table ip silence
until_true carried 1
lived older "a connection older than the relay"
lived server_side "a connection that the server opened"
lived passing "a connection begun while there was no path"

# A port used again, within the time that the kernel remembers the connection before.
until_true carries
millis=$(inside client java "$here/Echo.java" again 10.2.0.2 80 40000) || fail "a port used again"
[ "$millis" -lt 900 ] || fail "a port used again took $millis ms"
echo "a port used again: carried at once"

hold passing_stop 8 server 10.1.0.2
hold carried_stop 20
kill $edge; wait $edge || true
until_true grep -q ended "$work/held-carried_stop"
hold passing_start 8
lived passing_stop "a connection that passes, while the edge stops"
relay edge; edge=$!
until_true carried 1
lived passing_start "a connection begun without the edge, while it starts"

hold carried_kill 20
hold passing_kill 6 server 10.1.0.2
kill -9 $edge; wait $edge || true
relay edge; edge=$!
until_true grep -q ended "$work/held-carried_kill"
awk '/ended/ { exit $3 > 2000 }' "$work/held-carried_kill" || fail "left hanging by kill -9: $(cat "$work/held-carried_kill")"
echo "a connection that was carried, after kill -9: $(grep ended "$work/held-carried_kill")"
lived passing_kill "a connection that passes, while the edge is killed"

# Where nothing is to pass that cannot be carried, that is new connections.
kill $edge $cloud; wait $edge $cloud || true
hold refusing 8
configure "[{by: stream}]" false
relay edge; edge=$!
until_true inside edge sh -c "nft list ruleset | grep -q tproxy"
if get -m 3 -o "$work/got" http://10.2.0.2/small 2>"$work/refused"; then fail "failOpen false: a new connection passed"; fi
lived refusing "a connection older than an edge that refuses new ones"
relay cloud; cloud=$!
until_true carried 1
stop
rm -rf "$work"
echo "interception passed"
