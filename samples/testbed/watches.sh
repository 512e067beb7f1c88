# What resolvers say over time. All are watched at once, each by a process of its own that ends
# with one line, "good" and a figure or else the trouble; so the time is spent once.
# shellcheck shell=bash

ttl=5          # seconds that an answer may be cached for
negative_ttl=3 # seconds that the absence of a name may be
declare -a watchers=()

# What the resolver answers while a client waits: status and records.
ask() {
  dig +noall +comments +answer +time=5 +tries=1 "@${at[$1]}" "$2.$zone" "$3" 2>/dev/null || true
}

# The resolver gives so many records of the type.
gives() {
  local said
  said=$(ask "$@")
  [[ $said == *'status: NOERROR'* && $(grep -c "\sIN\s$3\s" <<<"$said") == "$4" ]] ||
    found "${said//$'\n'/ }"
}

denies() {
  local said
  said=$(ask "$1" "$2" A)
  [[ $said == *'status: NXDOMAIN'* ]] || found "${said//$'\n'/ }"
}

# Watches every resolver with the function given, in the background.
begin_watch() {
  local name
  rm -f "$folder"/said.* "$folder"/asked.* "$folder/meanwhile"
  watchers=()
  for name in "${resolvers[@]}"; do
    "$1" "$name" "${@:2}" >"$folder/said.${name// /-}" 2>&1 &
    watchers+=($!)
  done
}

# One check for each resolver, with the figure that was found.
end_watch() {
  local name said
  wait "${watchers[@]}" || true
  for name in "${resolvers[@]}"; do
    said=$(tail -n 1 "$folder/said.${name// /-}")
    if [[ $said == good* ]]; then
      check "$name $1: ${said#good }" true
    else
      check "$name $1" found "${said:-the watch ended early}"
    fi
  done
}

# To be called by a watch and by the script: all resolvers have been asked once.
asked() {
  : >"$folder/asked.${1// /-}"
}

all_asked() {
  local name
  for name in "${resolvers[@]}"; do
    [[ -e $folder/asked.${name// /-} ]] || return 1
  done
}

# To be called by the script when it has done what a watch waits for.
meanwhile() {
  : >"$folder/meanwhile"
}

meanwhile_done() {
  [[ -e $folder/meanwhile ]]
}

seconds_since() {
  local tenths=$((($(microseconds) - $1) / 100000))
  echo "$((tenths / 10)).$((tenths % 10)) s"
}

# The resolver is first asked shortly before the lease ends, so that it would keep the instance for
# long after. The times are those before and after the registration, in microseconds.
leaves_with_lease() {
  local name=$1 service=$2 instance=$3 begun=$4 latest=$(($5 + (lease + ttl + 1) * 1000000))
  local ends=$((begun + lease * 1000000)) before said
  while (($(microseconds) < ends - 300000)); do sleep 0.02; done
  said=$(ask "$name" "$service" SRV)
  [[ $said == *" $instance.$service"* ]] || found "not given before its lease ends: $said" || return
  while [[ $said == *" $instance.$service"* ]]; do
    before=$(microseconds)
    ((before <= latest)) || found "kept for $(seconds_since "$begun")" || return
    sleep 0.1
    said=$(ask "$name" "$service" SRV)
  done
  [[ $said == *'status: NOERROR'*SRV* ]] || found "without an answer: $said" || return
  (($(microseconds) >= ends)) || found "given up after $(seconds_since "$begun")" || return
  echo "good $(seconds_since "$begun")"
}

# The resolver is asked for what is not there yet, and remembers so. The clocks of resolvers count
# whole seconds, so they may forget a second early.
finds_what_came() {
  local name=$1 service=$2 status=$3 begun before said
  begun=$(microseconds)
  said=$(ask "$name" "$service" A)
  [[ $said == *"status: $status"*'ANSWER: 0,'* ]] || found "said at first: $said" || return
  asked "$name"
  within 3 meanwhile_done || found 'nothing came' || return
  until [[ $said == *'status: NOERROR'*'ANSWER: 1,'* ]]; do
    before=$(microseconds)
    ((before <= begun + (negative_ttl + 1) * 1000000)) || found "still says: $said" || return
    sleep 0.1
    said=$(ask "$name" "$service" A)
  done
  (($(microseconds) >= begun + (negative_ttl - 1) * 1000000)) ||
    found "found after $(seconds_since "$begun")" || return
  echo "good $(seconds_since "$begun")"
}

# Asks for one service after the other, none of which is cached by then, until the script is done.
answers_all() {
  local name=$1 count=0 slowest=0 begun took said
  while ! meanwhile_done && ((count < 2000)); do
    begun=$(microseconds)
    said=$(ask "$name" "fresh-$((count % fresh + 1))" SRV)
    took=$(($(microseconds) - begun))
    ((took <= slowest)) || slowest=$took
    [[ $said == *'status: NOERROR'*'ANSWER: 1,'* ]] ||
      found "answer $count, after $((took / 1000)) ms: $said" || return
    count=$((count + 1))
    asked "$name"
    sleep 0.05
  done
  echo "good $count answers, the slowest after $((slowest / 1000)) ms"
}

# How often each of the service's addresses comes first.
rotates() {
  local name=$1 service=$2 turn shares
  shares=$(for turn in {1..24}; do
    ask "$name" "$service" A | sed -n '/\sIN\sA\s/{s/.*\s//p;q}'
  done | sort | uniq -c | sed 's/^ *//' | paste -sd , -)
  echo "good ${shares//,/, }"
}
