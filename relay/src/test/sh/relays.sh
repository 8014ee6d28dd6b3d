# Sourced by scripts that try the relay pair, whose first argument is its JAR: the network, a folder for their files, and functions
# that start, stop and watch the two relays. Run such a script as root as
#   unshare -nmp --mount-proc --kill-child -f relay/src/test/sh/NAME.sh relay/target/wayside-relay.jar

program=$(realpath "$1")
work=$(mktemp -d)
export LC_ALL=C
. "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/network.sh"

fail() { echo "FAILED: $*" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }
until_true() { for _ in $(seq 150); do if "$@" >"$work/until" 2>&1; then return; fi; sleep 0.2; done; fail "waited for: $*"; }

head -c 48 /dev/urandom | base64 >"$work/key"
relay() { # edge or cloud, which is also its namespace and its configuration
  ip netns exec "$1" java -Xmx512m -jar "$program" "$1" --config "$work/$1.yaml" --setup --drain 1 2>>"$work/$1.log" &
}
carried() { # true if the pair carries connections, over this number of paths
  inside edge curl -fsS -m 2 http://127.0.0.1:9100/readyz && [ "$(inside edge curl -s http://127.0.0.1:9100/metrics | grep -c 'path_up.*lane="main"')" = "$1" ]
}
stop() {
  kill $edge $cloud
  wait $edge $cloud || true
  [ -z "$(inside edge nft list ruleset)$(inside cloud nft list ruleset)" ] || fail "rules are left behind"
  ! ip -n edge link | grep -q wayside || fail "an interface is left behind"
}

# Configurations of a pair that takes all TCP by stream, and has two carriers.
over_two_carriers() {
  cat >"$work/edge.yaml" <<X
intercept: {device: lan, rules: [{by: stream}]}
uplinks:
  - {device: wan1, carrier: cmcc, cloud: ["10.11.1.2:7000"]}
  - {device: wan2, carrier: cucc, cloud: ["10.11.2.2:7000"]}
authentication: {keyFile: $work/key}
status: 127.0.0.1:9100
X
  cat >"$work/cloud.yaml" <<X
listen: ["0.0.0.0:7000"]
device: lan
authentication: {keyFile: $work/key}
status: 127.0.0.1:9101
X
}
shape() { # carriers, Mbit/s of each, both ways
  local k relay
  for k in $(seq "$1"); do for relay in edge cloud; do
    tc -n $relay qdisc add dev wan$k root tbf rate "$2"mbit burst 32kb limit 256kb
  done; done
}

# A web server at the server, in clear and over TLS, that takes uploads too.
web() {
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
}
get() { inside client curl -fsS -m 60 "$@"; }
