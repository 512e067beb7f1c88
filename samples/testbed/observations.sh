# What resolvers say over time. All of them are watched at once, each in a process of its own that
# writes what it found, so that the time is spent once.
# shellcheck shell=bash

ttl=5          # seconds an answer may be cached
negative_ttl=3 # seconds the absence of a name may be

# What the resolver answers within the time that a client gives it: status and records.
ask() {
  dig +noall +comments +answer +time=5 +tries=1 "@${at[$1]}" "$2.$zone" "$3" 2>/dev/null || true
}

# The resolver gives that many records of the type.
gives() {
  local said
  said=$(ask "$@")
  [[ $said == *'status: NOERROR'* && $(grep -cP "\tIN\t$3\t" <<<"$said") == "$4" ]] ||
    found "${said//$'\n'/ }"
}

denies() {
  local said
  said=$(ask "$1" "$2" A)
  [[ $said == *'status: NXDOMAIN'* ]] || found "${said//$'\n'/ }"
}

# Runs the watch for each resolver, while the command after the two dashes runs, if there is one.
# The watch says in a line "good figure" or "bad reason".
watch_all() {
  local watch=$1 name watchers=()
  shift
  rm -f "$folder"/said.*
  for name in "${resolvers[@]}"; do
    "$watch" "$name" "$@" >"$folder/said.${name// /-}" 2>&1 &
    watchers+=($!)
  done
  wait "${watchers[@]}" || true
}

verdict() {
  local said
  said=$(tail -n 1 "$folder/said.${1// /-}")
  [[ $said == good* ]] || found "$said"
}

# One check for each resolver, with the figure that it was found to have.
verdicts() {
  local name figure
  for name in "${resolvers[@]}"; do
    figure=$(sed -n 's/^good //p' "$folder/said.${name// /-}")
    check "$name $1${figure:+: $figure}" verdict "$name"
  done
}

seconds_since() {
  local tenths=$((($(microseconds) - $1) / 100000))
  echo "$((tenths / 10)).$((tenths % 10))"
}

until_moment() {
  while (($(microseconds) < $1)); do sleep 0.02; done
}
