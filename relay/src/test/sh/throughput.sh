#!/usr/bin/env bash
# The throughput of the pair on plain veth, offloads on, and its cost. Run it as
#   unshare -Urnmp --mount-proc --kill-child -f relay/src/test/sh/throughput.sh JAR [ROUNDS]
# One pair of relays, three server ports: one passes by, one goes by stream, one by raw; each measured in turn, so that all
# meet the same machine. Mbit/s (iperf3, 6 s after 3 s), CPU seconds of both relays per GB (10^9), round trips of 100 bytes up and
# 4 down in microseconds.
set -euo pipefail
program=$(realpath "$1")
rounds=${2:-3}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
export LC_ALL=C
. "$here/network.sh"
make_network 1
head -c 48 /dev/urandom | base64 >"$work/key"
cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: [{by: stream, ports: [5202, 6002]}, {by: raw, ports: [5203, 6003]}]}
uplinks: [{device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}]
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
X
cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
raw: true
authentication: {keyFile: $work/key}
X
pids=()
for relay in cloud edge; do
  ip netns exec $relay java -XX:+UseParallelGC -Xmx512m -jar "$program" $relay --config "$work/$relay.yaml" --setup 2>"$work/$relay.log" &
  pids+=($!)
done
for port in 5201 5202 5203; do inside server iperf3 -s -D -p $port; done
inside server java "$here/RoundTrips.java" serve 6001 6002 6003 &
until inside edge curl -fsS -m 2 http://127.0.0.1:9100/readyz >"$work/ready" 2>&1 &&
  inside server sh -c "ss -ltn | grep -q :6003"; do sleep 0.2; done

ticks() { cat /proc/{"${pids[0]}","${pids[1]}"}/stat | sed 's/.*) //' | awk '{ sum += $12 + $13 } END { print sum }'; }
ways=(plain stream raw)
cat /proc/loadavg >&2
printf '%-6s %10s %10s %10s %10s %8s %8s\n' way Mbps_down Mbps_up s/GB_down s/GB_up us_p50 us_p99
for _ in $(seq "$rounds"); do
  for i in 0 1 2; do
    row=()
    cpu=()
    for direction in -R ""; do
      before=$(ticks)
      mbps=$(inside client iperf3 -c 10.2.0.2 -p 520$((i + 1)) -O 3 -t 6 -f m $direction | awk '/receiver/ { print $7 }')
      # The three seconds before are in the CPU time, so they are reckoned at the same rate.
      cpu+=("$(awk -v t=$(($(ticks) - before)) -v m="$mbps" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.2f", t / hz / (m * 9 / 8e3) }')")
      row+=("$mbps")
    done
    trips=$(inside client java "$here/RoundTrips.java" measure 10.2.0.2 600$((i + 1)) 5000)
    printf '%-6s %10s %10s %10s %10s %8s %8s\n' "${ways[$i]}" "${row[@]}" "${cpu[@]}" $trips
  done
done
cat /proc/loadavg >&2
kill "${pids[@]}"
rm -rf "$work"
