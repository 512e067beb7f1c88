# Checks: one line each, and a summary.
# shellcheck shell=bash

passed=0
failed=0

# Checks that the command after the description succeeds. What it says on standard error explains
# a failure.
check() {
  local description=$1
  shift
  if ((SECONDS > latest_start)); then
    failure "$description: no time left"
    exit 1
  fi
  if "$@" 2>"$folder/findings"; then
    echo "ok    $description"
    passed=$((passed + 1))
    return
  fi
  failure "$description"
  tail -n 5 "$folder/findings" | sed 's/^/      /'
}

failure() {
  echo "FAIL  $1"
  failed=$((failed + 1))
}

# Fails where the program of that package is not installed.
needs() {
  command -v "$1" >/dev/null || {
    failure "$1 is missing: install the package $2"
    return 1
  }
}

# Says what was found instead of what should be.
found() {
  echo "$*" >&2
  return 1
}

microseconds() {
  echo "${EPOCHREALTIME//[^0-9]/}"
}

# Tries the command until it succeeds, for so many seconds.
within() {
  local deadline=$(($(microseconds) + $1 * 1000000))
  shift
  until "$@"; do
    (($(microseconds) < deadline)) || return 1
    sleep 0.1
  done
}

# Shows the logs if something failed. The last word of the script.
summary() {
  local log
  if ((failed > 0)); then
    for log in "$folder"/*.log; do
      echo "--- ${log##*/}"
      tail -n 20 "$log"
    done
  fi
  echo "$passed passed, $failed failed"
  ((failed == 0 && passed > 0))
}
