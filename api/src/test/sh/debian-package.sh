#!/usr/bin/env bash
# Installs, uses, upgrades, removes and purges the Debian package in a fresh Debian that systemd boots.
# debian-package.sh wayside.deb: as root, with debootstrap and systemd-container; takes some minutes, most of them downloads.
set -euo pipefail

deb=$(readlink -f "${1:?the package, api/target/wayside.deb}")
for tool in debootstrap systemd-nspawn; do
  command -v $tool >/dev/null || { echo "$tool is missing: apt install debootstrap systemd-container" >&2; exit 1; }
done
root=$(mktemp -d)
chmod 755 "$root"
trap 'rm -rf "$root"' EXIT

echo "making a Debian in $root ..." >&2
debootstrap --variant=minbase --include=adduser,ca-certificates,curl,dbus,systemd,systemd-sysv \
  bookworm "$root" >&2
cp /etc/resolv.conf "$root/etc/"
cp "$deb" "$root/first.deb"
dpkg-deb -R "$deb" "$root/unpacked"
sed -i 's/^Version: .*/&+1/' "$root/unpacked/DEBIAN/control"
dpkg-deb -Znone -b "$root/unpacked" "$root/second.deb" >/dev/null

cat > "$root/trial.sh" <<'TRIAL'
#!/bin/bash
set -euxo pipefail
export DEBIAN_FRONTEND=noninteractive
url=http://127.0.0.1:8080
settings=/etc/wayside/wayside.yaml
ready() { timeout 90 bash -c "until curl -sf $url/readyz; do sleep 1; done"; }
holds_it() { curl -sf $url/v1/carriers | grep -q trial; }

apt-get update -q
apt-get install -y -q /first.deb
ready
systemctl is-enabled wayside
{
  echo time,carrier,cell,rsrp_dbm
  for i in $(seq 100 299); do echo "2026-01-05T08:00:${i:0:2}.${i:2}00Z,trial,84-17,-90"; done
} | curl -sf $url/v1/traces -H 'Content-Type: text/csv' --data-binary @-
holds_it
curl -sf $url/ -o /dev/null
curl -sf -X POST $url/v1/backups

kill -9 "$(systemctl show -P MainPID wayside)"
timeout 60 bash -c 'while systemctl is-active -q wayside; do sleep 0.1; done' || true
ready
holds_it

echo '# changed by the operator' >> $settings
apt-get install -y -q /second.deb
ready
holds_it
dpkg-query -W wayside | grep '+1$'
tail -1 $settings | grep 'changed by the operator'

echo 'nonsense: 1' >> $settings
! systemctl restart wayside || timeout 30 bash -c 'until systemctl is-failed -q wayside; do sleep 1; done'
[ "$(systemctl show -P ExecMainStatus wayside)" = 78 ]
sed -i /nonsense/d $settings
systemctl reset-failed wayside
systemctl restart wayside
ready

apt-get remove -y -q wayside
! curl -s $url/healthz
[ -f $settings ] && [ ! -e /usr/share/wayside ] && [ -d /var/lib/private/wayside/store ]
apt-get install -y -q /second.deb
ready
holds_it
apt-get purge -y -q wayside
[ ! -e /etc/wayside ] && [ ! -e /usr/share/wayside ] && [ -d /var/lib/private/wayside/store ]
echo passed > /outcome
TRIAL
chmod +x "$root/trial.sh"
cat > "$root/etc/systemd/system/trial.service" <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/bash -c '/trial.sh > /trial.log 2>&1'
ExecStopPost=/bin/systemctl poweroff
UNIT
mkdir -p "$root/etc/systemd/system/default.target.wants"
ln -s ../trial.service "$root/etc/systemd/system/default.target.wants/trial.service"

echo "booting it ..." >&2
systemd-nspawn --quiet --directory="$root" --register=no --keep-unit --boot >/dev/null || true
if [[ "$(cat "$root/outcome" 2>/dev/null)" != passed ]]; then
  tail -30 "$root/trial.log" >&2
  echo "failed: above is the end of what was done" >&2
  exit 1
fi
echo "installed, used, killed, upgraded, misconfigured, removed, installed again and purged"
