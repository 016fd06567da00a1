#!/usr/bin/env bash
# One would expect: a Redis whose volume has a snapshot, restarted with `appendonly yes`, loads the snapshot and appends from there.
# What happens: it starts empty. With the append-only file on, that file alone is loaded; since there is none, an empty one
#   is made, without a warning, beside the snapshot that has the data. The next snapshot overwrites it.
# Why it matters: the setting is changed in a ConfigMap or a chart's values, and the StatefulSet restarts its pods. A replica
#   comes back empty and copies the primary; the primary comes back empty, and all replicas copy that. CONFIG SET appendonly yes
#   on the running server, before the restart, is the safe way.
# Source: the chapter on switching from RDB to AOF in Redis' documentation on persistence.
. "$(dirname "$0")/common.bash"

port=${REDIS_PORT:-29379}
# shellcheck disable=SC2015
apt-get -qq download redis-tools=5:7.0.15-1~deb12u10 libjemalloc2=5.3.0-1 liblzf1=3.6-3 liblua5.1-0=5.1.5-9 \
  lua-bitop=1.0.2-7 lua-cjson=2.1.0+dfsg-2.2 2>apt.log || { cat apt.log >&2 && exit 1; }
for package in *.deb; do dpkg-deb -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu
# the server is the file of this name; the package redis-server has no more than a link to it
ln -s root/usr/bin/redis-check-rdb redis-server
redis() {
  root/usr/bin/redis-cli -p "$port" "$@"
}

# usage: server OPTION...
# Starts a server on the same folder and returns once it answers.
server() {
  local answer
  ./redis-server --port "$port" --dir "$work" --daemonize yes --logfile redis.log "$@" >/dev/null
  for _ in {1..50}; do
    # shellcheck disable=SC2310 # no answer yet is no failure
    answer=$(redis ping 2>&1) || true
    [ "$answer" = PONG ] && return
    sleep 0.2
  done
  return 1
}

server --appendonly no
redis set key value >/dev/null
redis save >/dev/null
redis shutdown nosave
server --appendonly no
without=$(redis dbsize)
redis shutdown nosave
server --appendonly yes
with=$(redis dbsize)
redis shutdown nosave
warnings=$(grep -ciE 'dump\.rdb|warning: *(rdb|snapshot)' redis.log || true)
seen 'Redis 7.0.15, keys after a restart with the snapshot' 1 "$without"
seen 'keys after a restart with appendonly yes' 0 "$with"
seen 'lines of the log that name the snapshot left aside' 0 "$warnings"
conclude
