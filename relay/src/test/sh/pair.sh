#!/usr/bin/env bash
# The relay pair with real programs: run it as  unshare -Urnmp --mount-proc --kill-child -f relay/src/test/sh/pair.sh JAR
# Downloads, uploads, parallel connections, and iperf3 through the pair over three links; a closed port; a link that
# vanishes; kill -9 of either relay. Every check that fails ends it.
set -euo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
export LC_ALL=C

mount -t tmpfs tmpfs /run
mkdir /run/netns
inside() { local namespace=$1; shift; ip netns exec "$namespace" "$@"; }
fail() { echo "FAILED: $*" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }
until_true() { for _ in $(seq 150); do if "$@" >"$work/until" 2>&1; then return; fi; sleep 0.2; done; fail "waited for: $*"; }

for name in client edge cloud server; do ip netns add $name; ip -n $name link set lo up; done
join() { # namespace address peer address
  ip link add eth0 netns "$1" type veth peer name lan netns "$3"
  ip -n "$1" addr add "$2/24" dev eth0; ip -n "$3" addr add "$4/24" dev lan
  ip -n "$1" link set eth0 up; ip -n "$3" link set lan up
  ip -n "$1" route add default via "$4"
}
join client 10.1.0.2 edge 10.1.0.1
join server 10.2.0.2 cloud 10.2.0.1
for k in 1 2 3; do
  ip link add wan$k netns edge type veth peer name wan$k netns cloud
  ip -n edge addr add 10.11.$k.1/24 dev wan$k; ip -n cloud addr add 10.11.$k.2/24 dev wan$k
  ip -n edge link set wan$k up; ip -n cloud link set wan$k up
done
for relay in edge cloud; do inside $relay sysctl -qw net.ipv4.ip_forward=1; done
ip -n edge route add 10.2.0.0/24 via 10.11.1.2
ip -n cloud route add 10.1.0.0/24 via 10.11.1.1

head -c 48 /dev/urandom | base64 >"$work/key"
cat >"$work/edge.yaml" <<X
intercept: {device: lan}
uplinks:
  - {device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}
  - {device: wan2, carrier: cucc, cloud: ["10.11.2.2:7000"]}
  - {device: wan3, carrier: ctcc, cloud: ["10.11.3.2:7000"]}
authentication: {keyFile: $work/key}
history: {url: "http://127.0.0.1:9", report: {spool: $work/spool, everySeconds: 1}}
status: 127.0.0.1:9100
X
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
X
relay() { ip netns exec "$1" java -Xmx512m -jar "$program" "$1" --config "$work/$1.yaml" --setup --drain 1 2>>"$work/$1.log" & }
carried() { # whether the pair carries connections
  inside edge curl -fsS -m 2 http://127.0.0.1:9100/readyz && [ "$(inside edge curl -s http://127.0.0.1:9100/metrics | grep -c path_up)" = "$1" ]
}
relay cloud; cloud=$!
relay edge; edge=$!

mkdir "$work/www"
head -c 50000000 /dev/urandom >"$work/www/big"
head -c 20000 /dev/urandom >"$work/www/small"
cat >"$work/nginx.conf" <<X
user root; worker_processes 1; pid /run/nginx.pid; error_log $work/nginx.log; events { worker_connections 4096; }
http {
  access_log $work/access; client_body_temp_path /run/b; proxy_temp_path /run/p; fastcgi_temp_path /run/f;
  uwsgi_temp_path /run/u; scgi_temp_path /run/s;
  server { listen 10.2.0.2:80; listen 10.2.0.2:443 ssl; ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem;
    root $work/www; location / { dav_methods PUT; client_max_body_size 0; } }
}
X
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=10.2.0.2 -addext subjectAltName=IP:10.2.0.2 \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>"$work/openssl.log"
inside server nginx -c "$work/nginx.conf"
until_true carried 3

sum=$(sha256sum <"$work/www/big")
get() { inside client curl -fsS -m 60 "$@"; }
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "the download differs"
echo "download: same"
[ "$(get --cacert "$work/cert.pem" https://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "the download over TLS differs"
echo "download over TLS: same"
get -T "$work/www/big" http://10.2.0.2/up >/dev/null
cmp "$work/www/big" "$work/www/up" || fail "the upload differs"
echo "upload: same"
[ "$(cut -d' ' -f1 "$work/access" | sort -u)" = 10.1.0.2 ] || fail "the server did not see the client's address"
echo "the server saw the client's address"

small=$(sha256sum <"$work/www/small")
pids=()
for i in $(seq 200); do get http://10.2.0.2/small -o "$work/small-$i" & pids+=($!); done
for pid in "${pids[@]}"; do wait "$pid" || fail "one of 200 parallel connections"; done
for i in $(seq 200); do [ "$(sha256sum <"$work/small-$i")" = "$small" ] || fail "parallel download $i differs"; done
echo "200 parallel connections: same"

if get -m 10 http://10.2.0.2:81/ 2>"$work/closed"; then fail "a closed port answered"; fi
echo "closed port: $(cat "$work/closed")"

if command -v iperf3 >/dev/null; then
  ip netns exec server iperf3 -s -1 >"$work/iperf-server.log" 2>&1 &
  until_true inside server sh -c "ss -ltn | grep -q :5201"
  inside client iperf3 -c 10.2.0.2 -P 4 -t 3 | grep -E "SUM.*receiver"
fi
# A history that is gone is in nobody's way.
for dbm in 90 91 92; do
  inside edge curl -fsS http://127.0.0.1:9100/contexts/signal -d "{\"carrier\":\"cmcc\",\"cell\":\"7\",\"rsrpDbm\":-$dbm}"
done
counted() { inside edge curl -s http://127.0.0.1:9100/metrics | grep -E "$1\{\} [1-9]"; }
until_true counted wayside_relay_history_failures_total
until_true counted wayside_relay_report_rows_total
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "without the history"
echo "a history that is gone: counted, and the download is the same"

# A link goes silent, and another vanishes, in the middle of a transfer.
get --limit-rate 10M http://10.2.0.2/big | sha256sum >"$work/during" &
transfer=$!
sleep 1
inside cloud nft -f - <<'X'
table netdev silence {
  chain one {
    type filter hook ingress device "wan1" priority 0; policy drop;
  }
}
X
ip -n edge link del wan2
wait $transfer
[ "$(cat "$work/during")" = "$sum" ] || fail "the download over failing links differs"
echo "download while one link fell silent and one vanished: same"
inside cloud nft delete table netdev silence
until_true carried 2

# kill -9: nothing is left behind, connections pass by, and a restarted relay carries again.
kill -9 $edge
until_true sh -c "[ -z \"\$(ip netns exec edge nft list ruleset)\" ] && ! ip -n edge rule | grep -q fwmark"
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "without the edge connections do not pass by"
relay edge; edge=$!
until_true carried 2
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "after kill -9 of the edge"
kill -9 $cloud
until_true sh -c "[ -z \"\$(ip netns exec cloud nft list ruleset)\" ]"
relay cloud; cloud=$!
until_true carried 2
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "after kill -9 of the cloud"
echo "kill -9 of either relay: nothing left behind, carried again"

kill $edge $cloud
wait $edge $cloud || true
[ -z "$(inside edge nft list ruleset)$(inside cloud nft list ruleset)" ] || fail "rules are left behind"
rm -rf "$work"
echo "the pair passed"
