# Processes in the background, by name, each with a log in the folder.
# shellcheck shell=bash

declare -A process=()

# Starts the command after the name.
start() {
  local name=$1
  shift
  "$@" >"$folder/$name.log" 2>&1 </dev/null &
  process[$name]=$!
  disown
}

ended() {
  ! kill -0 "${process[$1]}" 2>/dev/null
}

all_ended() {
  local name
  for name in "${!process[@]}"; do
    ended "$name" || return 1
  done
}

# Sends the signal and waits for the end, so many seconds.
stop() {
  local signal=$1 name=$2 seconds=$3
  kill "-$signal" "${process[$name]}" || return 1
  within "$seconds" ended "$name" || found "$name goes on after SIG$signal" || return 1
  unset "process[$name]"
}

# Ends what still runs, by force if it has to be.
stop_all() {
  local name
  for name in "${!process[@]}"; do
    kill "${process[$name]}" 2>/dev/null || true
  done
  within 12 all_ended || kill -KILL "${process[@]}" 2>/dev/null || true
}
