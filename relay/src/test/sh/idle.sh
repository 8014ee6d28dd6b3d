#!/usr/bin/env bash
# Cost of an idle relay pair, and whether it still notices that its carriers fall silent. Run it as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/idle.sh JAR [BYTES A SECOND AND CARRIER, 200 by default]
# Counted are the bytes of all IP packets of a carrier, both ways, as the edge sees them.
set -euo pipefail
. "$(dirname "$(realpath "$0")")/relays.sh"
limit=${2:-200}

make_network 2
over_two_carriers
relay cloud; cloud=$!
relay edge; edge=$!
web
until_true carried 2
get -o /dev/null http://10.2.0.2/small

inside edge nft -f - <<'X'
table ip cost {
  counter wan1 {}
  counter wan2 {}
  chain in {
    type filter hook input priority 0;
    iifname "wan1" counter name "wan1"
    iifname "wan2" counter name "wan2"
  }
  chain out {
    type filter hook output priority 0;
    oifname "wan1" counter name "wan1"
    oifname "wan2" counter name "wan2"
  }
}
X
bytes() { inside edge nft list counter ip cost "$1" | awk '$3 == "bytes" { print $4 }'; }
stood() { grep -c 'established' "$work/edge.log"; }
sleep 5 # The pair becomes idle.
paths=$(stood)
started=$(date +%s%N)
before=("$(bytes wan1)" "$(bytes wan2)")
sleep 40
after=("$(bytes wan1)" "$(bytes wan2)")
nanos=$(($(date +%s%N) - started))
for k in 0 1; do
  cost=$(((after[k] - before[k]) * 1000000000 / nanos))
  echo "idle: carrier $((k + 1)) costs $cost bytes a second"
  ((cost > 0 && cost <= limit)) || fail "carrier $((k + 1)) costs $cost bytes a second, the limit is $limit"
done
inside edge nft delete table ip cost
[ "$(stood)" = "$paths" ] || fail "an idle pair dialled again"

# Nothing gets through any more: connections pass by after 5 s, and are carried again when it does.
ready() { inside edge curl -fs -m 1 -o /dev/null http://127.0.0.1:9100/readyz; }
silence() { # of a carrier
  inside cloud nft -f - <<X
table netdev silence$1 {
  chain one { type filter hook ingress device "wan$1" priority 0; policy drop; }
}
X
}
since() { echo $((($(date +%s%N) - $1) / 1000000)); }
silence 1; silence 2
silent=$(date +%s%N)
ready || fail "not ready right after the carriers fell silent"
while ready; do
  sleep 0.05
  (($(since "$silent") < 10000)) || fail "ready 10 s after the carriers fell silent"
done
millis=$(since "$silent")
echo "silent: not ready any more after $millis ms"
((millis < 6500)) || fail "an idle pair noticed silence after $millis ms"
for k in 1 2; do inside cloud nft delete table netdev silence$k; done
heard=$(date +%s%N)
until_true ready
echo "heard again: ready after $(since "$heard") ms"
until_true carried 2
[ "$(get http://10.2.0.2/big | sha256sum)" = "$(sha256sum <"$work/www/big")" ] || fail "the download differs"
stop
rm -rf "$work"
echo "the idle pair passed"
