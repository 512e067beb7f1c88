# Nodes of Rollcall, by number. They take free ports and say in their log which.
# shellcheck shell=bash

declare -a dns=() http=() member=()

start_node() {
  local joining=()
  if [[ -n ${member[1]:-} ]]; then joining=(--join "${member[1]}"); fi
  start "node$1" ./rollcall start --dns-port 0 --http-port 0 --cluster-port 0 \
    --localities near=10.1.0.0/16,far=10.2.0.0/16 --trusted-resolvers 127.0.0.1 \
    --data-dir "$folder/node$1" "${joining[@]}"
}

# What follows the words in the line that the node logs when it is ready.
address_after() {
  sed -n "s/.* serving .* $2 \\([0-9.]*:[0-9]*\\)[ ,].*/\\1/p" "$folder/node$1.log"
}

ready() {
  local address
  address=$(address_after "$1" 'HTTP at')
  [[ -n $address ]] && curl -fsS -m 2 -o "$folder/readyz" "http://$address/readyz"
}

# Waits until the node is ready, 25 s unless told otherwise, and notes where it is.
becomes_ready() {
  within "${2:-25}" ready "$1" || return 1
  dns[$1]=$(address_after "$1" 'DNS at')
  http[$1]=$(address_after "$1" 'HTTP at')
  member[$1]=$(address_after "$1" member)
}

# Each node that runs sees so many members.
see_members() {
  local node seen
  for node in "${!http[@]}"; do
    seen=$(curl -fsS -m 2 "http://${http[$node]}/api/v1/cluster" | grep -o '"local"' | wc -l)
    ((seen == $1)) || return 1
  done
}

# A list of all nodes that begins with the one given.
nodes_from() {
  local step urls=()
  for step in 0 1 2; do
    urls+=("http://${http[($1 + step - 1) % 3 + 1]}")
  done
  (IFS=, && echo "${urls[*]}")
}

crash_node() {
  stop KILL "node$1" 2 || return 1
  unset "dns[$1]" "http[$1]" "member[$1]"
}
