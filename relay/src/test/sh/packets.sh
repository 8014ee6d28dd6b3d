#!/usr/bin/env bash
# Whole packets that come in fragments, errors about them, and two edges whose clients use the same addresses. Run it as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/packets.sh JAR
# There is no other route from client to server unless noted: what arrives was carried. Every check that fails ends it.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"

make_network 1
ip -n edge route del 10.2.0.0/24
ip -n cloud route del 10.1.0.0/24

# The second vehicle is a copy of the first: its client has the same address.
for name in client2 edge2; do ip netns add $name; ip -n $name link set lo up; done
join client2 10.1.0.2 edge2 10.1.0.1
ip link add wan1 netns edge2 type veth peer name wan2 netns cloud
ip -n edge2 addr add 10.11.2.1/24 dev wan1; ip -n cloud addr add 10.11.2.2/24 dev wan2
ip -n edge2 link set wan1 up; ip -n cloud link set wan2 up
inside edge2 sysctl -qw net.ipv4.ip_forward=1

edge_config() { # address of the cloud
  cat <<Y
intercept:
  device: lan
  rules:
    - {by: pass, protocol: udp, ports: [82]}
    - {by: raw, protocol: udp}
    - {by: raw, protocol: icmp}
uplinks: [{device: wan1, carrier: cmcc, cloud: ["$1:7000"]}]
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
Y
}
edge_config 10.11.1.2 >"$work/edge.yaml"
edge_config 10.11.2.2 >"$work/edge2.yaml"
cat >"$work/cloud.yaml" <<Y
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
Y
relay cloud; cloud=$!
relay edge; edge=$!

mkdir "$work/classes"
libraries=$(dirname "$program")/lib
javac -d "$work/classes" -cp "$libraries/*" "$here/Fragments.java"
fragments() { inside "$1" java -cp "$work/classes:$libraries/*" Fragments "${@:2}"; }
for port in 53 82; do
  ip netns exec server java -cp "$work/classes" Fragments serve $port 2>"$work/serve-$port.log" &
  until_true inside server sh -c "ss -lun | grep -q :$port"
done
until_true carried 1

answered() { # how many at least, since a busy machine drops what waited 100 ms for a path, and what
  local answers
  answers=$(cat "$work/answers")
  [ "$(cut -d' ' -f1 "$work/answers")" -ge "$1" ] || fail "$2: $answers"
  echo "$2: $answers"
}
sent() { inside edge curl -s http://127.0.0.1:9100/metrics | awk '/^wayside_relay_datagrams_sent_total/ { print $2 }'; }

fragments client ask 10.2.0.2 53 4001 50 40 3600 >"$work/answers"
answered 40 "answers of 3,600 bytes to small questions"
fragments client ask 10.2.0.2 53 4002 50 4000 40 >"$work/answers"
answered 40 "questions of 4,000 bytes"
fragments client ask 10.2.0.2 53 4003 10 60000 60000 >"$work/answers"
answered 5 "60,000 bytes both ways"
fragments client shuffle 10.2.0.2 53 100 10.1.0.2 >"$work/answers"
answered 95 "fragments in random order"
inside client ping -c 5 -i 0.2 -s 4000 -q 10.2.0.2 >"$work/ping"
grep -q " 0% packet loss" "$work/ping" || fail "ping of 4,000 bytes: $(cat "$work/ping")"
echo "ping of 4,000 bytes: $(grep received "$work/ping")"

# Errors, also from a router beyond the server, about flows that are carried.
[ "$(fragments client closed 10.2.0.2 9999)" = refused ] || fail "the client got no error about a closed port"
ip -n cloud route add 10.4.0.0/24 via 10.2.0.2
ip -n client route add 10.4.0.0/24 via 10.1.0.1
inside server sysctl -qw net.ipv4.ip_forward=1
ip -n server route add unreachable 10.4.0.0/24
inside client ping -c 1 -W 3 10.4.0.9 >"$work/ping" || true
grep -q "From 10.2.0.2 .*Unreachable" "$work/ping" || fail "an error of a router beyond: $(cat "$work/ping")"
echo "a closed port, and a network that is unreachable beyond the server: the client gets the error"

# A flood of fragments that never become whole, next to others: four times what a relay holds. The kernels that put fragments
# together refuse all further ones for 30 s once they hold 4 MB (ipfrag_high_thresh), relays or not: here they may hold more.
for name in cloud server; do inside $name sysctl -qw net.ipv4.ipfrag_high_thresh=268435456; done
fragments client flood 10.2.0.2 20000 10.1.0.2 >"$work/flood" & flood=$!
inside client ping -c 20 -i 0.1 -q 10.2.0.2 >"$work/ping" || true
wait $flood
echo "next to a flood of $(cat "$work/flood"): $(grep received "$work/ping")"
fragments client ask 10.2.0.2 53 4004 50 4000 3600 >"$work/answers"
answered 40 "after the flood, 4,000 bytes and 3,600 back"

# What is to pass goes over the ordinary route, fragments too, and the relay does not even see those that come in order.
ip -n edge route add 10.2.0.0/24 via 10.11.1.2
ip -n cloud route add 10.1.0.0/24 via 10.11.1.1
before=$(sent)
fragments client ask 10.2.0.2 82 4005 50 4000 3600 >"$work/answers"
answered 40 "fragments that pass"
fragments client shuffle 10.2.0.2 82 50 10.1.0.2 >"$work/answers"
answered 40 "fragments that pass, in random order"
# A few errors about datagrams of before that stayed unfinished for 30 s are carried, far fewer than the 600 fragments.
awk -v before="$before" -v after="$(sent)" 'BEGIN { exit after - before > 20 }' || fail "what is to pass was carried: $before before, $(sent) after"
inside client ping -c 1 -W 3 -t 1 10.2.0.2 >"$work/ping" || true
grep -q "From 10.1.0.1 .*exceeded" "$work/ping" || fail "the first hop is not the edge: $(cat "$work/ping")"
echo "the first hop is the edge"
ip -n edge route del 10.2.0.0/24
ip -n cloud route del 10.1.0.0/24

# Two edges, the same client address: what the first has, the second does not get, and nobody gets another's answers.
start_edge2() {
  ip netns exec edge2 java -Xmx512m -jar "$program" edge --config "$work/edge2.yaml" --setup --drain 1 2>>"$work/edge2.log" &
  edge2=$!
  until_true inside edge2 curl -fsS -m 2 http://127.0.0.1:9100/readyz
}
start_edge2
fragments client ask 10.2.0.2 53 4006 100 2000 3000 >"$work/answers" & first=$!
until_true inside client sh -c "ss -lun | grep -q :4006"
fragments client2 ask 10.2.0.2 53 4006 100 2000 3000 >"$work/answers2" || fail "edge2: see the log"
wait $first || fail "edge: see the log"
answered 95 "the first of two edges with one client address and port"
[ "$(cat "$work/answers2")" = "0 of 100 answers" ] || fail "the second: $(cat "$work/answers2")"
refused() { inside cloud curl -s http://127.0.0.1:9101/metrics | grep -E 'datagrams_refused_total.* [1-9]'; }
until_true refused
[ "$(grep -c "refused packets of the edge at /10.11.2.1:" "$work/cloud.log")" = 1 ] || fail "the refused edge is not logged once"
echo "the second: refused, counted, logged once"
fragments client2 ask 10.2.0.2 53 4007 50 200 1000 >"$work/answers"
answered 40 "the second, from another port"
inside client ping -c 10 -i 0.1 -s 4000 -q 10.2.0.2 >"$work/ping" & first=$!
inside client2 ping -c 10 -i 0.1 -s 4000 -q 10.2.0.2 >"$work/ping2" || fail "ping of the second: $(cat "$work/ping2")"
wait $first || fail "ping of the first: $(cat "$work/ping")"
grep -q " 0% packet loss" "$work/ping" && grep -q " 0% packet loss" "$work/ping2" || fail "pings of two edges at once"
echo "pings of both at once: $(grep received "$work/ping")"

# The same vehicle after kill -9: its own old session does not keep the flow.
fragments client2 ask 10.2.0.2 53 4008 10 40 40 >"$work/answers"
kill -9 $edge2
wait $edge2 || true
start_edge2
fragments client2 ask 10.2.0.2 53 4008 50 40 3000 >"$work/answers"
answered 40 "the same client and port after kill -9 of its edge"

! grep -E "ERROR" "$work"/edge.log "$work"/edge2.log "$work"/cloud.log || fail "errors"
kill $edge2
wait $edge2 || true
stop
rm -rf "$work"
echo "packets passed"
