#!/usr/bin/env bash
# Interception harms no connection that is not the relay's, and the relay notices when it is disturbed; see relays.sh for how to run it.
# Connections older than the relay, begun while there was no path, and opened by servers; drain, stop, kill -9, a restart; ports that
# are used again. Rules and routes that somebody removes; packets that another rule leads astray. rp_filter, also of relays that overlap.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"

make_network 1
# The relay is to work under the strictest setting of the host.
for relay in edge cloud; do for name in all lan wan1; do
  inside $relay sysctl -qw net.ipv4.conf.$name.rp_filter=1
done; done
inside edge sysctl -qw net.ipv4.conf.wan1.rp_filter=0

configure() { # rules, and whether what cannot be carried passes
  cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: $1, failOpen: ${2-true}}
uplinks: [{device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}]
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
X
}
configure "[{by: stream}]"
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
X
web
ip netns exec server java "$here/Echo.java" serve 7 2>"$work/echo-server.log" &
ip netns exec client java "$here/Echo.java" serve 7 2>"$work/echo-client.log" &
for end in client server; do until_true inside $end sh -c "ss -ltn | grep -q :7"; done

hold() { # name, seconds, namespace, server: a connection in use
  ip netns exec "${3-client}" java "$here/Echo.java" hold "${4-10.2.0.2}" 7 "$2" >"$work/held-$1" &
  eval "held_$1=$!"
  until_true grep -q connected "$work/held-$1"
}
lived() { # name, what it was
  local pid="held_$1"
  wait "${!pid}"
  grep -q lives "$work/held-$1" || fail "$2: $(cat "$work/held-$1")"
  echo "$2: goes on"
}
is_ready() { inside edge curl -fsS -m 2 http://127.0.0.1:9100/readyz; }
is_not_ready() { ! inside edge curl -fs -m 2 http://127.0.0.1:9100/readyz; }
carries() { # whether the edge carries a new connection now, seen by what it sent
  local before after
  before=$(inside edge curl -s http://127.0.0.1:9100/metrics | awk '/^wayside_relay_sent_bytes_total/ { sum += $2 } END { print sum }')
  get -m 5 -o "$work/got" http://10.2.0.2/small || return 1
  after=$(inside edge curl -s http://127.0.0.1:9100/metrics | awk '/^wayside_relay_sent_bytes_total/ { sum += $2 } END { print sum }')
  [ "$after" != "$before" ]
}

# ---- whose connections

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
for i in 1 2 3; do
  seconds=$(get --local-port 40000 -H 'Connection: close' -o "$work/got" -w '%{time_total}' http://10.2.0.2/small)
  awk -v seconds="$seconds" 'BEGIN { exit seconds > 0.9 }' || fail "a port used again took $seconds s"
done
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

# ---- who disturbs

until_true carried 1
hold carried 12
inside edge nft flush ruleset
until_true carries
inside cloud nft flush ruleset
until_true carries
pref=$(ip -n edge rule | awk -F: '/fwmark/ { print $1; exit }')
ip -n edge rule del pref "$pref"
until_true carries
is_ready
lived carried "a connection that is carried, while somebody removes rules of both relays"
grep -q "nftables rules.*set up again" "$work/edge.log" || fail "rules that were removed are not in the edge's log"
grep -q "routing rule.*set up again" "$work/edge.log" || fail "a routing rule that was removed is not in the edge's log"
grep -q "nftables rules.*set up again" "$work/cloud.log" || fail "rules that were removed are not in the cloud's log"
echo "rules that somebody removed: set up again, logged"

inside edge nft -f - <<'X'
table ip astray {
  chain one {
    type filter hook prerouting priority mangle + 1; iifname "lan" tcp dport 80 meta mark set 0
  }
}
X
# Clients that wait, and ask again as TCP does: after 1, 3, 7 and 15 s.
for i in 1 2 3 4; do ip netns exec client curl -s -m 25 http://10.2.0.2/small -o "$work/astray-$i" & done
until_true is_not_ready
grep -q "interception does not work" "$work/edge.log" || fail "not logged: another rule leads packets astray"
get -m 8 -o "$work/got" http://10.2.0.2/small || fail "packets led astray: connections do not pass"
inside edge nft delete table ip astray
echo "packets that another rule leads astray: not ready, logged, connections pass"
kill $edge; wait $edge || true

# ---- rp_filter

filters() { for name in all default lan wan1; do inside "$1" cat /proc/sys/net/ipv4/conf/$name/rp_filter; done | tr '\n' ' '; }
found=$(filters edge)
configure "[{by: raw, protocol: icmp}, {by: raw, ports: [80]}, {by: stream}]"
relay edge; edge=$!
until_true carried 1
[ "$(filters edge)" = "0 1 1 1 " ] || fail "rp_filter of the edge: $(filters edge)"
until_true get -m 5 -o "$work/got" http://10.2.0.2/small
kill -9 $edge; wait $edge || true
restored() { [ "$(filters edge)" = "$found" ]; }
until_true restored
relay edge; edge=$!
until_true carried 1
sed 's/7000/7001/; s/9101/9102/' "$work/cloud.yaml" >"$work/second.yaml"
ip netns exec cloud java -jar "$program" cloud --config "$work/second.yaml" --setup --drain 1 2>>"$work/second.log" & second=$!
until_true inside cloud sh -c "[ \$(nft list tables | grep -c 'table ip wayside') = 2 ]"
until_true inside cloud curl -fsS http://127.0.0.1:9102/readyz
kill $cloud; wait $cloud || true
[ "$(inside cloud cat /proc/sys/net/ipv4/conf/all/rp_filter)" = 0 ] || fail "a relay that ends takes from one that runs on"
inside edge sysctl -qw net.ipv4.conf.wan1.rp_filter=2
cloud=$second
stop
[ "$(filters edge)" = "${found% * }2 " ] || [ "$(filters edge)" = "1 0 1 2 " ] || fail "rp_filter after the end: $(filters edge), found $found"
[ "$(inside cloud cat /proc/sys/net/ipv4/conf/all/rp_filter)" = 1 ] || fail "the last relay does not restore rp_filter"
echo "rp_filter: as found after the end, kill -9, and relays that overlap; what somebody set meanwhile stays"
rm -rf "$work"
echo "interception passed"
