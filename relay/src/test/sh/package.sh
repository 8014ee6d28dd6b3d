#!/usr/bin/env bash
# The Debian package: installed alone, its units as systemd sees them, and both relays run as the units run
# them: as a user of their own with two capabilities. Run it as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/package.sh relay/target/wayside-relay.deb
# Nothing of it remains: it is installed into an overlay that is removed with the process.
set -euo pipefail
package=$(realpath "$1")
fail() { echo "FAILED: $*" >&2; exit 1; }

overlay=$(mktemp -d)
mount -t tmpfs tmpfs "$overlay"
for part in usr etc var; do
  mkdir "$overlay/$part" "$overlay/$part.work"
  mount -t overlay overlay -o "lowerdir=/$part,upperdir=$overlay/$part,workdir=$overlay/$part.work" "/$part"
done
dpkg -i --force-depends "$package" >"$overlay/dpkg.log" 2>&1 || fail "$(cat "$overlay/dpkg.log")"
getent passwd wayside-relay >/dev/null || fail "the relays' user is missing"
units=(/lib/systemd/system/wayside-relay-{edge,cloud}.service)
for unit in "${units[@]}"; do grep -qx 'ExecReload=/bin/kill -HUP \$MAINPID' "$unit" || fail "$unit cannot be reloaded"; done
if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify "${units[@]}"
  for unit in "${units[@]}"; do systemd-analyze security --offline=true --threshold=35 "$unit" | tail -n 1; done
fi

mount -t tmpfs tmpfs /run
mkdir /run/netns
for name in edge cloud client; do ip netns add $name; ip -n $name link set lo up; done
ip link add wan1 netns edge type veth peer name wan1 netns cloud
ip -n edge addr add 10.11.1.1/24 dev wan1; ip -n cloud addr add 10.11.1.2/24 dev wan1
ip link add eth0 netns client type veth peer name lan netns edge
ip link add spare netns client type veth peer name lan netns cloud
for place in "edge wan1" "edge lan" "cloud wan1" "cloud lan"; do ip -n ${place% *} link set ${place#* } up; done
work=$(mktemp -d /run/package.XXXXXX)
chmod 755 "$work"
head -c 48 /dev/urandom | base64 >"$work/relay.key"
chgrp wayside-relay "$work/relay.key"
chmod 640 "$work/relay.key"
cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: [{by: raw, protocol: udp}, {by: stream}]}
uplinks: [{device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}]
authentication: {keyFile: $work/relay.key}
status: 127.0.0.1:9100
X
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/relay.key}
X
of_the_unit=$(grep -h "^AmbientCapabilities=" "${units[0]}" | cut -d= -f2 | sed 's/CAP_/+/g; s/ /,/g' | tr '[:upper:]' '[:lower:]')
as_the_unit() { # side, and other capabilities than the unit's
  local held=-all,${2-$of_the_unit}
  exec ip netns exec "$1" setpriv --reuid wayside-relay --regid wayside-relay --init-groups --no-new-privs \
    --inh-caps="${held%,}" --ambient-caps="${held%,}" --bounding-set="${held%,}" \
    "wayside-relay-$1" --config "$work/$1.yaml" --setup
}
# Each way to lack something ends the relay at once, with a message that names the remedy.
refused() { # remedy, command
  if (timeout 30 bash -c "${*:2}") 2>"$work/refused" </dev/null; then fail "it ran: ${*:2}"; fi
  grep -q "$1" "$work/refused" || fail "no word of '$1': $(cat "$work/refused")"
  tail -n 1 "$work/refused"
}
export work of_the_unit
export -f as_the_unit
refused CAP_NET_ADMIN as_the_unit edge "''"
refused CAP_NET_RAW as_the_unit edge +net_admin
refused "apt install nftables" "mount -t tmpfs tmpfs /usr/sbin; PATH=/usr/bin:/bin as_the_unit edge"
umount /usr/sbin
refused "modprobe tun" "mount -t tmpfs tmpfs /dev/net; as_the_unit edge"
umount /dev/net
[ -z "$(ip netns exec edge nft list ruleset)" ] || fail "a relay that was refused leaves rules behind"
as_the_unit cloud 2>"$work/cloud.log" & cloud=$!
as_the_unit edge 2>"$work/edge.log" & edge=$!
for _ in $(seq 150); do
  if ip netns exec edge curl -fsS -m 2 http://127.0.0.1:9100/readyz >"$work/ready" 2>&1; then break; fi
  sleep 0.2
done
grep -q ready "$work/ready" || fail "the relays find no path: $(cat "$work"/*.log)"
ip netns exec edge nft list tables | grep -q netdev || fail "there are no rules for whole packets"
echo "policy: [{ports: [22], scheduler: urgent}]" | tee -a "$work/edge.yaml" >>"$work/cloud.yaml"
kill -HUP $edge $cloud
for relay in edge cloud; do
  for _ in $(seq 50); do if grep -q "reload: policy and kinds: applied" "$work/$relay.log"; then break; fi; sleep 0.2; done
  grep -q "reload: policy and kinds: applied" "$work/$relay.log" || fail "$relay was not reloaded: $(cat "$work/$relay.log")"
done
kill $edge $cloud
wait $edge $cloud || true
[ -z "$(ip netns exec edge nft list ruleset)$(ip netns exec cloud nft list ruleset)" ] || fail "rules are left behind"
dpkg -r wayside-relay >>"$overlay/dpkg.log" 2>&1 || fail "$(cat "$overlay/dpkg.log")"
[ ! -e /usr/bin/wayside-relay-edge ] || fail "removing it left it there"
echo "the package passed"
