#!/usr/bin/env bash
# Reloads of the relay pair by SIGHUP, while a download goes on: an uplink added, one removed, one changed, rules and keys replaced;
# files that cannot be used; SIGHUP from the first moment, many at once, and under nohup. Run it as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/reload.sh relay/target/wayside-relay.jar
set -euo pipefail
. "$(dirname "$(realpath "$0")")/relays.sh"

make_network 3
shape 3 40

uplink() { echo "  - {device: wan$1, carrier: $2, cloud: [\"10.11.$1.2:7000\"]}"; }
edge_with() { # uplinks, and what else there is to say
  cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: [{by: stream}]}
uplinks:
$1
authentication: {keyFile: $work/edge.key}
status: 127.0.0.1:9100
${2-}
X
}
cloud_with() { # authentication, and what else there is to say
  cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
authentication: {$1}
status: 127.0.0.1:9101
${2-}
X
}
metric() { # relay, port, name
  inside "$1" curl -s "http://127.0.0.1:$2/metrics" | sed -n "s/^wayside_relay_$3 //p"
}
reloaded() { [ "$(metric edge 9100 reloads_total)/$(metric cloud 9101 reloads_total)" = "$1.0/$2.0" ]; }
refused() { [ "$(metric edge 9100 reload_failures_total)" = "$1.0" ]; }
more_reloads() { [ "$(metric edge 9100 reloads_total)" != "$1" ]; }
targets() { # carriers, each with whether it is up
  [ "$(inside edge curl -s http://127.0.0.1:9100/paths | grep -o '"carrier":"[a-z0-9]*","cloud":"[0-9.:]*","up":[a-z]*' \
    | sed 's/"carrier":"//; s/","cloud.*"up":/ /' | sort | tr '\n' ' ')" = "$1" ]
}
in_log() { grep -q "$2" "$work/$1.log" || fail "$1 does not say: $2"; }

cp "$work/key" "$work/edge.key"
cp "$work/key" "$work/old.key"
edge_with "$(uplink 1 cmcc; uplink 2 cucc)"
cloud_with "keyFile: $work/key"
relay cloud; cloud=$!
relay edge; edge=$!
web
until_true carried 2
sum=$(sha256sum <"$work/www/big")

# One download of some 20 s lives through all of it.
get --limit-rate 2500k http://10.2.0.2/big | sha256sum >"$work/during" & transfer=$!
sleep 1
edge_with "$(uplink 1 cmcc; uplink 2 cucc; uplink 3 ctcc)"
kill -HUP $edge $cloud
until_true targets "cmcc true ctcc true cucc true "
until_true reloaded 1 1
echo "an uplink added"

edge_with "$(uplink 1 cmcc; uplink 3 ctcc)" "policy: [{ports: [80], weight: 2}]"
cloud_with "keyFile: $work/key" "policy: [{ports: [80], weight: 2}]"
kill -HUP $edge $cloud
until_true targets "cmcc true ctcc true "
until_true reloaded 2 2
for place in "edge 9100" "cloud 9101"; do
  inside "${place% *}" curl -s "http://127.0.0.1:${place#* }/policy" | grep -q '"ports":\[80\],"weight":2' || fail "the rules of $place"
done
echo "an uplink removed, rules replaced at both"

edge_with "$(uplink 1 kpn; uplink 3 ctcc)"
kill -HUP $edge
until_true targets "ctcc true kpn true "
echo "an uplink changed"

head -c 48 /dev/urandom | base64 >"$work/new.key"
cloud_with "keyFile: $work/new.key, acceptedKeyFiles: [$work/old.key]"
kill -HUP $cloud
until_true reloaded 3 3
cp "$work/new.key" "$work/edge.key"
kill -HUP $edge
until_true reloaded 4 3
cloud_with "keyFile: $work/new.key"
kill -HUP $cloud
until_true reloaded 4 4
edge_with "$(uplink 1 kpn; uplink 2 cucc)"
kill -HUP $edge
until_true targets "cucc true kpn true "
in_log edge "authentication: new paths use"
echo "the key replaced at both"

# Each kind of file that cannot be used.
good=$(cat "$work/edge.yaml")
failures=0
bad() { # what the log is to say, and the file
  failures=$((failures + 1))
  printf '%s\n' "$2" >"$work/edge.yaml"
  kill -HUP $edge
  until_true refused $failures
  in_log edge "ERROR.*the settings in force stay: .*$1"
}
bad "edge.yaml, line 7, polices: there is no 'polices'" "$good
polices: []"
bad "edge.yaml, line" "$good
policy: ["
bad "edge.yaml, line 7, policy.*'weight' must be above 0" "$good
policy: [{weight: 0}]"
bad "$work/nokey does not exist" "${good/edge.key/nokey}"
bad "a key of 0 bytes" "${good/$work\/edge.key//dev/null}"
bad "is a folder" "${good/$work\/edge.key//tmp}"
bad "edge.yaml: is empty" ""
rm "$work/edge.yaml"
failures=$((failures + 1))
kill -HUP $edge
until_true refused $failures
in_log edge "the settings in force stay: $work/edge.yaml does not exist"
printf '%s\n' "$good" >"$work/edge.yaml"
targets "cucc true kpn true " || fail "a file that cannot be used has changed paths"
inside edge curl -s http://127.0.0.1:9100/ | grep -q "the last reload failed" || fail "the page does not show the failure"
echo "$failures files that cannot be used: named, and nothing changed"

# By a call, with what needs a restart.
printf '%s\n' "${good/device: lan/device: wan1}" >"$work/edge.yaml"
inside edge curl -fsS -X POST http://127.0.0.1:9100/reload >"$work/answer" || fail "POST /reload"
grep -q '"intercept: has changed in the file and takes effect at a restart"' "$work/answer" || fail "$(cat "$work/answer")"
printf '%s\n' "$good" >"$work/edge.yaml"
for _ in $(seq 200); do kill -HUP $edge $cloud; done
wait $transfer || fail "the download ended"
[ "$(cat "$work/during")" = "$sum" ] || fail "the download over reloads differs"
echo "a download over all of it: same"
carried 2 >"$work/carried" || fail "200 SIGHUPs cost a path"
stop
if grep -E "fault|Exception" "$work"/{edge,cloud}.log; then fail "faults"; fi

# Under nohup, and as the start script does it, SIGHUP is ignored until the relay catches it: then a reload, from the first moment.
cloud_with "keyFile: $work/new.key"
edge_with "$(uplink 1 cmcc)"
trap '' HUP
relay cloud; cloud=$!
relay edge; edge=$!
trap - HUP
for _ in $(seq 40); do kill -HUP $edge $cloud; sleep 0.05; done
until_true carried 1
before=$(metric edge 9100 reloads_total)
kill -HUP $edge
until_true more_reloads "$before"
kill -HUP $edge $cloud
kill $edge
kill -HUP $edge
stop
echo "SIGHUP while starting, ignored at first, and while stopping: lives, and ends"
rm -rf "$work"
echo "the reloads passed"
