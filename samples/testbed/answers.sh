# What resolvers answer, and for how long.
# shellcheck shell=bash

ttl=5          # seconds that an answer may be cached for
negative_ttl=3 # seconds that the absence of a name may be

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

# Seconds from the last heartbeat on: the lease, which ends up to a second late, and the TTL, to which
# Unbound's clock of whole seconds adds up to one more.
kept_at_most() {
  if [[ $1 == Unbound* ]]; then echo $((lease + ttl + 2)); else echo $((lease + ttl + 1)); fi
}

# Services of one instance each are first asked for one after the other while their leases end, so
# that one of them is cached in the last moment. The times are those before and after they
# registered, in microseconds. The figure is when an instance was last given.
leaves_with_lease() {
  local name=$1 service=$2 begun=$3 latest=$(($4 + $(kept_at_most "$name") * 1000000))
  local ends=$((begun + lease * 1000000)) number given=$3
  local -A keeping=()
  for number in {1..11}; do
    while (($(microseconds) < ends + (number - 4) * 150000)); do sleep 0.02; done
    keeping[$number]=yes
    still_given "$name" "$service-$number" "$latest" || unset "keeping[$number]"
    ((${#keeping[@]} == number || $(microseconds) >= ends)) || found 'given up early' || return
  done
  while ((${#keeping[@]} > 0)); do
    for number in "${!keeping[@]}"; do
      still_given "$name" "$service-$number" "$latest" || unset "keeping[$number]"
    done
  done
  echo "good last given after $(seconds_between "$begun" "$given")"
}

# Ends the watch if the service is given for too long, or there is no answer.
still_given() {
  local before said
  before=$(microseconds)
  said=$(ask "$1" "$2" SRV)
  case $said in
    *'status: NOERROR'*'ANSWER: 0,'*) return 1 ;;
    *'status: NOERROR'*'ANSWER: 1,'*) ((before <= $3)) || found "still given: $said" || exit ;;
    *) found "answered: $said" || exit ;;
  esac
  given=$before
}

# The resolver is asked for what is not there yet, and remembers so. The clocks of resolvers count
# whole seconds, so they may forget a second early. The figure is when it last denied the service.
finds_what_came() {
  local name=$1 service=$2 status=$3 begun answered before denied said
  begun=$(microseconds)
  said=$(ask "$name" "$service" A)
  [[ $said == *"status: $status"*'ANSWER: 0,'* ]] || found "said at first: $said" || return
  answered=$(microseconds)
  denied=$answered
  asked "$name"
  within 3 meanwhile_done || found 'nothing came' || return
  while before=$(microseconds) && said=$(ask "$name" "$service" A) &&
    [[ $said != *'status: NOERROR'*'ANSWER: 1,'* ]]; do
    ((before <= answered + (negative_ttl + 1) * 1000000)) || found "still says: $said" || return
    denied=$before
    sleep 0.1
  done
  (($(microseconds) >= begun + (negative_ttl - 1) * 1000000)) ||
    found "found after $(seconds_between "$begun" "$(microseconds)")" || return
  echo "good last denied after $(seconds_between "$answered" "$denied")"
}

# Asks for one service after the other, none of which is cached by then, until the script is done.
# A resolver may be named that passes on the SERVFAIL of a node that starts.
answers_all() {
  local name=$1 count=0 failures=0 slowest=0 begun took said
  while ! meanwhile_done && ((count < 2000)); do
    count=$((count + 1))
    begun=$(microseconds)
    said=$(ask "$name" "fresh-$((count % fresh + 1))" SRV)
    took=$(($(microseconds) - begun))
    ((took <= slowest)) || slowest=$took
    asked "$name"
    if [[ $name == "${2:-}" && $said == *'status: SERVFAIL'* ]]; then
      failures=$((failures + 1))
    elif [[ $said != *'status: NOERROR'*'ANSWER: 1,'* ]]; then
      found "answer $count, after $((took / 1000)) ms: $said" || return
    fi
  done
  ((count > 10)) || found "asked only $count times" || return
  echo "good $((count - failures)) of $count, the slowest after $((slowest / 1000)) ms"
}

# How often each of the service's addresses comes first.
passes_in_order() {
  local turn shares
  shares=$(for turn in {1..24}; do
    ask "$1" "$2" A | sed -n '/\sIN\sA\s/{s/.*\s//p;q}'
  done | sort | uniq -c | sed 's/^ *//;s/ /x /' | paste -sd , -)
  # The recursor keeps whole answers, and so their order, while they may be cached.
  [[ $shares == *,* || $1 == PowerDNS* ]] || found "$shares" || return
  echo "good ${shares//,/, }"
}
