#!/usr/bin/env bash
# One would expect: a Redis whose volume has a snapshot, restarted with `appendonly yes`, loads the snapshot and appends from there.
# What happens: it starts empty. With the append-only file on, that file alone is loaded; since there is none, an empty one
#   is made, without a warning, beside the snapshot that has the data. The next snapshot overwrites it.
# Why it matters: the setting is changed in a ConfigMap or a chart's values, and the StatefulSet restarts its pods. A replica
#   comes back empty and copies the primary; the primary comes back empty, and all replicas copy that. CONFIG SET appendonly yes
#   on the running server, before the restart, is the safe way.
# Source: the chapter on switching from RDB to AOF in Redis' documentation on persistence.
. "$(dirname "$0")/redis.bash"
. "$(dirname "$0")/common.bash"

port=${REDIS_PORT:-29379}
redis_install
redis() {
  ./redis-cli -p "$port" "$@"
}

redis_start "$port" --dir "$work" --logfile redis.log --appendonly no
redis set key value >/dev/null
redis save >/dev/null
redis shutdown nosave
redis_start "$port" --dir "$work" --logfile redis.log --appendonly no
without=$(redis dbsize)
redis shutdown nosave
redis_start "$port" --dir "$work" --logfile redis.log --appendonly yes
with=$(redis dbsize)
redis shutdown nosave
warnings=$(grep -ciE 'dump\.rdb|warning: *(rdb|snapshot)' redis.log || true)
seen 'Redis 7.0.15, keys after a restart with the snapshot' 1 "$without"
seen 'keys after a restart with appendonly yes' 0 "$with"
seen 'lines of the log that name the snapshot left aside' 0 "$warnings"
conclude
