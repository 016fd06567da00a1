#!/usr/bin/env bash
# One would expect: a replica that announces a DNS name (replica-announce-ip db-1.db) is known to Sentinel by the name or by the address
#   behind it, or Sentinel reports the primary as not well guarded.
# What happens: unless `sentinel resolve-hostnames yes` is set, Sentinel drops the replica. It shows the primary as status=ok with
#   slaves=0, while the primary itself lists the replica as online; the log says every ten seconds that the name failed to
#   resolve, though it was not looked up: the name here is localhost.
# Why it matters: addresses of pods change, so the members of a StatefulSet announce names. Replication works, Sentinels find each
#   other, and only the loss of the primary shows that there is no replica to promote. The log sends one to look at DNS.
# Source: Redis' documentation of Sentinel, on IP addresses and DNS names.
. "$(dirname "$0")/redis.bash"
. "$(dirname "$0")/common.bash"

port=${REDIS_PORT:-29379}
replica=$((port + 1)) sentinel=$((port + 2)) resolving=$((port + 3))
redis_install
mkdir primary replica
redis_start "$port" --dir primary
redis_start "$replica" --dir replica --replicaof "127.0.0.1 $port" --replica-announce-ip localhost
echo "sentinel monitor db 127.0.0.1 $port 1" >sentinel.conf
printf '%s\n' 'sentinel resolve-hostnames yes' "sentinel monitor db 127.0.0.1 $port 1" >resolving.conf
redis_start "$sentinel" sentinel.conf --sentinel --logfile sentinel.log
redis_start "$resolving" resolving.conf --sentinel --logfile resolving.log
# a Sentinel asks for replicas every ten seconds
sleep 15
online=$(./redis-cli -p "$port" info replication | grep -c '^slave0:ip=localhost,.*state=online')
without=$(./redis-cli -p "$sentinel" info sentinel | grep -oE 'status=ok|slaves=[0-9]+' | paste -sd ' ')
with=$(./redis-cli -p "$resolving" info sentinel | grep -oE 'status=ok|slaves=[0-9]+' | paste -sd ' ')
logged=$(grep -oE "Failed to resolve hostname 'localhost'" sentinel.log | sort -u)
for server in "$resolving" "$sentinel" "$replica" "$port"; do ./redis-cli -p "$server" shutdown nosave; done
seen 'replicas that the primary (Redis 7.0.15) has online' 1 "$online"
seen 'Sentinel without resolve-hostnames' 'status=ok slaves=0' "$without"
seen 'Sentinel without resolve-hostnames logs' "Failed to resolve hostname 'localhost'" "$logged"
seen 'Sentinel with resolve-hostnames' 'status=ok slaves=1' "$with"
conclude
