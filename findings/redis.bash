# Shared by the scripts that need a running Redis: Debian's packages, unpacked and not installed.
# Read before common.bash, which changes the directory.
# shellcheck shell=bash

# usage: redis_install
# Afterwards ./redis-server is the server and ./redis-cli the client.
redis_install() {
  local package
  apt-get -qq download redis-tools=5:7.0.15-1~deb12u10 libjemalloc2=5.3.0-1 liblzf1=3.6-3 liblua5.1-0=5.1.5-9 \
    lua-bitop=1.0.2-7 lua-cjson=2.1.0+dfsg-2.2 2>apt.log || { cat apt.log >&2 && return 1; }
  for package in *.deb; do dpkg-deb -x "$package" root; done
  export LD_LIBRARY_PATH=$PWD/root/usr/lib/x86_64-linux-gnu
  # the server is this file; the package redis-server has no more than a link to it
  ln -s root/usr/bin/redis-check-rdb redis-server
  ln -s root/usr/bin/redis-cli redis-cli
}

# usage: redis_start PORT ARGUMENT...
# Starts a server in the background and returns once it answers.
redis_start() {
  local port=$1 answer
  shift
  ./redis-server "$@" --port "$port" --daemonize yes >/dev/null
  for _ in {1..50}; do
    # no answer yet is no failure
    answer=$(./redis-cli -p "$port" ping 2>&1) || true
    [ "$answer" = PONG ] && return
    sleep 0.2
  done
  return 1
}
