#!/usr/bin/env bash
# The relay notices what disturbs interception; see relays.sh for how to run it. Rules and routes that somebody removes are set up
# again; where another rule leads packets astray, it says so and lets connections pass. rp_filter is restored, also by relays that overlap.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"
. "$here/connections.sh"

relay cloud; cloud=$!
relay edge; edge=$!
until_true carried 1
until_true carries
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
echo "disturbed interception passed"
