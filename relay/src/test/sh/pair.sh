#!/usr/bin/env bash
# The relay pair with real programs: run it as root as  unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/pair.sh JAR
# or with -Urnmp as anyone, which leaves out ssh: its server changes users.
# By stream: downloads, uploads, parallel connections, a shell, and iperf3 through the pair over three links; a closed port; a
# link that vanishes; paths removed and added; rules replaced; kill -9 of either relay. By raw: the same, and datagrams, over three shaped
# carriers while there is no other way; then what passes by without relays. Every check that fails ends it.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
. "$here/relays.sh"

make_network 3

edge_takes() { # rules of interception, and whether what cannot be carried passes
  cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: $1, failOpen: ${2-true}}
uplinks:
  - {device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}
  - {device: wan2, carrier: cucc, cloud: ["10.11.2.2:7000"]}
  - {device: wan3, carrier: ctcc, cloud: ["10.11.3.2:7000"]}
authentication: {keyFile: $work/key}
history: {url: "http://127.0.0.1:9", report: {spool: $work/spool, intervalSeconds: 1}}
status: 127.0.0.1:9100
X
}
edge_takes "[{by: stream}]"
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
X
relay cloud; cloud=$!
relay edge; edge=$!

web
until_true carried 3

sum=$(sha256sum <"$work/www/big")
small=$(sha256sum <"$work/www/small")
transfers() { # the interceptor's name
  [ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "$1: the download differs"
  echo "$1: download: same"
  [ "$(get --cacert "$work/cert.pem" https://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "$1: the download over TLS differs"
  echo "$1: download over TLS: same"
  get -T "$work/www/big" http://10.2.0.2/up >/dev/null
  cmp "$work/www/big" "$work/www/up" || fail "$1: the upload differs"
  rm "$work/www/up"
  echo "$1: upload: same"
  pids=()
  for i in $(seq 200); do get http://10.2.0.2/small -o "$work/small-$i" & pids+=($!); done
  for pid in "${pids[@]}"; do wait "$pid" || fail "$1: one of 200 parallel connections"; done
  for i in $(seq 200); do [ "$(sha256sum <"$work/small-$i")" = "$small" ] || fail "$1: parallel download $i differs"; done
  echo "$1: 200 parallel connections: same"
  [ "$(cut -d' ' -f1 "$work/access" | sort -u)" = 10.1.0.2 ] || fail "$1: the server did not see the client's address"
  echo "$1: the server saw the client's address"
}
transfers stream

if [ "$(cat /proc/self/setgroups)" = allow ]; then
  mkdir /run/sshd
  for name in host user; do ssh-keygen -q -t ed25519 -N '' -f "$work/$name"; done
  cp "$work/user.pub" "$work/authorized"
  cat >"$work/sshd.conf" <<X
ListenAddress 10.2.0.2:22
HostKey $work/host
AuthorizedKeysFile $work/authorized
PermitRootLogin yes
StrictModes no
UsePAM no
PidFile none
X
  inside server "$(command -v sshd || echo /usr/sbin/sshd)" -f "$work/sshd.conf" -E "$work/sshd.log"
  # A terminal, and each line typed when the answer to the one before it was seen.
  coproc shell { inside client ssh -tt -i "$work/user" -o StrictHostKeyChecking=accept-new \
    -o UserKnownHostsFile="$work/known" root@10.2.0.2 'exec bash --norc --noediting -i' 2>"$work/ssh.log"; }
  answers() { # line typed, what is waited for
    local line
    echo "$1" >&"${shell[1]}"
    while read -r -t 20 line <&"${shell[0]}"; do case "$line" in $2) return ;; esac; done
    fail "the shell does not answer: $1"
  }
  answers 'echo $((6 * 7))' "*42*"
  answers 'tty' "*/dev/pts/*"
  answers 'echo from $SSH_CONNECTION' "*from 10.1.0.2 * 10.2.0.2 22*"
  echo exit >&"${shell[1]}"
  wait "$shell_PID" || fail "the shell did not end well"
  echo "stream: a shell over ssh answers line by line, from the client's address"
fi

if get -m 10 http://10.2.0.2:81/ 2>"$work/closed"; then fail "a closed port answered"; fi
echo "closed port: $(cat "$work/closed")"

# Whoever ends a connection, and however, what was said before arrives.
for i in 1 2 3 4 5; do
  [ "$(get -H 'Connection: close' http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "a download whose server closes first"
done
ip netns exec server java "$here/Closes.java" serve 7777 2>"$work/closes.log" & closes=$!
until_true inside server sh -c "ss -ltn | grep -q :7777"
inside client java "$here/Closes.java" try 10.2.0.2 7777 10 >"$work/closed" || fail "bytes were lost at the end: $(cat "$work/closed")"
kill $closes
echo "half-closes, closes of either end and resets: all data sent before arrives"

status() { inside edge curl -fsS -m 5 "$@" >/dev/null; }
status -X DELETE 'http://127.0.0.1:9100/paths?device=wan3'
until_true carried 2
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "after a path was removed"
status http://127.0.0.1:9100/paths -d '{"device":"wan3","carrier":"ctcc","cloud":["10.11.3.2:7000"]}'
until_true carried 3
echo "a path was removed and added"

# Each relay judges the direction it sends; rules are replaced in the middle of a transfer.
shown() { inside "$1" curl -fsS -m 5 "http://127.0.0.1:$2/connections" | grep -E "$3"; }
get --limit-rate 10M http://10.2.0.2/big | sha256sum >"$work/during" &
transfer=$!
until_true shown cloud 9101 '"kind":"BULK","flowClass":.{1,9}user":"10.1.0.2"'
until_true shown edge 9100 '"kind":"HTML"'
inside cloud curl -fsS http://127.0.0.1:9101/ | grep -q '<td>10.1.0.2:[0-9]*<td>10.2.0.2:80<td>bulk<td>10.1.0.2<td>1<td>1.0<td>utility' \
  || fail "the page does not show what was decided"
inside cloud curl -fsS -X PUT --data-binary 'policy: [{kinds: [bulk], user: downloads, scheduler: ecf}]' \
  http://127.0.0.1:9101/policy >"$work/policy"
until_true shown cloud 9101 '"user":"downloads".*"ECF"'
wait "$transfer" || fail "the rules were replaced"
[ "$(cat "$work/during")" = "$sum" ] || fail "the download differs after its rules were replaced"
inside cloud curl -fsS -X PUT --data-binary 'policy: []' http://127.0.0.1:9101/policy >"$work/policy"
echo "a download is bulk in the cloud and of the web at the edge; its rules were replaced in its middle, and it is the same"

if command -v iperf3 >/dev/null; then
  ip netns exec server iperf3 -s -1 >"$work/iperf-server.log" 2>&1 &
  until_true inside server sh -c "ss -ltn | grep -q :5201"
  inside client iperf3 -c 10.2.0.2 -P 4 -t 3 | grep -E "SUM.*receiver"
fi
# A missing history stops nothing.
for dbm in 90 91 92; do
  inside edge curl -fsS http://127.0.0.1:9100/contexts/signal -d "{\"carrier\":\"cmcc\",\"cell\":\"7\",\"rsrpDbm\":-$dbm}"
done
counted() { inside edge curl -s http://127.0.0.1:9100/metrics | grep -E "^$1 [1-9]"; }
until_true counted wayside_relay_history_failures_total
until_true counted wayside_relay_report_rows_total
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "without the history"
echo "a missing history: counted, and the download is the same"

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

# The calendar is set a day ahead, and then two days behind, in the middle of a transfer: relays live by another clock, and a
# trip is dated by what the calendar said when it began.
stop
echo +0 >"$work/calendar"
by_calendar() {
  LD_PRELOAD=$(echo /usr/lib/*/faketime/libfaketimeMT.so.1) FAKETIME_TIMESTAMP_FILE=$work/calendar FAKETIME_CACHE_DURATION=1 \
    FAKETIME_DONT_FAKE_MONOTONIC=1 relay "$1"
}
by_calendar cloud; cloud=$!
by_calendar edge; edge=$!
until_true carried 2
rm -f "$work"/spool/trip-*
get --limit-rate 5M http://10.2.0.2/big | sha256sum >"$work/during" &
transfer=$!
for day in +86400 -172800; do
  echo $day >"$work/calendar"
  sleep 2
  inside edge curl -fsS http://127.0.0.1:9100/contexts/signal -d '{"carrier":"cmcc","cell":"7","rsrpDbm":-93}'
  status -X DELETE 'http://127.0.0.1:9100/paths?device=wan3'
  status http://127.0.0.1:9100/paths -d '{"device":"wan3","carrier":"ctcc","cloud":["10.11.3.2:7000"]}'
  until_true carried 2
done
wait $transfer
[ "$(cat "$work/during")" = "$sum" ] || fail "the download differs after the calendar was set"
until_true carried 2
for day in tomorrow '2 days ago'; do
  grep -q "^$(date -u -d "$day" +%F).*path [0-9]* established" "$work/edge.log" || fail "the calendar was not set: $day"
done
until_true counted wayside_relay_report_rows_total
awk -F, -v now="$(date +%s)" '{ away = $1 / 1000 - now; bad += away < -3600 || away > 3600 } END { exit bad > 0 || NR == 0 }' \
  "$work"/spool/trip-*.csv || fail "rows of the trip are dated wrong: $(cat "$work"/spool/trip-*.csv)"
echo "the calendar was set ahead and back: the download is the same, new paths are established, and the trip is of one day"

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

stop

# Whole packets, over three carriers of different rates, and no other way.
ip link add wan2 netns edge type veth peer name wan2 netns cloud
ip -n edge addr add 10.11.2.1/24 dev wan2; ip -n cloud addr add 10.11.2.2/24 dev wan2
ip -n edge link set wan2 up; ip -n cloud link set wan2 up
mbps=(0 200 100 60)
for k in 1 2 3; do for relay in edge cloud; do
  tc -n $relay qdisc add dev wan$k root tbf rate ${mbps[$k]}mbit burst 32kb limit 256kb
done; done
ip -n edge route del 10.2.0.0/24 via 10.11.1.2
ip -n cloud route del 10.1.0.0/24 via 10.11.1.1
edge_takes "[{by: pass, ports: [82]}, {by: raw}, {by: raw, protocol: udp}, {by: raw, protocol: icmp}]"
relay cloud; cloud=$!
relay edge; edge=$!
until_true carried 3
transfers raw
! get -m 2 http://10.2.0.2:82/ 2>"$work/passed" || fail "what is to pass was carried"
if get -m 10 http://10.2.0.2:81/ 2>"$work/closed"; then fail "a closed port answered"; fi
grep -q refused "$work/closed" || grep -q "connect to" "$work/closed" || fail "a closed port: $(cat "$work/closed")"
echo "raw: closed port: $(cat "$work/closed")"
ip netns exec server java "$here/Datagrams.java" echo 4433 10.1.0.2 2>"$work/echo.log" & echo_server=$!
until_true inside server sh -c "ss -lun | grep -q :4433"
inside client java "$here/Datagrams.java" send 10.2.0.2 4433 4000 1000 >"$work/datagrams" || fail "datagrams"
cat "$work/datagrams"
[ "$(cut -d' ' -f1 "$work/datagrams")" -ge 3920 ] || fail "more than 2 % of the datagrams were lost: $(inside edge curl -s http://127.0.0.1:9100/metrics) $(inside cloud curl -s http://127.0.0.1:9101/metrics)"

# With an ordinary route nothing takes that, too; and after kill -9 flows go on over it, and back again, since nothing of them
# lies in the relays.
ip -n edge route add 10.2.0.0/24 via 10.11.1.2
ip -n cloud route add 10.1.0.0/24 via 10.11.1.1
inside client java "$here/Datagrams.java" send 10.2.0.2 4433 2000 1000 >"$work/datagrams" || fail "datagrams, next to an ordinary route"
echo "next to an ordinary route: none twice, $(cat "$work/datagrams")"
get --limit-rate 4M http://10.2.0.2/big | sha256sum >"$work/during" &
transfer=$!
sleep 2
kill -9 $edge
until_true sh -c "[ -z \"\$(ip netns exec edge nft list ruleset)\" ]"
relay edge; edge=$!
until_true carried 3
kill -9 $cloud
until_true sh -c "[ -z \"\$(ip netns exec cloud nft list ruleset)\" ]"
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "raw: without the cloud connections do not pass by"
relay cloud; cloud=$!
until_true carried 3
wait $transfer
[ "$(cat "$work/during")" = "$sum" ] || fail "raw: the download over kill -9 of both relays differs"
echo "raw: a download over kill -9 of both relays: same; nothing left behind"
stop

# Where nothing may pass by, it does not even after kill -9, and the next relay cleans up.
edge_takes "[{by: raw, ports: [82]}, {by: raw, protocol: udp}, {by: stream}]" false
relay cloud; cloud=$!
relay edge; edge=$!
until_true carried 3
kill -9 $edge
wait $edge || true
if get -m 5 http://10.2.0.2/small -o "$work/small-1"; then fail "refusing: a connection passed by"; fi
inside client java "$here/Datagrams.java" send 10.2.0.2 4433 100 1000 >"$work/datagrams"
[ "$(cut -d' ' -f1 "$work/datagrams")" = 0 ] || fail "refusing: datagrams passed by"
WAYSIDE_LOG_FORMAT=json relay edge; edge=$!
until_true carried 3
grep -q '^{"@timestamp":.*"message":"path .* established.*"carrier":"cmcc"' "$work/edge.log" || fail "no log for programs"
[ "$(get http://10.2.0.2/big | sha256sum)" = "$sum" ] || fail "refusing: after kill -9 of the edge"
kill $echo_server
stop
echo "failOpen false: refused after kill -9, carried by the next relay"
rm -rf "$work"
echo "the pair passed"
