#!/bin/bash
# A pod of the preset without a server: copies of the scripts, with a contract whose absolute paths lead into $pod, and fakes of mysqld,
# mysql and mysqladmin on PATH.
# A history is a set of single transactions, `a:1,a:2,b:1`; a data directory has it in `gtids`, and its server's identity in `uuid`.

load ../../../support/pod

# usage: make_pod ORDINAL MEMBERS
make_pod() {
  pod=$BATS_TEST_TMPDIR/pod
  export pod NAME=mysql POD_NAME=mysql-$1 POD_INDEX=$1 PRIMARY_ORDINAL=0
  scripts=$pod/scripts
  mkdir -p "$pod"/{bin,etc/live,etc/init,secrets,volume,run,peers,scripts}
  copy_scripts mysql -e 's/\b300\b/3/; s/tries < 30;/tries < 3;/'
  write_contract
  # shellcheck source=/dev/null
  . "$scripts/contract.sh"
  stop_clock
  write_fakes
  export PATH=$pod/bin:$PATH
  echo "$2" >"$MEMBERS_FILE"
  echo false | tee "$FIRST_BOOT_FILE" >"$ADOPTION_FILE"
  echo none >"$SOURCE_FILE"
  printf 'pass' >"$PASSWORDS/replication"
  printf '8.0\n8.4\n9.7\n' >"$pod/etc/lts-series"
  echo 'accounts' >"$pod/etc/accounts.sql"
  echo 'open' >"$pod/etc/primary.sql"
  echo 'channel' >"$pod/etc/channel.sql"
  echo 'connect_timeout=2' >"$CLIENT_OPTIONS"
  echo '[primary]' >"$pod/etc/primary.cnf"
  echo '[replica]' >"$pod/etc/replica.cnf"
  echo '[group]' >"$pod/etc/group.cnf"
  touch "$CONFIG" "$EMPTY_CONFIG"
  echo 9.7.4 >"$pod/version"
  printf '10.0.0.1\t%s.mysql.shop.svc.cluster.local\t%s\n' "mysql-$1" "mysql-$1" >"$HOSTS_FILE"
}

# usage: write_contract
# The contract that a pod gets, with its paths below $pod.
write_contract() {
  local path
  contract=$BATS_FILE_TMPDIR/contract.sh
  [ -s "$contract" ] || (cd "$BATS_TEST_DIRNAME" && node ../../../../node_modules/tsx/dist/cli.mjs print-contract.ts) >"$contract"
  (
    # shellcheck source=/dev/null
    . "$contract"
    sed -e "s|=$ETC|=$pod/etc|; s|=$PASSWORDS|=$pod/secrets|; s|=$VOLUME|=$pod/volume|; s|=$RUN|=$pod/run|; s|=$JOB_RUN|=$pod/run|" \
      -e "s|=$DUMPS|=$pod/backup|; s|=$TOKENS|=$pod/tokens|; s|=$SOCKET|=$pod/socket|; s|=$SCRATCH|=$pod/scratch|" \
      -e "s|=$TERMINATION_LOG|=$pod/termination-log|; s|=$HOSTS_FILE|=$pod/hosts|" "$contract" >"$scripts/contract.sh"
  )
  # no test may touch the machine's own files
  ! grep '=/' "$scripts/contract.sh" | grep -v "=$pod/"
}

# usage: data GTIDS [UUID]
# This member has data.
data() {
  mkdir -p "$pod/volume/data/mysql"
  # the accounts of the set are in the system tables
  echo "$REPLICATION_USER" >"$pod/volume/data/mysql.ibd"
  echo "$1" >"$pod/volume/data/gtids"
  echo "${2:-own}" >"$pod/volume/data/uuid"
}

# usage: peer ORDINAL [GTIDS [open]]
# Another member that answers: with data, read-only or open; or empty.
peer() {
  mkdir -p "$pod/peers/$1"
  echo "$pod/scratch/" >"$pod/peers/$1/datadir"
  [ $# -eq 1 ] || echo "$pod/volume/data/" >"$pod/peers/$1/datadir"
  echo "${2:-}" >"$pod/peers/$1/gtids"
  [ "${3:-}" = open ] && echo 0 >"$pod/peers/$1/super_read_only" || echo 1 >"$pod/peers/$1/super_read_only"
  echo 9.7.4 >"$pod/peers/$1/version"
  : >"$pod/peers/$1/received"
}

# usage: silent_peer ORDINAL
silent_peer() {
  peer "$1"
  touch "$pod/peers/$1/silent"
}

# usage: follow ROLE LEADER
# This member has a:1, and its server runs and follows another member.
follow() {
  data a:1
  echo "$pod/volume/data" >"$pod/running"
  echo "$1" >"$pod/run/role"
  echo "$2" >"$pod/run/leader"
  touch "$pod/run/members.cnf"
  ticks 'false'
}

# usage: ticks COMMAND
# Each sleep is a tick. What happens in it, by its number in $tick; after the 9th, nobody waits any more.
ticks() {
  stub sleep <<FAKE
tick=\$((\$(cat "\$pod/tick" 2>/dev/null || echo 0) + 1))
echo \$tick >"\$pod/tick"
[ \$tick -le 9 ] || exit 1
$1
exit 0
FAKE
}

# usage: sleep_until FILE PATTERN
# After a server or a script has failed, a sleep lasts until the reader of its log has written this to a file.
sleep_until() {
  stub sleep <<FAKE
[ ! -e "\$pod/failed" ] || until grep -q '$2' "\$pod/$1"; do /bin/sleep 0.02; done
exec /bin/sleep 0.02
FAKE
}

# usage: fails ORDINAL ERROR
# A member whose pod is there, and that does not report its transactions.
fails() {
  peer "$1"
  echo "ERROR $2" >"$pod/peers/$1/error"
}

# usage: was ROLE LEADER
# What this member was when it started last.
was() {
  echo "$1 $2" >"$pod/volume/data.role"
}

# usage: successor ORDINAL GTIDS
# Of three members, one that followed member 0 and shall be the primary now.
successor() {
  make_pod "$1" 3
  export PRIMARY_ORDINAL=$1
  data "$2"
  was replica 0
}

# usage: bootstrap
# Ends with 124 where it waits: after some rounds of waiting, however long they take, the fake of sleep ends it.
bootstrap() {
  rm -f "$pod/rounds"
  # into a file: a server that goes on keeps its log open
  run bash -c 'bash "$1" >"$2" 2>&1 3>&-; code=$?; cat "$2"; exit $code' - "$scripts/bootstrap.sh" "$pod/output"
}

# usage: history
# What the accepted data holds.
history() {
  cat "$pod/volume/data/gtids"
}

stop_servers() {
  local process
  [ ! -f "$pod/processes" ] || while read -r process; do
    kill "$process" 2>/dev/null || true
  done <"$pod/processes"
}

write_fakes() {
  # short ones give a server the time to start or to end
  stub sleep <<'FAKE'
[ "$1" != 0.1 ] || exec /bin/sleep 0.02
echo >>"$pod/rounds"
[ "$(wc -l <"$pod/rounds")" -lt 30 ] || exit 124
FAKE
  stub sync <<<'[ "$1" = -f ] && [ -d "$2" ]'
  # a member's absolute name has an address while there is such a member;
  # with a wildcard record in a search domain, every other name has one
  stub getent <<'FAKE'
host=${2%%.*}
[[ $2 != *.mysql.shop.svc.cluster.local. && -e $pod/wildcard ]] || { [[ $2 = *. ]] && [ -d "$pod/peers/${host##*-}" ]; }
FAKE
  # a server that was killed leaves its socket, which the next one removes before it is in the list
  stub mysqladmin <<'FAKE'
[ ! -e "$pod/processes" ] || kill -0 "$(tail -n 1 "$pod/processes")" 2>/dev/null || exit 1
[ -e "$pod/running" ]
FAKE
  stub mysqld <<'FAKE'
fail() { # FILE
  touch "$pod/failed"
  cat "$1" >&2
  exit 1
}

echo "mysqld $*" >>"$pod/log"
datadir=$pod/volume/data
for option; do
  case $option in --datadir=*) datadir=${option#*=} ;; esac
done
case " $* " in
  *' --version '*)
    echo "/usr/sbin/mysqld  Ver $(<"$pod/version") for Linux on x86_64"
    exit
    ;;
  *' --validate-config '*)
    echo "valid $(<"$pod/run/role.cnf")" >>"$pod/log"
    [ ! -e "$pod/settings-fail" ] || fail "$pod/settings-fail"
    exit
    ;;
  *' --initialize-insecure '*)
    mkdir -p "$datadir/mysql"
    [ ! -e "$pod/initialize-fails" ] || fail "$pod/initialize-fails"
    echo >"$datadir/gtids"
    echo "new" >"$datadir/uuid"
    exit
    ;;
esac
[ ! -e "$pod/start-fails" ] || fail "$pod/start-fails"
[ -d "$datadir/mysql" ] || exit 1
rm -f "$pod/running"
echo $$ >>"$pod/processes"
trap 'rm -f "$pod/running"; exit 0' TERM
echo "$datadir" >"$pod/starting"
mv "$pod/starting" "$pod/running"
# the container's end kills the server; here it must not keep the test's output open
exec >/dev/null 2>&1 3>&-
while :; do /bin/sleep 0.02; done
FAKE
  stub mysql <<'FAKE'
less() { # A B: the items of A that B does not have
  comm -23 <(items "$1") <(items "$2") | paste -sd, -
}
items() { tr ',' '\n' <<<"$1" | sed '/^$/d' | sort -u; }
state() { # DATADIR UUID VERSION READ_ONLY RECEIVER EXECUTED PURGED RECEIVED
  printf '%s\t%s\t%s\t%s\t%s\t=%s\t=%s\t=%s\n' "$@"
}

for option; do
  case $option in --host=*) host=${option#*=} ;; --user=*) user=${option#*=} ;; esac
done
if [ -n "${host:-}" ]; then
  peer=${host%%.*}
  peer=$pod/peers/${peer##*-}
  sql=${*: -1}
  echo "ask ${peer##*/} $sql" >>"$pod/log"
  [ -d "$peer" ] || { echo "ERROR 2005 (HY000): Unknown MySQL server host '$host'" >&2; exit 1; }
  [ ! -e "$peer/silent" ] || { echo "ERROR 2003 (HY000): Can't connect (110)" >&2; exit 1; }
  [ ! -e "$peer/error" ] || { cat "$peer/error" >&2; exit 1; }
  [[ $user != *replication ]] || [ ! -e "$peer/refuses-replication" ] || { cat "$peer/refuses-replication" >&2; exit 1; }
  read -r datadir <"$peer/datadir"; read -r ro <"$peer/super_read_only"; read -r gtids <"$peer/gtids"
  read -r received <"$peer/received"; read -r version <"$peer/version"
  purged=$(cat "$peer/purged" 2>/dev/null)
  case $sql in
    'SELECT 1') echo 1 ;;
    *@@datadir*)
      receiver=$(cat "$peer/receiver" 2>/dev/null || echo NONE)
      state "$datadir" theirs "$version" "$ro" "$receiver" "$gtids" "$purged" "$received" ;;
    *) echo "the fake does not know: $sql" >&2; exit 1 ;;
  esac
  exit
fi
[ -e "$pod/running" ] || { echo 'ERROR 2002 (HY000): no server at the socket' >&2; exit 1; }
datadir=$(<"$pod/running")
if [[ $* = *'DO 0' ]]; then
  user=$(sed -n 's/^user="\(.*\)"$/\1/p' "${1#*=}")
  [ ! -e "$pod/denies-$user" ] || { cat "$pod/denies-$user" >&2; exit 1; }
  exit
fi
sql=$(cat)
echo "here ${user:-} ${datadir##*/} $sql" >>"$pod/log"
if [ -e "$pod/sql-fails" ] && [[ $sql = *$(<"$pod/sql-fails")* ]]; then echo 'ERROR 1064 (42000)' >&2; exit 1; fi
gtids=$(<"$datadir/gtids")
received=$(cat "$datadir/received" 2>/dev/null)
case $sql in
  *'CLONE INSTANCE FROM'*)
    [[ $sql =~ @\'mysql-([0-9]+)\.mysql\' ]]
    from=$pod/peers/${BASH_REMATCH[1]}
    [[ $sql =~ DATA\ DIRECTORY\ =\ \'([^\']*)\' ]]
    to=${BASH_REMATCH[1]}
    [ ! -e "$to" ] || { echo 'ERROR 1007 (HY000): the directory exists' >&2; exit 1; }
    mkdir -p "$to/mysql"
    echo stateful_replication >"$to/mysql.ibd"
    if [ -e "$from/dies" ]; then touch "$from/silent"; echo 'ERROR 2013 (HY000): Lost connection' >&2; exit 1; fi
    if [ -e "$from/busy" ]; then rm "$from/busy"; echo 'ERROR 3862 (HY000): too many concurrent clones' >&2; exit 1; fi
    cp "$from/gtids" "$to/gtids"
    echo cloned >"$to/uuid"
    ;;
  *$'\naccounts') echo stateful_replication >>"$datadir/mysql.ibd" ;;
  *slave_master_info*) cat "$pod/channels" 2>/dev/null || echo 0 ;;
  *'FROM mysql.user'*) cat "$pod/plugins" 2>/dev/null ;;
  *'engine IN'*) cat "$pod/engines" 2>/dev/null ;;
  *column_key*) cat "$pod/keyless" 2>/dev/null ;;
  *user_attributes*) cat "$pod/record" 2>/dev/null ;;
  *last_error_number*) [ -e "$pod/stuck" ] && echo 1 || echo 0 ;;
  *"CHANGE REPLICATION SOURCE"*) rm -f "$pod/stuck" ;;
  *@@datadir*) state "$datadir/" "$(<"$datadir/uuid")" "$(<"$pod/version")" 1 NONE "$gtids" '' "$received" ;;
  *replication_applier_status*) [ -e "$pod/applier-stops" ] && echo OFF || echo ON ;;
  *'START REPLICA SQL_THREAD'*) [ -e "$pod/applier-stops" ] || items "$gtids,$received" | paste -sd, - >"$datadir/gtids" ;;
  *GTID_SUBTRACT*)
    [[ $sql =~ GTID_SUBTRACT\(\'([^\']*)\',\ \'([^\']*)\'\) ]] && echo "=$(less "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")" ;;
esac
exit 0
FAKE
}
