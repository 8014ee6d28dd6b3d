#!/usr/bin/env bash
# Carriers and cloud relays of the field. Run it as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/carriers.sh JAR
# A carrier that drops large packets silently, alone and next to another; a name server that starts late; a cloud relay whose
# address moves; two cloud relays, one of them in reserve, which takes over and stays; a captive portal; a key that differs, TLS
# against a key, an interface without an address. Every check that fails ends it.
set -euo pipefail
. "$(dirname "$(realpath "$0")")/relays.sh"

make_network 2
edge_is() { # uplinks' settings next to device and carrier, addresses of the cloud
  cat >"$work/edge.yaml" <<Y
intercept: {device: lan}
uplinks:
  - {device: wan1, carrier: cmcc$1}
  - {device: wan2, carrier: cucc}
cloud: [$2]
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
Y
}
cat >"$work/cloud.yaml" <<Y
listen: ["0.0.0.0:7000"]
device: lan
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
Y
paths() { inside edge curl -fsS -m 5 http://127.0.0.1:9100/paths; }
problem() { paths | grep -q "\"device\":\"$1\"[^}]*\"up\":false[^}]*$2"; }
up() { paths | grep -q "\"device\":\"$1\"[^}]*\"cloud\":\"$2\",\"up\":true"; }
logged() { grep -q "$1" "$work/edge.log"; }
ready() { inside edge curl -fsS -m 2 http://127.0.0.1:9100/readyz; }
start() { : >"$work/edge.log"; relay edge; edge=$!; until_true ready; }
end() { kill "$1"; wait "$1" || true; }
whole() { [ "$(get -m 20 http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "$1: the download differs"; echo "$1: same"; }

# A wide area between the carriers and two clouds: every carrier reaches 203.0.113.1 to .3.
for k in 1 2; do ip -n edge route add default via 10.11.$k.2 dev wan$k metric $k; done
ip -n cloud addr add 203.0.113.1/32 dev lo
web
sum=$(sha256sum <"$work/www/big")
relay cloud; cloud=$!
until_true inside cloud sh -c "ss -ltn | grep -q :7000"

# Packets of more than 1,400 bytes vanish at one end of the wire, in both directions.
black_hole() { # carrier, longest packet
  inside cloud nft -f - <<Y
table netdev hole$1 {
  chain in { type filter hook ingress device "wan$1" priority 0; meta length > $2 drop; }
  chain out { type filter hook egress device "wan$1" priority 0; meta length > $2 drop; }
}
Y
}
for k in 1 2; do ip -n edge link set wan$k gso_max_segs 1; ip -n cloud link set wan$k gso_max_segs 1; done
ip -n edge link set wan2 down
black_hole 1 1400
edge_is "" '"203.0.113.1:7000"'
start
whole "alone over a carrier that drops packets over 1,400 bytes"
get -m 20 -T "$work/www/big" http://10.2.0.2/up >/dev/null
cmp "$work/www/big" "$work/www/up" || fail "the upload differs"
ip -n edge link set wan2 up; ip -n edge route replace default via 10.11.2.2 dev wan2 metric 2
until_true up wan2 203.0.113.1:7000
whole "next to another carrier"
[ "$(grep -c "path [0-9]* established: wan1" "$work/edge.log")" -le 4 ] || fail "it was dialled again and again"
end $edge
ip -n edge link set wan2 down
edge_is ", mtu: 1500" '"203.0.113.1:7000"'
start
whole "with an mtu that is too large"
logged "path over wan1 (cmcc) to 203.0.113.1:7000: small packets pass, packets of 1500 bytes do not" || fail "it is not logged"
paths | grep -q 'packets of 1500 bytes do not: they have at most 1280' || fail "the status does not tell: $(paths)"
end $edge
inside cloud nft delete table netdev hole1
ip -n edge link set wan2 up; ip -n edge route replace default via 10.11.2.2 dev wan2 metric 2

# A name that is unknown at boot, and moves later.
cp /etc/hosts "$work/hosts"
mount --bind "$work/hosts" /etc/hosts
echo "hosts: files" >"$work/nsswitch"; mount --bind "$work/nsswitch" /etc/nsswitch.conf
edge_is "" '"relay.wayside.test:7000"'
: >"$work/edge.log"; relay edge; edge=$!
until_true problem wan1 "host name relay.wayside.test is not known yet"
echo "203.0.113.1 relay.wayside.test" >>"$work/hosts"
until_true ready
whole "a name that came late"
inside edge curl -fsS http://127.0.0.1:9100/paths -d '{"device":"wan2","carrier":"cucc","cloud":["later.wayside.test:7000"]}' \
  | grep -q later.wayside.test || fail "a name that is not known yet was not accepted"
until_true problem wan2 "host name later.wayside.test is not known yet"
ip -n cloud addr del 203.0.113.1/32 dev lo; ip -n cloud addr add 203.0.113.2/32 dev lo
echo "203.0.113.2 relay.wayside.test" >"$work/hosts"
until_true sh -c "grep 'path .* established: wan1' '$work/edge.log' | grep -q 203.0.113.2"
until_true ready
whole "an address that moved"
end $edge
umount /etc/hosts /etc/nsswitch.conf

# Two cloud relays: one is a standby.
ip netns add cloud2; ip -n cloud2 link set lo up
ip link add mid netns cloud type veth peer name mid netns cloud2
ip -n cloud addr add 10.9.0.1/24 dev mid; ip -n cloud2 addr add 10.9.0.2/24 dev mid
ip -n cloud link set mid up; ip -n cloud2 link set mid up
ip -n cloud2 route add default via 10.9.0.1
ip -n cloud2 addr add 203.0.113.3/32 dev lo; ip -n cloud route add 203.0.113.3 via 10.9.0.2
sed 's/^device: lan/device: mid/; s/^listen.*/&\ntransparent: false/' "$work/cloud.yaml" >"$work/cloud2.yaml"
relay_of() { ip netns exec "$1" java -Xmx512m -jar "$program" cloud --config "$work/$1.yaml" 2>>"$work/$1.log" & }
relay_of cloud2; cloud2=$!
until_true inside cloud2 sh -c "ss -ltn | grep -q :7000"
edge_is "" '"203.0.113.2:7000", "203.0.113.3:7000"'
start
used=203.0.113.2; other=203.0.113.3
up wan1 $used:7000 || { used=203.0.113.3; other=203.0.113.2; }
until_true problem wan1 "standby: another cloud relay process answers at $other:7000; the one in use is at $used"
whole "two cloud relays, one a standby"
end $cloud; end $cloud2
relay cloud; cloud=$!
until_true up wan1 203.0.113.2:7000
until_true ready
whole "the cloud relay that is left, or has restarted"
relay_of cloud2; cloud2=$!
until_true problem wan1 "standby: another cloud relay process answers at 203.0.113.3"
lost=$(grep -c "is lost: the one at" "$work/edge.log" || true)
kill -9 $cloud
until_true up wan1 203.0.113.3:7000
logged "the cloud relay at 203.0.113.2:7000 is lost: the one at 203.0.113.3:7000 takes over" || fail "the take-over is not logged"
relay cloud; cloud=$!
until_true problem wan1 "standby: another cloud relay process answers at 203.0.113.2"
[ "$(grep -c "is lost: the one at" "$work/edge.log")" = $((lost + 1)) ] || fail "they took turns"
echo "two cloud relays: one is a standby, takes over when the other is killed, and stays when it is back"
end $edge; end $cloud; end $cloud2

# A peer that is not a cloud relay, or not ours.
cat >"$work/portal.conf" <<Y
user root; worker_processes 1; pid /run/portal.pid; error_log $work/portal.log; events { worker_connections 64; }
http { access_log off; client_body_temp_path /run/b; proxy_temp_path /run/p; fastcgi_temp_path /run/f; uwsgi_temp_path /run/u;
  scgi_temp_path /run/s; server { listen 7000; return 302 http://portal.example/; } }
Y
inside cloud nginx -c "$work/portal.conf"
edge_is "" '"203.0.113.2:7000"'
: >"$work/edge.log"; relay edge; edge=$!
until_true problem wan1 "203.0.113.2:7000 answers with something that is not a Wayside relay: a captive portal or another service. first bytes: "
kill "$(cat /run/portal.pid)"
sed "s#$work/key#$work/key2#" "$work/cloud.yaml" >"$work/cloud2.yaml"
head -c 48 /dev/urandom | base64 >"$work/key2"
cp "$work/cloud2.yaml" "$work/wrong.yaml"
ip netns exec cloud java -jar "$program" cloud --config "$work/wrong.yaml" 2>>"$work/wrong.log" & wrong=$!
until_true problem wan1 "closed the connection during the handshake: have both relays the same key"
until_true grep -q "it is an edge relay with another key: copy the same keyFile to both sides" "$work/wrong.log"
end $wrong
cat >"$work/tls.yaml" <<Y
listen: ["0.0.0.0:7000"]
authentication: {tls: {certificate: $work/cert.pem, key: $work/key.pem, trusted: $work/cert.pem}}
Y
ip netns exec cloud java -jar "$program" cloud --config "$work/tls.yaml" 2>>"$work/tls.log" & tls=$!
until_true grep -q "it does not speak TLS, this relay does" "$work/tls.log"
end $tls
ip -n edge addr flush dev wan2
until_true problem wan2 "interface wan2 has no address"
end $edge
echo "a captive portal, another key, TLS against a key, an interface without an address: logged with their remedy"
rm -rf "$work"
echo "the carriers passed"
