# A pod of the preset without a server: copies of the scripts, with a contract whose absolute paths lead into $pod, a store that answers as
# told, and programs of the server that write down how they were started.

load ../../../support/pod

setup_pod() {
  export pod=$BATS_TEST_TMPDIR POD_INDEX=${POD_INDEX:-0} scripts=$BATS_TEST_TMPDIR/scripts POD_IP=10.0.0.5
  export NAME=postgresql POD_NAME=postgresql-$POD_INDEX PATH=$BATS_TEST_TMPDIR/bin:$PATH
  mkdir -p "$pod"/{bin,scripts,data,run,etc/live,secrets/postgresql,socket}
  copy_scripts postgresql -e ''
  write_contract
  # shellcheck source=/dev/null
  . "$scripts/contract.sh"
  stop_clock
  write_fakes
  first_boot false
  store uninitialized
  printf 'SELECT 1;\n' >"$ETC/first-boot.sql"
  echo '{}' >"$DYNAMIC_CONFIG"
  for password in superuser replication application; do printf 'of %s' "$password" >"$PASSWORDS/$password"; done
}

# usage: write_contract
# The contract that a pod gets, with its paths below $pod.
write_contract() {
  local contract=$BATS_FILE_TMPDIR/contract.sh
  [ -s "$contract" ] || (cd "$BATS_TEST_DIRNAME" && node ../../../../node_modules/tsx/dist/cli.mjs print-contract.ts) >"$contract"
  sed -e "s|=/etc/patroni|=$pod/etc|; s|=/run/secrets|=$pod/secrets|; s|=/run/patroni|=$pod/run|; s|=/run/postgresql-job|=$pod/run|" \
    -e "s|=/var/lib/postgresql|=$pod/data|; s|=/var/run/postgresql|=$pod/socket|; s|=/var/run/secrets|=$pod/secrets|" \
    -e "s|=/backup|=$pod/backup|; s|=/dev/termination-log|=$pod/termination-log|" "$contract" >"$scripts/contract.sh"
  # no test may touch the machine's own files
  ! grep '=/' "$scripts/contract.sh" | grep -v "=$pod/"
}

# usage: first_boot true|false
first_boot() {
  echo "$1" >"$FIRST_BOOT_FILE"
}

# usage: store uninitialized|initializing|IDENTIFIER|unreachable
store() {
  echo "$1" >"$pod/store"
}

# usage: data IDENTIFIER
# This member has data of the cluster.
data() {
  mkdir -p "$DATA/global"
  echo "$1" >"$DATA/global/pg_control"
  echo 18 >"$DATA/PG_VERSION"
}

# usage: start
# Ends with 143 where the start waits: after some rounds of waiting, the fakes end it.
start() {
  rm -f "$pod/rounds"
  run bash -c 'echo $$ >"$pod/start"; exec bash "$0"' "$scripts/bootstrap.sh"
}

# usage: fails_unchanged CODE
# The start fails with the code in its termination message, and has changed no file of the volume.
fails_unchanged() {
  local before
  before=$(find "$VOLUME" -printf '%p %s %T@\n')
  start
  [ "$status" -eq 1 ]
  grep -q "\[$1\]" "$TERMINATION_LOG"
  [ "$(find "$VOLUME" -printf '%p %s %T@\n')" = "$before" ]
}

write_fakes() {
  stub sleep <<'FAKE'
echo >>"$pod/rounds"
[ "$(wc -l <"$pod/rounds")" -lt 8 ] || kill "$(<"$pod/start")"
exec /bin/sleep 0.05
FAKE
  stub patronictl <<'FAKE'
echo "patronictl $*" >>"$pod/log"
if [ "$(<"$pod/store")" = unreachable ]; then echo 'Error: Kubernetes API is not responding properly'; exit 1; fi
case $* in
  *list*) echo "+ Cluster: postgresql ($(<"$pod/store")) ---+" ;;
  *edit-config*) echo 'Not changed' ;;
esac
FAKE
  stub pg_controldata <<'FAKE'
printf 'pg_control version number:            1800\nDatabase system identifier:           %s\n' "$(<"$1/global/pg_control")"
FAKE
  stub patroni <<<'exit 0'
  stub postgres <<<'echo "postgres (PostgreSQL) 18.6 (Debian 18.6-3)"'
  stub initdb <<'FAKE'
echo "initdb $*" >>"$pod/log"
mkdir -p "$pod/data/pgdata.incoming/global"
echo 77 >"$pod/data/pgdata.incoming/global/pg_control"
FAKE
  stub pg_ctl <<<'echo "pg_ctl $*" >>"$pod/log"'
  stub psql <<<'cat >"$pod/statements"; [ ! -e "$pod/psql-fails" ]'
}
