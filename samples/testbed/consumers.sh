# Programs that look services up by themselves, each with its sample configuration, and the
# instances that they find.
# shellcheck shell=bash

samples=$PWD/samples/consumers
mkdir -p "$folder/alive"

# An instance is a web server that says its address. Its heartbeats are sent while its file is there.
start_instance() {
  local address=10.0.0.$1
  mkdir "$folder/$address" &&
    echo "$address" >"$folder/$address/index.html" &&
    echo 'greetings_total 1' >"$folder/$address/metrics" || return
  start "instance$1" /usr/bin/python3 -m http.server --bind "$address" \
    --directory "$folder/$address" 8080
  within 5 serves "$address:8080" && register web "at-$1" "$lease" "$address" && : >"$folder/alive/at-$1"
}

serves() {
  curl -fsS -m 2 -o "$folder/served" "http://$1/" 2>"$folder/refused"
}

crash_instance() {
  rm "$folder/alive/at-$1" && stop KILL "instance$1" 2
}

# It goes on serving, so that only a program that follows DNS gives it up.
withdraw_instance() {
  rm "$folder/alive/at-$1" && deregister web "at-$1"
}

# In the background, from now on, to whichever node takes them.
send_heartbeats() {
  local file node
  while sleep 0.7; do
    for file in "$folder"/alive/*; do
      for node in "${nodes[@]}"; do
        ! curl -fsS -m 1 -X PUT \
          "http://$node:8054/api/v1/services/web/instances/${file##*/}/heartbeat" || break
      done
    done
  done
}

declare -A finds=()

# Notes how to see which instances the program finds, and starts it if it is one that runs.
add_consumer() {
  local name=$1
  finds[$name]=$2
  shift 2
  watched+=("$name")
  if (($# > 0)); then start "${name// /-}" "$@"; fi
}

add_haproxy() {
  needs haproxy haproxy || return 0
  add_consumer HAProxy 'many_requests 8080' haproxy -db -f "$samples/haproxy.cfg"
}

add_caddy() {
  needs caddy caddy || return 0
  add_consumer Caddy 'many_requests 8081' env HOME="$folder" \
    caddy run --adapter caddyfile --config "$samples/Caddyfile"
}

add_nginx() {
  needs nginx nginx || return 0
  add_consumer nginx 'many_requests 8082' nginx -e stderr -p "$folder" -c "$samples/nginx.conf" \
    -g "daemon off; pid $folder/nginx.pid; user root;"
}

add_prometheus() {
  needs prometheus prometheus || return 0
  add_consumer Prometheus targets prometheus --config.file="$samples/prometheus.yml" \
    --storage.tsdb.path="$folder/prometheus" --web.listen-address=127.0.0.1:9090
}

# By /etc/resolv.conf, as all programs that know nothing of DNS.
add_glibc() {
  needs getent libc-bin || return 0
  add_consumer glibc 'timeout 10 getent ahosts web.service.internal'
}

add_musl() {
  needs musl-gcc musl-tools || return 0
  check 'the C sample compiles with musl' \
    musl-gcc -static -Wall -Werror -o "$folder/addresses" "$samples/addresses.c"
  add_consumer musl "timeout 10 $folder/addresses web.service.internal"
}

# As many as it takes to meet all instances.
many_requests() {
  local request
  for request in {1..16}; do curl -fsS -m 12 "http://127.0.0.1:$1/" || return; done
}

targets() {
  curl -fsS -m 2 'http://127.0.0.1:9090/api/v1/targets?state=active' |
    grep -o '"__address__":"at-[0-9]*\.' | sed 's/.*at-/10.0.0./; s/\.$//'
}

# The program finds these instances and no others.
finds_only() {
  local name=$1 words said
  shift
  read -ra words <<<"${finds[$name]}"
  said=$("${words[@]}" | sed 's/ .*//' | sort -u | sed 's/^10\.0\.0\.//' | paste -sd ' ' -) || return
  [[ $said == "$*" ]] || found "finds ${said:-nothing}, not $*"
}

# It comes to find these within so many seconds.
comes_to_find() {
  local name=$1 begun=$2 seconds=$3
  shift 3
  within "$seconds" finds_only "$name" "$@" || return
  echo "good $(seconds_between "$begun" "$(microseconds)")"
}

# Until the script is done, every time.
keeps_finding() {
  local name=$1 count=0 slowest=0 begun took
  shift
  while ! meanwhile_done; do
    begun=$(microseconds)
    finds_only "$name" "$@" || return
    took=$(($(microseconds) - begun))
    ((took <= slowest)) || slowest=$took
    count=$((count + 1))
    asked "$name"
    sleep 0.1
  done
  echo "good $count times, at most $((slowest / 1000)) ms"
}
