# The frame of a check script: a folder that goes at the end, with all that was started.
# shellcheck shell=bash

. samples/testbed/checks.sh
. samples/testbed/processes.sh

zone=service.internal
folder=$(mktemp -d)

# Settings of the caller's own nodes.
for variable in "${!ROLLCALL_@}"; do
  [[ $variable == ROLLCALL_JAVA* ]] || unset "$variable"
done

finish() {
  trap - EXIT
  stop_all
  summary && status=0 || status=1
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'failure "interrupted"; exit' INT TERM HUP
