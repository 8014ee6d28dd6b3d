#!/usr/bin/env bash
# The relays' units under a systemd that boots: enabled, killed, stopped, misconfigured, purged. Run it as root, with
# systemd-container, as  unshare -m relay/src/test/sh/units.sh relay/target/wayside-relay.deb
# It boots this machine's own system once more, over an overlay in memory and without a network, so nothing of it stays.
set -euo pipefail
package=$(realpath "$1")
place=$(mktemp -d)
trap 'umount -R "$place" && rmdir "$place"' EXIT
mount -t tmpfs tmpfs "$place"
mkdir "$place"/{upper,work,root}
root=$place/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$place/upper,workdir=$place/work" "$root"
cp "$package" "$root/relay.deb"
# Nothing that this machine starts is started there.
rm -rf "$root"/etc/systemd/system/*.wants/*
mkdir -p "$root/etc/systemd/system/default.target.wants"
cat >"$root/trial.sh" <<'TRIAL'
#!/bin/bash
set -euxo pipefail
dpkg -i --force-depends /relay.deb
! systemctl is-enabled wayside-relay-edge
# Without a configuration it is not started, and that is no failure.
systemctl start wayside-relay-edge
! systemctl is-active wayside-relay-edge
ip link set lo up
ip link add lan type veth peer name c; ip link set lan up; ip link set c up
ip link add srv type veth peer name s; ip link set srv up; ip link set s up
head -c 48 /dev/urandom | base64 > /etc/wayside-relay/relay.key
chgrp wayside-relay /etc/wayside-relay/relay.key; chmod 640 /etc/wayside-relay/relay.key
cat > /etc/wayside-relay/edge.yaml <<X
intercept: {device: lan, rules: [{by: raw, protocol: udp}, {by: stream}]}
uplinks: [{device: lo, carrier: cmcc, cloud: ["127.0.0.1:7000"], congestionControl: reno}]
authentication: {keyFile: /etc/wayside-relay/relay.key}
policyFile: /var/lib/wayside-relay/edge-policy.yaml
history: {url: "http://127.0.0.1:9", report: {spool: /var/lib/wayside-relay/spool}}
status: 127.0.0.1:9100
X
cat > /etc/wayside-relay/cloud.yaml <<X
listen: ["0.0.0.0:7000"]
device: srv
raw: true
congestionControl: reno
authentication: {keyFile: /etc/wayside-relay/relay.key}
status: 127.0.0.1:9101
X
systemctl enable --now wayside-relay-cloud wayside-relay-edge
# At once, while Java starts.
systemctl reload wayside-relay-cloud wayside-relay-edge
ready() { timeout 60 bash -c 'until curl -sf http://127.0.0.1:9100/readyz; do sleep 0.5; done'; }
ready
curl -sf -X PUT --data-binary 'policy: []' 'http://127.0.0.1:9100/policy?persist=true'
[ -s /var/lib/wayside-relay/edge-policy.yaml ] && [ -e /var/lib/wayside-relay/spool/lock ]
[ "$(nft list tables | wc -l)" = 4 ]
# CAP_NET_ADMIN and CAP_NET_RAW, and no others.
grep -x 'CapEff:\s*0000000000003000' /proc/"$(systemctl show -P MainPID wayside-relay-edge)"/status
main=$(systemctl show -P MainPID wayside-relay-edge)
echo 'sharing: strict' | tee -a /etc/wayside-relay/edge.yaml >> /etc/wayside-relay/cloud.yaml
systemctl reload wayside-relay-edge wayside-relay-cloud
for unit in wayside-relay-edge wayside-relay-cloud; do
  timeout 30 bash -c "until journalctl -u $unit | grep -q 'reload: sharing: applied'; do sleep 0.2; done"
done
[ "$(systemctl show -P MainPID wayside-relay-edge)" = "$main" ]
[ "$(systemctl show -P NRestarts wayside-relay-edge)" = 0 ]
kill -9 "$(systemctl show -P MainPID wayside-relay-edge)"
timeout 30 bash -c 'until [ "$(systemctl show -P NRestarts wayside-relay-edge)" = 1 ]; do sleep 0.1; done'
ready
[ "$(nft list tables | wc -l)" = 4 ]
systemctl stop wayside-relay-edge wayside-relay-cloud
[ -z "$(nft list tables)" ]
! ip rule | grep fwmark
! ip link | grep wayside
[ "$(systemctl show -P Result wayside-relay-edge)" = success ]
echo 'nonsense: 1' >> /etc/wayside-relay/edge.yaml
systemctl start wayside-relay-edge
timeout 30 bash -c 'until systemctl is-failed wayside-relay-edge; do sleep 0.2; done'
[ "$(systemctl show -P ExecMainStatus wayside-relay-edge)" = 78 ]
dpkg -P wayside-relay
echo passed > /outcome
TRIAL
cat >"$root/etc/systemd/system/trial.service" <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/bin/bash -c 'bash /trial.sh >/trial.log 2>&1; journalctl -n 60 --no-pager -u wayside-relay-edge -u wayside-relay-cloud >>/trial.log 2>&1'
ExecStopPost=/bin/systemctl poweroff --force
UNIT
ln -s ../trial.service "$root/etc/systemd/system/default.target.wants/"
ln -sf /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
timeout 200 systemd-nspawn --quiet -D "$root" --register=no --keep-unit --private-network --bind=/dev/net/tun --boot \
  >"$place/console.log" 2>&1 || true
[ "$(cat "$root/outcome" 2>/dev/null)" = passed ] || { tail -n 90 "$root/trial.log" "$place/console.log" >&2; exit 1; }
echo "the units passed: enabled, killed, stopped, misconfigured, purged"
