#!/bin/bash
# The recorder's functions for Cassandra: an application with the driver that the image has for cqlsh, with the driver's own defaults for
# retries. HOSTS are contact points, CQL_USER and CQL_PASSWORD an account. ONLY names a member that alone is asked, and LEVEL another
# consistency level than QUORUM. With SPECULATIVE=on the client asks a second member after 0.2 s. With TLS=on it uses TLS and verifies no
# certificate.

# shellcheck source=SCRIPTDIR/../recorder/session.sh
. /writer/session.sh

# usage: with_driver PROGRAM
with_driver() {
  exec python3 -W ignore -c '
import glob, os, ssl, sys
home = os.environ.get("CASSANDRA_HOME", "/opt/cassandra")
sys.path[:0] = [home + "/pylib"] + glob.glob(home + "/lib/*.zip")
from cassandra import ConsistencyLevel
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import Cluster, ExecutionProfile, EXEC_PROFILE_DEFAULT
from cassandra.policies import ConstantReconnectionPolicy, ConstantSpeculativeExecutionPolicy, DCAwareRoundRobinPolicy, TokenAwarePolicy
from cassandra.policies import NoSpeculativeExecutionPolicy, WhiteListRoundRobinPolicy
from cassandra.query import SimpleStatement

only = os.environ.get("ONLY")
hosts = [only] if only else os.environ["HOSTS"].split(",")
policy = WhiteListRoundRobinPolicy(hosts) if only else TokenAwarePolicy(DCAwareRoundRobinPolicy("datacenter1"))
level = getattr(ConsistencyLevel, os.environ.get("LEVEL", "QUORUM"))
again = ConstantSpeculativeExecutionPolicy(0.2, 2) if os.environ.get("SPECULATIVE") == "on" else NoSpeculativeExecutionPolicy()
profile = ExecutionProfile(load_balancing_policy=policy, consistency_level=level, request_timeout=20, speculative_execution_policy=again)
context = None
if os.environ.get("TLS") == "on":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
cluster = Cluster(hosts, auth_provider=PlainTextAuthProvider(os.environ["CQL_USER"], os.environ["CQL_PASSWORD"]),
                  ssl_context=context, execution_profiles={EXEC_PROFILE_DEFAULT: profile}, connect_timeout=5, control_connection_timeout=5,
                  idle_heartbeat_interval=5, idle_heartbeat_timeout=5, reconnection_policy=ConstantReconnectionPolicy(1, None))
session = cluster.connect()
'"$1"
}

client() {
  # shellcheck disable=SC2016
  with_driver '
session.execute("CREATE KEYSPACE IF NOT EXISTS app WITH replication = {\"class\": \"NetworkTopologyStrategy\", \"datacenter1\": 3}".replace("\"", chr(39)))
session.execute("CREATE TABLE IF NOT EXISTS app.numbers (n bigint PRIMARY KEY)")
insert = session.prepare("INSERT INTO app.numbers (n) VALUES (?)")
insert.is_idempotent = True
for line in sys.stdin:
    try:
        session.execute(insert, [int(line)], timeout=12)
        print(line.strip(), flush=True)
    except Exception as error:
        print(str(error), file=sys.stderr, flush=True)
        print("failed", flush=True)
' 2>>/ledger/errors
}

# usage: write_number NUMBER
# The first write waits for the start of the client.
write_number() {
  local answer='' patience=15
  if [ -z "${session_pid:-}" ]; then
    open_session client
    patience=60
  fi
  if printf '%s\n' "$1" >&"$to_session" && read -r -t "$patience" answer <&"$from_session"; then
    [ "$answer" = "$1" ] && return
    [ "$answer" != failed ] || return 1
  fi
  close_session
  sleep 0.2
  return 1
}

read_numbers() {
  (with_driver '
for row in session.execute(SimpleStatement("SELECT n FROM app.numbers", fetch_size=1000), timeout=60):
    print(row.n)
')
}
