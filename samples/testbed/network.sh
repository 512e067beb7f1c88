# A network of its own, so that ports, addresses and resolv.conf are private and nothing leaves it.
# In it, three nodes have the addresses that stand in the sample configurations.
# shellcheck shell=bash

nodes=(10.0.0.5 10.0.0.6 10.0.0.7)

# Debian keeps servers where only root's PATH leads.
PATH=$PATH:/usr/sbin:/sbin

needs_root() {
  (($(id -u) == 0)) || {
    echo "$0 needs root, for a network of its own" >&2
    exit 1
  }
}

# Starts the script anew in a network of its own, which goes when its last process ends. What has to
# be built is built before, as that may need the network outside.
enter_network() {
  ./rollcall --version >/dev/null || exit
  exec unshare --net --mount "$0" inside
}

# A link as a machine has one: systemd-resolved asks nobody where there is only loopback.
lay_network() {
  local address
  ip link set lo up &&
    ip link add samples type veth peer name outside &&
    ip link set outside up &&
    ip link set samples up || return 1
  for address in 10.0.0.2 "${nodes[@]}" "${addresses[@]}"; do
    ip address add "$address/24" dev samples || return 1
  done
}

# Node 1, 2 or 3, at its address and the usual ports.
start_node_there() {
  local address=${nodes[$1 - 1]}
  local every=("${nodes[@]/%/:8055}")
  start "node$1" ./rollcall start --bind "$address" --dns-port 53 --data-dir "$folder/node$1" \
    --join "$(IFS=, && echo "${every[*]}")"
}

# They look for one another while all of them start.
three_nodes() {
  local node
  for node in 1 2 3; do start_node_there "$node"; done
  for node in 1 2 3; do becomes_ready "$node" 50 || return 1; done
  within 30 see_members 3
}

# Sends a request about an instance to the first node that runs.
instance_request() {
  local method=$1 service=$2 id=$3 running=("${http[@]}")
  shift 3
  curl -fsS -m 3 -o /dev/null -X "$method" -H 'Content-Type: application/json' "$@" \
    "http://${running[0]}/api/v1/services/$service/instances/$id"
}

# Registers an instance at the addresses, for so many seconds.
register() {
  local service=$1 id=$2 seconds=$3
  shift 3
  local list
  list=$(printf ',"%s"' "$@")
  instance_request PUT "$service" "$id" \
    -d "{\"addresses\":[${list#,}],\"port\":8080,\"leaseSeconds\":$seconds}"
}

deregister() {
  instance_request DELETE "$1" "$2"
}
