#!/usr/bin/env bash
# Connections that end in any order, with real sockets: run it as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/close-order.sh JAR [SEED]
# A thousand connections, whose two ends close, half-close and reset at random moments while either sends, next to one paced
# transfer. Its bytes are the same, no path is lost, no fault is counted, and 5 s later no socket, connection or byte is left.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"
seed=${2:-1}

make_network 2
shape 2 100
over_two_carriers
relay cloud; cloud=$!
relay edge; edge=$!
until_true carried 2
ip netns exec server java "$here/CloseOrder.java" serve 7777 "$seed" 2>"$work/server.log" & server=$!
until_true inside server sh -c "ss -ltn | grep -q :7777"
inside client java "$here/CloseOrder.java" try 10.2.0.2 7777 "$seed" 1000 || fail "seed $seed: the paced transfer"

value() { inside "$1" curl -fsS -m 5 "http://127.0.0.1:$2/metrics" | awk -v name="wayside_relay_$3" 'index($1, name) == 1 { sum += $2; n++ } END { print n ? sum : "absent" }'; }
left() { # sockets to port 7777 that are not in TIME-WAIT, and what the relays say they hold
  local name
  for name in client edge cloud server; do
    inside $name ss -Htan "( sport = :7777 or dport = :7777 )" | grep -Ev '^(TIME-WAIT|LISTEN)' | sed "s/^/$name: /" || true
  done
  for name in connections held_bytes; do
    [ "$(value edge 9100 $name)" = 0 ] || echo "edge: $name $(value edge 9100 $name)"
    [ "$(value cloud 9101 $name)" = 0 ] || echo "cloud: $name $(value cloud 9101 $name)"
  done
}
end=$((SECONDS + 5))
while [ -n "$(left)" ] && [ $SECONDS -le $end ]; do sleep 0.2; done
shown() { inside "$1" curl -fsS -m 5 "http://127.0.0.1:$2/connections"; }
[ -z "$(left)" ] || fail "seed $seed: left after 5 s: $(left) $(shown edge 9100) $(shown cloud 9101)"
for at in "edge 9100" "cloud 9101"; do
  [ "$(value $at connection_faults_total)" = 0 ] || fail "seed $seed: faults at the $at: $(value $at connection_faults_total)"
done
! grep "fault of the relay" "$work/edge.log" "$work/cloud.log" && ! grep "path [0-9]* closed" "$work/edge.log" || fail "seed $seed: a path was lost, or there was a fault"
kill $server
stop
rm -rf "$work"
echo "close-order passed"
