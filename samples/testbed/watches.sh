# Programs that are watched over time: all at once, each by a process of its own that ends with one
# line, "good" and a figure or else the trouble. So the time is spent once.
# shellcheck shell=bash

declare -a watched=() watchers=()

# Watches every one of them with the function given, in the background.
begin_watch() {
  local name
  rm -f "$folder"/said.* "$folder"/asked.* "$folder/meanwhile"
  watchers=()
  for name in "${watched[@]}"; do
    "$1" "$name" "${@:2}" >"$folder/said.${name// /-}" 2>&1 &
    watchers+=($!)
  done
}

# One check for each, with the figure that was found.
end_watch() {
  local name said
  wait "${watchers[@]}" || true
  for name in "${watched[@]}"; do
    said=$(tail -n 1 "$folder/said.${name// /-}")
    if [[ $said == good* ]]; then
      check "$name $1 (${said#good })" true
    else
      check "$name $1" found "$(paste -sd ' ' "$folder/said.${name// /-}")"
    fi
  done
}

# To be called by a watch when it has asked once, and by the script.
asked() {
  : >"$folder/asked.${1// /-}"
}

all_asked() {
  local name
  for name in "${watched[@]}"; do
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

# Of two times in microseconds.
seconds_between() {
  local tenths=$((($2 - $1 + 50000) / 100000))
  echo "$((tenths / 10)).$((tenths % 10)) s"
}
