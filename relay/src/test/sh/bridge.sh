#!/usr/bin/env bash
# The inner interface is a bridge; see relays.sh for how to run it. Where br_netfilter keeps packets from being intercepted, --setup
# refuses and names the remedy, and a running relay is not ready and lets connections pass.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"

make_network 1
ip -n edge link add br-lan type bridge
ip -n edge addr del 10.1.0.1/24 dev lan
ip -n edge link set lan master br-lan
ip -n edge addr add 10.1.0.1/24 dev br-lan
ip -n edge link set br-lan up
filtered=/proc/sys/net/bridge/bridge-nf-call-iptables
filter() { [ ! -e $filtered ] || inside edge sysctl -qw net.bridge.bridge-nf-call-iptables=$1; }
filter 1
web
configure() { # device, rules
  cat >"$work/edge.yaml" <<X
intercept: {device: $1, rules: $2}
uplinks: [{device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}]
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
X
}
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
X
rules="[{by: raw, protocol: udp}, {by: raw, protocol: icmp}, {by: stream}]"
relay cloud; cloud=$!

refused() { # what it is to say
  local code=0
  relay edge
  wait $! || code=$?
  [ $code = 78 ] || fail "exit code $code, where --setup is to refuse"
  tail -n 3 "$work/edge.log" | grep -q "$1" || fail "--setup does not say: $1"
  [ -z "$(inside edge nft list ruleset)" ] || fail "rules are left behind"
  echo "refused: $(grep wayside-relay: "$work/edge.log" | tail -n 1)"
}
configure lan "$rules"
refused "device: br-lan"
configure br-lan "$rules"
if [ -e $filtered ]; then
  refused "net.bridge.bridge-nf-call-iptables=0"
  if ip -n edge link add link br-lan name br-lan.5 type vlan id 5 2>"$work/vlan"; then
    configure br-lan.5 "[{by: stream}]"
    refused "net.bridge.bridge-nf-call-iptables=0"
    ip -n edge link del br-lan.5
  fi
  configure br-lan "$rules"
fi

filter 0
relay edge; edge=$!
until_true carried 1
[ "$(get -m 20 http://10.2.0.2/big | sha256sum)" = "$(sha256sum <"$work/www/big")" ] || fail "the download differs"
inside client ping -c 10 -i 0.1 -W 2 10.2.0.2 >"$work/ping" || fail "ping by raw"
! grep -q "DUP\|duplicates" "$work/ping" || fail "packets arrive twice: $(cat "$work/ping")"
grep -q " 0% packet loss" "$work/ping" || fail "packets are lost: $(cat "$work/ping")"
echo "a bridge: stream carries, raw carries each packet once"

if [ -e $filtered ]; then
  filter 1
  not_ready() { inside edge curl -s -m 2 http://127.0.0.1:9100/readyz | grep -q "bridge-nf-call-iptables=0"; }
  until_true not_ready
  grep -q "interception does not work: br-lan" "$work/edge.log" || fail "not logged"
  [ "$(get -m 5 -o "$work/got" -w '%{http_code}' http://10.2.0.2/small)" = 200 ] || fail "connections do not pass"
  filter 0
  until_true carried 1
  grep -q "interception works again" "$work/edge.log" || fail "not logged that it works again"
  echo "br_netfilter switched on: not ready, logged, connections pass; switched off: carried again"
fi
stop
rm -rf "$work"
echo "bridge passed"
