# Services with one instance each, and what DNS says of them.
# shellcheck shell=bash

start_greeter() {
  local service=$1 language=$2 node=$3 words
  read -ra words <<<"${greeter[$language]}"
  start "$service" env SERVICE="$service" LEASE_SECONDS="$lease" \
    ROLLCALL_URL="$(nodes_from "$node")" "${words[@]}"
}

# The greeter's first words: its instance and port.
instance() {
  sed -n '/ registered as /{s/ .*//p;q}' "$folder/$1.log"
}

port() {
  sed -n '/ registered as /{s/.* port //p;q}' "$folder/$1.log"
}

# The greeter was told that it is registered.
registered() {
  [[ -n $(instance "$1") ]]
}

# What the node answers for the service; nothing if it does not answer.
answer() {
  dig +noall +comments +answer +time=2 +tries=1 -p "${dns[$1]#*:}" @127.0.0.1 \
    "_$2._tcp.$zone" SRV 2>/dev/null || true
}

# The name stays known: it has no records, but it exists.
gone_from() {
  [[ $(answer "$1" "$2") == *'status: NOERROR'*'ANSWER: 0,'* ]]
}

# Every node gives the service.
given() {
  local node id said
  id=$(instance "$1")
  for node in "${!dns[@]}"; do
    said=$(answer "$node" "$1")
    [[ $said == *SRV*" $id.$1.$zone."* ]] ||
      found "node $node answers for $1:" "${said//$'\n'/ }" || return 1
  done
}

# No node gives the service.
gone() {
  local node
  for node in "${!dns[@]}"; do
    gone_from "$node" "$1" || return 1
  done
}

all_given() {
  local language
  for language in "${languages[@]}"; do
    given "greeter-$language" || return 1
  done
}

# All services are given all the time, for so many seconds.
stay() {
  local deadline=$((SECONDS + $1))
  while ((SECONDS < deadline)); do
    all_given || return 1
  done
}

# The client reaches the service whichever node it asks.
calls() {
  local language=$1 service=$2 node words said
  read -ra words <<<"${client[$language]}"
  for node in "${!dns[@]}"; do
    said=$(ROLLCALL_DNS=${dns[$node]} timeout 8 "${words[@]}" "_$service._tcp.$zone") || return 1
    [[ $said == "hello from $(instance "$service")" ]] || found "said: $said" || return 1
  done
}

# The tool (dig, kdig or drill) prints the service's SRV and A record as they should be.
shows() {
  local tool=$1 service=$2 shown
  shown=$("$tool" -p "${dns[1]#*:}" @127.0.0.1 "$service.$zone" SRV) || return 1
  grep -Eq "IN\s+SRV\s+0 1 $(port "$service") $(instance "$service")\.$service\.$zone\.$" \
    <<<"$shown" || found "$shown" || return 1
  shown=$("$tool" -p "${dns[1]#*:}" @127.0.0.1 "$service.$zone" A) || return 1
  grep -Eq "^$service\.$zone\.\s+5\s+IN\s+A\s+127\.0\.0\.1$" <<<"$shown" || found "$shown"
}

# Sends a request about the service's instance to the first node that runs.
request() {
  local method=$1 service=$2 what=${3:-} nodes=("${http[@]}")
  curl -fsS -m 2 -X "$method" \
    "http://${nodes[0]}/api/v1/services/$service/instances/$(instance "$service")$what"
}

# The service registers again once its heartbeat is answered with 404. That may come at once, so
# nothing is said of the time in between.
comes_back() {
  request DELETE "$1" && within "$lease" registered_again "$1" && within 1 given "$1"
}

registered_again() {
  (($(grep -c ' registered as ' "$folder/$1.log") > 1))
}

leaves_at_once() {
  stop TERM "$1" 4 && within 1 gone "$1"
}

# After a crash, no node gives up the service before its lease has ended, nor keeps it for more
# than a second after. A last heartbeat is sent here, so that its time is known.
ends_with_its_lease() {
  local service=$1 node before earliest latest
  local -A keeping=()
  for node in "${!dns[@]}"; do keeping[$node]=yes; done
  stop KILL "$service" 2 || return 1
  earliest=$(($(microseconds) + lease * 1000000))
  request PUT "$service" /heartbeat || return 1
  latest=$(($(microseconds) + (lease + 1) * 1000000))
  while ((${#keeping[@]} > 0)); do
    for node in "${!keeping[@]}"; do
      before=$(microseconds)
      if gone_from "$node" "$service"; then
        (($(microseconds) >= earliest)) || found "node $node gave it up early" || return 1
        unset "keeping[$node]"
      elif ((before > latest)); then
        found "node $node keeps it for too long" || return 1
      fi
    done
  done
}

# Registers an instance of a service in a locality, which is its id too, at that address.
place() {
  curl -fsS -m 2 -X PUT -o "$folder/place.log" -H 'Content-Type: application/json' \
    -d "{\"addresses\":[\"$3\"],\"port\":80,\"zone\":\"$2\",\"leaseSeconds\":300}" \
    "http://${http[1]}/api/v1/services/$1/instances/$2"
}

# A resolver that asks for that network is given those addresses, and told how far that holds.
asked_for() {
  local service=$1 network=$2 scope=$3 said addresses
  shift 3
  said=$(dig +noall +comments +answer +time=2 +tries=1 "+subnet=$network" -p "${dns[1]#*:}" \
    @127.0.0.1 "$service.$zone" A) || return 1
  addresses=$(awk '$4 == "A" {print $5}' <<<"$said" | sort | tr '\n' ' ')
  [[ $said == *"CLIENT-SUBNET: $network/$scope"* && $addresses == "$* " ]] ||
    found "for $network: ${said//$'\n'/ }"
}
