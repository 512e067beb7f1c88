# Resolvers, each at an address of its own with its sample configuration. The files that are made
# here say only where to listen and to leave the machine's own configuration alone.
# shellcheck shell=bash

declare -A at=()
samples=$PWD/samples/resolvers

# Notes where the resolver of that name listens, and starts it.
start_resolver() {
  local name=$1 address=$2
  shift 2
  watched+=("$name")
  at[$name]=$address
  start "${name// /-}" "$@"
}

# The zone above Rollcall's, which delegates to its nodes.
start_parent() {
  needs nsd nsd || return 0
  cat >"$folder/nsd.conf" <<END
server:
  ip-address: 10.0.0.2
  username: ""
  zonesdir: "$samples"
  pidfile: ""
  database: ""
  xfrdfile: ""
  zonelistfile: "$folder/nsd.list"
remote-control:
  control-enable: no
zone:
  name: internal
  zonefile: internal.zone
END
  start parent nsd -d -c "$folder/nsd.conf"
}

start_unbound() {
  needs unbound unbound || return 0
  unbound_at 10.0.0.11 "include: $samples/unbound.conf"
  start_resolver Unbound 10.0.0.11 unbound -d -p -c "$folder/10.0.0.11.conf"
  unbound_at 10.0.0.12 '  local-zone: "internal." nodefault' '  domain-insecure: "internal"' \
    stub-zone: '  name: "internal"' '  stub-addr: 10.0.0.2'
  start_resolver 'Unbound by delegation' 10.0.0.12 unbound -d -p -c "$folder/10.0.0.12.conf"
}

# Strict: it takes a name in between that is denied for the end, and does not ask for more labels.
unbound_at() {
  local address=$1
  shift
  cat >"$folder/$address.conf" <<END
remote-control:
  control-enable: no
server:
  interface: $address
  access-control: 10.0.0.0/24 allow
  qname-minimisation-strict: yes
  username: ""
  chroot: ""
  directory: "$folder"
  use-syslog: no
$(printf '%s\n' "$@")
END
}

start_bind() {
  needs named bind9 || return 0
  bind_at 10.0.0.13 "include \"$samples/named.conf\";"
  start_resolver BIND 10.0.0.13 named -g -c "$folder/10.0.0.13.conf"
  bind_at 10.0.0.14 'zone "internal" { type static-stub; server-addresses { 10.0.0.2; }; };'
  start_resolver 'BIND by delegation' 10.0.0.14 named -g -c "$folder/10.0.0.14.conf"
}

bind_at() {
  mkdir "$folder/$1" # for its keys
  cat >"$folder/$1.conf" <<END
options {
  directory "$folder/$1";
  pid-file none;
  session-keyfile none;
  listen-on { $1; };
  listen-on-v6 { none; };
  validate-except { "internal"; };
  qname-minimization strict;
};
controls { };
$2
END
}

start_powerdns() {
  needs pdns_recursor pdns-recursor || return 0
  recursor_at 10.0.0.15 "$(<"$samples/recursor.conf")" "$(<"$samples/recursor.lua")"
  start_resolver PowerDNS 10.0.0.15 pdns_recursor "--config-dir=$folder/10.0.0.15"
  recursor_at 10.0.0.16 'forward-zones=internal=10.0.0.2' 'addNTA("internal")' 'dont-query='
  start_resolver 'PowerDNS by delegation' 10.0.0.16 pdns_recursor "--config-dir=$folder/10.0.0.16"
}

# The forwarding, the Lua configuration, and further settings.
recursor_at() {
  mkdir "$folder/$1"
  echo "$3" >"$folder/$1/recursor.lua"
  cat >"$folder/$1/recursor.conf" <<END
$2
lua-config-file=$folder/$1/recursor.lua
local-address=$1
socket-dir=$folder/$1
write-pid=no
security-poll-suffix=
${4:-}
END
}

start_dnsmasq() {
  needs dnsmasq dnsmasq-base || return 0
  start_resolver dnsmasq 10.0.0.17 dnsmasq --keep-in-foreground --log-facility=- \
    --conf-file="$samples/dnsmasq.conf" --listen-address=10.0.0.17 --bind-interfaces \
    --no-resolv --no-hosts --user=root --pid-file=
}

# Unpacks systemd-resolved without installing it: as a machine's resolver it would stay.
fetch_resolved() {
  local unpacked=target/systemd-resolved package
  [[ -x $unpacked/lib/systemd/systemd-resolved ]] && return
  rm -rf "$unpacked" && mkdir -p "$unpacked" && (
    cd "$unpacked" && apt-get -q download systemd-resolved libsystemd-shared &&
      for package in *.deb; do dpkg -x "$package" . || exit; done
  ) >"$unpacked.log" 2>&1
}

# It has its place in /run, and a user of its own.
start_resolved() {
  local unpacked=$PWD/target/systemd-resolved libraries
  if [[ ! -x $unpacked/lib/systemd/systemd-resolved ]]; then
    echo '      systemd-resolved is left out: apt-get download did not bring it'
    return
  fi
  libraries=("$unpacked"/usr/lib/*/systemd)
  mount -t tmpfs none /run &&
    has_user systemd-resolve passwd 'systemd-resolve:x:990:990::/:/usr/sbin/nologin' &&
    has_user systemd-resolve group 'systemd-resolve:x:990:' &&
    install -D -m 644 "$samples/resolved.conf" /run/systemd/resolved.conf.d/rollcall.conf &&
    install -d -o systemd-resolve -g systemd-resolve /run/systemd/resolve || return
  start_resolver systemd-resolved 127.0.0.53 \
    env LD_LIBRARY_PATH="${libraries[0]}" "$unpacked/lib/systemd/systemd-resolved"
}

has_user() {
  grep -q "^$1:" "/etc/$2" && return
  { cat "/etc/$2" && echo "$3"; } >"$folder/$2" && mount --bind "$folder/$2" "/etc/$2"
}
