# How the samples of each language are run. A language without its tools is a failure.
# shellcheck shell=bash

declare -a languages=()
declare -A greeter=() client=()

# The clients are compiled once, as they are called often.
add_java() {
  local jdk java
  jdk=$(build/jdk) || {
    failure 'a JDK is missing'
    return
  }
  java=$(command -v java) || java=$jdk/bin/java
  languages+=(java)
  greeter[java]="$java samples/java/Greeter.java"
  client[java]="$java -cp $folder/java Client"
  check 'the Java samples compile without warnings' \
    "$jdk/bin/javac" --release 17 -Xlint:all -Werror -d "$folder/java" samples/java/*.java
}

# The python3 that Debian's packages serve may not come first in PATH.
add_python() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import dns.resolver' 2>/dev/null; then
      languages+=(python)
      greeter[python]="$python samples/python/greeter.py"
      client[python]="$python samples/python/client.py"
      return
    fi
  done
  failure 'python3 with dnspython is missing: install the package python3-dnspython'
}

add_node() {
  needs node nodejs || return 0
  languages+=(node)
  greeter[node]='node samples/node/greeter.mjs'
  client[node]='node samples/node/client.mjs'
}

add_go() {
  needs go golang || return 0
  languages+=(go)
  greeter[go]=$folder/go/greeter
  client[go]=$folder/go/client
  check 'the Go samples compile' compile_go
}

compile_go() {
  mkdir "$folder/go" && (cd samples/go && go vet ./... && go build -buildvcs=false -o "$folder/go" ./...)
}
