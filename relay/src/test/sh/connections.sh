# Sourced after relays.sh: a pair over one carrier under the strictest rp_filter, a web server, echo servers at both ends, and
# functions about connections.

make_network 1
# The relay must work under the strictest setting of the host.
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
