# A pod of the preset without a server: copies of the scripts, with a contract whose absolute paths lead into $pod, other members that are
# what a test says, and a server that writes down how it was started.

load ../../../support/pod

# usage: setup_pod [ORDINAL]
setup_pod() {
  export pod=$BATS_TEST_TMPDIR scripts=$BATS_TEST_TMPDIR/scripts POD_INDEX=${1:-0}
  export NAME=cassandra POD_NAME=cassandra-$POD_INDEX NAMESPACE=shop CLUSTER_NAME=orders SUPERUSER=admin
  unset RACKS ZONE
  export ANSWERS_JOBS=false SERVER_JVMFLAGS=-Xmx512m PATH=$pod/bin:$PATH
  mkdir -p "$pod"/{bin,volume,run,logs,peers,image,etc/live,secrets/cassandra,scripts}
  copy_scripts cassandra -e 's|peer\.sh|peer|; s|bash "$scripts/peer"|fake_peer|'
  write_contract
  # shellcheck source=/dev/null
  . "$scripts/contract.sh"
  stop_clock
  write_fakes
  echo false >"$FIRST_BOOT_FILE"
  echo 3 >"$MEMBERS_FILE"
  echo password >"$SUPERUSER_PASSWORD"
  printf %s "$(<"$SUPERUSER_PASSWORD")" >"$SUPERUSER_PASSWORD"
  echo 'cluster_name: orders' >"$CONFIG"
  echo dc=datacenter1 >"$ETC/cassandra-rackdc.properties"
  touch "$ETC/logback.xml" "$IMAGE_CONFIG"/{cassandra-env.sh,cassandra-topology.properties}
  printf '127.0.0.1\tlocalhost\n10.1.0.9\t%s\t%s\n' "$POD_NAME.cassandra.shop.svc.cluster.local" "$POD_NAME" >"$HOSTS_FILE"
}

# usage: write_contract
# The contract that a pod gets, with its paths below $pod.
write_contract() {
  local contract=$BATS_FILE_TMPDIR/contract.sh
  [ -s "$contract" ] || (cd "$BATS_TEST_DIRNAME" && node ../../../../node_modules/tsx/dist/cli.mjs print-contract.ts) >"$contract"
  # /tmp first, where $pod may be
  sed "s|=/tmp/|=$pod/|; t; s|=/etc/cassandra/stateful|=$pod/etc|; s|=/etc/cassandra\$|=$pod/image|; s|=/etc/hosts|=$pod/hosts|
    s|=/run/secrets|=$pod/secrets|; s|=/run/cassandra|=$pod/run|; s|=/var/lib/cassandra|=$pod/volume|; s|=/var/log/cassandra|=$pod/logs|
    s|=/dev/termination-log|=$pod/termination-log|" "$contract" >"$scripts/contract.sh"
  # no test may touch the machine's own files
  ! grep '=/' "$scripts/contract.sh" | grep -v "=$pod/"
}

# usage: peer ORDINAL serves|empty
# What another member is. Without this, it is silent.
peer() {
  echo "$2" >"$pod/peers/10.0.0.$(($1 + 1))"
}

# usage: ring ADDRESS[/RACK]...
# The addresses that the ring has on record, next to that of the member that is asked.
ring() {
  local member
  mkdir -p "$pod/accounts"
  printf password >"$pod/accounts/admin"
  {
    printf ' peer | rack\n----------+-------\n'
    for member; do
      [[ $member = */* ]] || member=$member/rack1
      printf ' %s |  %s\n' "${member%/*}" "${member#*/}"
    done
    printf '\n(%s rows)\n' "$#"
  } >"$pod/known"
}

# usage: zones [ZONE]
# The racks are zones, and the node of this pod is in ZONE.
zones() {
  export RACKS='eu-1a eu-1b eu-1c' ZONE=${1:-}
}

# This member has data, and is in the ring.
data() {
  mkdir -p "$DATA/system/local-7ad54392bcdd35a684174e047860b377"
  echo "orders shop/$POD_NAME" >"$OWNER"
  echo join >"$MEMBER"
}

# usage: certificate NAME
# The Secret of the certificate, as cert-manager writes it.
certificate() {
  mkdir -p "$CERTIFICATE"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" -keyout "$CERTIFICATE/tls.key" \
    -out "$CERTIFICATE/tls.crt" 2>/dev/null
  cp "$CERTIFICATE/tls.crt" "$CERTIFICATE/ca.crt"
}

# usage: start
# Ends with 143 where the start waits: after some rounds of waiting, however long they take, the fakes end it.
start() {
  rm -f "$pod/rounds"
  run bash -c 'echo $$ >"$pod/start"; exec bash "$0"' "$scripts/start.sh"
}

# usage: refused_unchanged TEXT...
# The start ends with all texts in its termination message, and nothing on the volume has changed.
refused_unchanged() {
  local before text
  before=$(find "$VOLUME" -printf '%p %m %s %T@\n')
  start
  [ "$status" -eq 1 ]
  [ "$(find "$VOLUME" -printf '%p %m %s %T@\n')" = "$before" ]
  [ ! -e "$pod/log" ]
  for text; do grep -Fq -e "$text" "$pod/termination-log"; done
}

# usage: seeds
# The seeds with which the server was started.
seeds() {
  sed -n "s/.*seeds: '\(.*\)'.*/\1/p" "$RUN_CONFIG/cassandra.yaml"
}

write_fakes() {
  stub getent <<'FAKE'
# the name must be absolute
host=${2%.shop.svc.cluster.local.}
[ "$host" != "$2" ] || exit 2
echo "10.0.0.$((${host##*-} + 1)) $2"
FAKE
  stub df <<<'echo Avail; cat "$pod/free" 2>/dev/null || echo 4096'
  stub fake_peer <<<'cat "$pod/peers/$1" 2>/dev/null || echo silent'
  # ends by itself soon after the start that began it
  stub python3 <<<'echo answers >>"$pod/answers"; exec /bin/sleep 3 >/dev/null 2>&1 3>&-'
  stub wait_round <<'FAKE'
echo >>"$pod/rounds"
[ "$(wc -l <"$pod/rounds")" -lt 8 ] || kill "$(<"$pod/start")"
exec /bin/sleep 0.1
FAKE
  stub sleep <<<'[ "$1" != 1 ] || exec wait_round; exec /bin/sleep 0.05'
  stub cassandra <<'FAKE'
echo "cassandra $* $JVM_EXTRA_OPTS" >>"$pod/log"
echo "$CASSANDRA_CONF" >"$pod/conf"
# what runs next to the server ends with it
until [ -e "$pod/end" ]; do
  [ -e "$pod/lives" ] || touch "$pod/end"
  /bin/sleep 0.05
done
kill $(jobs -p) 2>/dev/null
pkill -P $$ || true
FAKE
  stub nodetool <<'FAKE'
echo "nodetool $*" >>"$pod/nodetool"
case $1 in
  netstats) [ ! -e "$pod/mode" ] || cat "$pod/mode" ;;
  status) cat "$pod/status" ;;
  ring)
    cat "$pod/nodetool-ring"
    # what it is after this answer
    [ ! -e "$pod/nodetool-ring.next" ] || mv "$pod/nodetool-ring.next" "$pod/nodetool-ring"
    ;;
  snapshot)
    ! compgen -G "$pod/volume/data/*/*/snapshots/$3" >/dev/null || { echo "error: Snapshot $3 already exists."; exit 1; }
    for table in system/local-1 system_schema/tables-2 app/numbers-3; do
      mkdir -p "$pod/volume/data/$table/snapshots/$3"
      echo "$table" >"$pod/volume/data/$table/snapshots/$3/nb-1-big-Data.db"
    done
    [ ! -e "$pod/snapshot-fails" ] || { echo 'error: no space'; exit 1; }
    ;;
  clearsnapshot) rm -rf "$pod/volume/data"/*/*/snapshots ;;
  decommission) . "$pod/decommission" ;;
  repair)
    [ ! -s "$pod/repairs" ] || {
      sed -n 1p "$pod/repairs"
      sed -i 1d "$pod/repairs"
      exit 1
    }
    echo '[2026-01-01] Starting repair command #1 (x), repairing keyspace app with repair options'
    for progress in 5 7 50 100; do echo "[2026-01-01] Repair session x for range y finished (progress: $progress%)"; done
    ;;
  enablebinary) touch "$pod/end" ;;
esac
FAKE
  stub cqlsh <<'FAKE'
echo "cqlsh $*" >>"$pod/cqlsh"
while [ $# -gt 0 ]; do
  case $1 in
    --credentials) credentials=$2 ;;
    -f) statements=$2 ;;
  esac
  shift
done
user=$(sed -n 's/^username = //p' "$credentials")
password=$(sed -n 's/^password = //p' "$credentials")
{ echo "$user $password:" && cat "$statements"; } >>"$pod/statements"
[ "$(cat "$pod/accounts/$user" 2>/dev/null)" = "$password" ] || { echo 'Connection error: Bad credentials'; exit 1; }
! grep -sqf "$pod/rejected" "$statements" || {
  echo "$statements:2:InvalidRequest: Error from server: code=2200 [Invalid query] message=\"the role doesn't exist\""
  exit 2
}
case $(<"$statements") in
  *"SELECT replication"*) printf '\n replication\n-----\n %s\n\n(1 rows)\n' "$(<"$pod/replication")" ;;
  "SELECT key"*) ;;
  SELECT*) cat "$pod/known" ;;
  "CREATE ROLE"*) printf %s "$(<"$pod/secrets/cassandra/superuser")" >"$pod/accounts/admin" ;;
  "ALTER ROLE cassandra"*) rm -f "$pod/accounts/cassandra" ;;
esac
FAKE
}
