# Sourced, in namespaces of one's own: client -- edge ==carriers== cloud -- server, of plain veth.

mount -t tmpfs tmpfs /run
mkdir /run/netns
inside() { local namespace=$1; shift; ip netns exec "$namespace" "$@"; }
join() { # namespace address peer address
  ip link add eth0 netns "$1" type veth peer name lan netns "$3"
  ip -n "$1" addr add "$2/24" dev eth0; ip -n "$3" addr add "$4/24" dev lan
  ip -n "$1" link set eth0 up; ip -n "$3" link set lan up
  ip -n "$1" route add default via "$4"
}
make_network() { # number of carriers
  local name relay k
  for name in client edge cloud server; do ip netns add $name; ip -n $name link set lo up; done
  join client 10.1.0.2 edge 10.1.0.1
  join server 10.2.0.2 cloud 10.2.0.1
  for k in $(seq "$1"); do
    ip link add wan$k netns edge type veth peer name wan$k netns cloud
    ip -n edge addr add 10.11.$k.1/24 dev wan$k; ip -n cloud addr add 10.11.$k.2/24 dev wan$k
    ip -n edge link set wan$k up; ip -n cloud link set wan$k up
  done
  for relay in edge cloud; do inside $relay sysctl -qw net.ipv4.ip_forward=1; done
  ip -n edge route add 10.2.0.0/24 via 10.11.1.2
  ip -n cloud route add 10.1.0.0/24 via 10.11.1.1
}
