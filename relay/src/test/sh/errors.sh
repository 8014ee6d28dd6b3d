#!/usr/bin/env bash
# ICMP errors reach the relays' sockets; see relays.sh for how to run it. Links of MTU 1400 beyond both relays: transfers both ways.
# Servers that are down, have no route, or are rejected: the client gets the error at most 0.5 s later than on the ordinary route.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"

make_network 1
# near -- client ==1400== edge: the client's and the server's namespaces become routers of whose links one is narrow at both ends.
for name in near far middle_client middle_server; do ip netns add $name; ip -n $name link set lo up; done
chain() { # router, its middle, its end, network of the narrow link, network of the end
  ip link add narrow netns $1 type veth peer name narrow netns $2
  ip link add out netns $2 type veth peer name eth0 netns $3
  ip -n $1 addr add $4.1/24 dev narrow; ip -n $2 addr add $4.2/24 dev narrow
  ip -n $2 addr add $5.1/24 dev out; ip -n $3 addr add $5.2/24 dev eth0
  ip -n $1 link set narrow mtu 1400 up; ip -n $2 link set narrow mtu 1400 up
  ip -n $2 link set out up; ip -n $3 link set eth0 up
  ip -n $1 route add $5.0/24 via $4.2; ip -n $2 route add default via $4.1; ip -n $3 route add default via $5.1
  for router in $1 $2; do inside $router sysctl -qw net.ipv4.ip_forward=1; done
}
chain server middle_server far 10.5.0 10.3.0
chain client middle_client near 10.6.0 10.4.0
ip -n cloud route add 10.3.0.0/24 via 10.2.0.2
ip -n edge route add 10.4.0.0/24 via 10.1.0.2
ip -n edge route add default via 10.11.1.2
ip -n cloud route add 10.4.0.0/24 via 10.11.1.1
inside server nft -f - <<'X'
table ip rejects {
  chain one {
    type filter hook forward priority 0;
    ip daddr 10.3.0.3 reject with icmp host-unreachable
    ip daddr 10.3.0.4 reject with icmp admin-prohibited
    ip daddr 10.3.0.5 reject with icmp port-unreachable
  }
}
X
web
sed "s/10\.2\.0\.2:80/10.3.0.2:80/; s/listen 10.2.0.2:443 ssl; ssl_certificate [^;]*; ssl_certificate_key [^;]*;//; s/nginx.pid/far.pid/" \
  "$work/nginx.conf" >"$work/far.conf"
inside far nginx -c "$work/far.conf"
head -c 1000000 /dev/urandom >"$work/www/mb"

cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: ${RULES:-[{by: stream\}]}}
uplinks: [{device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}]
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
X
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
X

unreachable=(10.2.0.77 10.3.0.77 10.3.0.3 10.3.0.4 10.3.0.5 198.51.100.9)
declare -A ordinary
seconds() { # how long a client waits for an error
  local begun
  begun=$(date +%s%N)
  if inside near curl -sS -m 30 "http://$1/" >"$work/got" 2>"$work/said"; then fail "$1 answers"; fi
  echo $((($(date +%s%N) - begun) / 1000000))
}
for server in "${unreachable[@]}"; do ordinary[$server]=$(seconds $server); done
# Learned routes and neighbours are forgotten, so that the relays meet what the ordinary route met.
for name in cloud server middle_server edge; do ip -n $name neigh flush all; ip -n $name route flush cache; done

start_both() {
  relay cloud; cloud=$!
  relay edge; edge=$!
  until_true carried 1
  until_true get -m 5 -o "$work/got" http://10.2.0.2/small
}
start_both

mb=$(sha256sum <"$work/www/mb")
transfers() {
  inside near curl -fsS -m 10 -T "$work/www/mb" http://10.3.0.2/up >/dev/null || fail "$1: an upload over narrow links"
  cmp "$work/www/mb" "$work/www/up" || fail "$1: the upload over narrow links differs"
  [ "$(inside near curl -fsS -m 10 http://10.3.0.2/mb | sha256sum)" = "$mb" ] || fail "$1: the download over narrow links differs"
  echo "$1: up and down over narrow links: same"
}
transfers stream
for server in "${unreachable[@]}"; do
  carried=$(seconds $server)
  echo "$server: $carried ms, ordinary route ${ordinary[$server]} ms: $(cat "$work/said")"
  [ $carried -le $((${ordinary[$server]} + 500)) ] || fail "$server: $carried ms where the ordinary route takes ${ordinary[$server]}"
done
# Errors about what only passes reach their senders.
inside cloud nft list table ip "wayside_relay_$(inside cloud nft list tables | sed -n 's/^table ip wayside_relay_//p')" >"$work/table"
inside near ping -c 1 -W 5 10.2.0.78 >"$work/ping" || true
grep -q "Unreachable" "$work/ping" || fail "an error about a packet that passes: $(cat "$work/ping")"
echo "an error about a packet that passes reaches its sender"
stop

# Errors about streams are not carried off with other ICMP.
RULES="[{by: raw, protocol: icmp}, {by: raw, protocol: udp}, {by: stream}]"
sed -i "s/rules: .*}$/rules: $RULES}/" "$work/edge.yaml"
for name in client near far server edge cloud; do ip -n $name route flush cache; done
start_both
inside near ping -c 3 -i 0.2 -W 2 10.3.0.2 >"$work/ping" || fail "ping by raw"
transfers "stream next to raw ICMP"
inside cloud nft -f - <<'X'
table ip translation {
  chain one {
    type nat hook postrouting priority 100; oifname "lan" masquerade
  }
}
X
translated=$(seconds 10.3.0.4)
[ $translated -le $((${ordinary[10.3.0.4]} + 500)) ] || fail "10.3.0.4, by translation: $translated ms"
echo "an error about a connection whose address is translated: $translated ms"
inside cloud nft delete table ip translation
stop
rm -rf "$work"
echo "errors passed"
