#!/bin/bash
# How an empty volume gets its data: from the member that has most or, where no member has any and first boot is declared, by initializing.
# shellcheck disable=SC2154 # what lib.sh finds out
# Everything is built aside and renamed last: half-made data is never taken for data.

INCOMING=$VOLUME/data.incoming
SCRATCH=/tmp/scratch

# usage: seed [KNOWN-DONOR]
# The source of an empty volume waits for every member's answer, and until each has applied what it received: any of them may be the one that
# acknowledged the last commit. One that had data, and knows who has more, does not wait for members that are gone, and never initializes.
seed() {
  local waited=0 first_boot unsure
  [ ! -e "$DATA" ] || rmdir "$DATA" || die "$DATA is not empty and has no system tables: the data is damaged. Nothing is done: look at it, then move or delete it to have this member cloned anew"
  rm -rf "$INCOMING" "$SCRATCH"
  start_empty_server
  while :; do
    find_donor
    unsure=$behind
    [ -n "${1:-}" ] || unsure=$silent$behind
    [ "$POD_INDEX" = "$SOURCE_ORDINAL" ] || unsure=''
    first_boot=$(<"$ETC/live/first-boot")
    if [ -n "$donor" ] && [ -z "$unsure" ]; then
      clone_from "$donor"
      [ -z "$cloned" ] || break
    elif [ "$first_boot" = true ] && [ "$POD_INDEX" = "$SOURCE_ORDINAL" ] && [ -z "$donor$unsure" ] && [ ! -e "$ASIDE" ]; then
      stop_here
      initialize
      return
    fi
    explain_wait "$first_boot"
    [ "$waited" -lt 300 ] || die "$waiting"
    [ $((waited % 10)) -ne 0 ] || say "$waiting"
    waited=$((waited + 1))
    sleep 1
  done
  settle
}

# usage: start_empty_server
# Tells the other members that this volume is empty, and receives a clone. It is in offline mode, which lets in the members' scripts and nobody
# else: to a receiver that says offline (3032), and not that the password is wrong.
start_empty_server() {
  say 'the volume is empty: starting a server that tells the other members so'
  initialize_in "$SCRATCH" --defaults-file="$ETC/empty.cnf"
  start_here --defaults-file="$ETC/empty.cnf" --datadir="$SCRATCH"
  read_password replication
  here "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; CREATE USER '$MEMBERS_USER'@'%' IDENTIFIED BY $quoted REQUIRE SSL;
    GRANT SELECT ON performance_schema.replication_connection_status TO '$MEMBERS_USER'@'%'; GRANT CONNECTION_ADMIN ON *.* TO '$MEMBERS_USER'@'%';
    CREATE USER '$REPLICATION_USER'@'%' IDENTIFIED BY $quoted REQUIRE SSL;" root
}

# usage: find_donor
# Sets donor: the member whose history contains that of all others that have data, if one has; silent: members that do not answer, or not yet;
# and behind: members that have received more than they have applied.
find_donor() {
  local ordinal applied gtids donor_gtids=''
  donor='' silent='' behind=''
  list_peers
  for ordinal in "${peers[@]}"; do
    ask "$ordinal" "SELECT @@datadir, GTID_SUBSET($RECEIVED, @@gtid_executed), REPLACE(@@gtid_executed, $NEWLINE, '')"
    if [ "$asked" != answered ]; then
      silent="$silent $ordinal (${error:-no answer in time})"
      continue
    fi
    [[ $answer = $DATA/* ]] || continue
    IFS=$'\t' read -r _ applied gtids <<<"$answer"
    [ "$applied" = 1 ] || behind="$behind $ordinal"
    if [ -n "$donor" ]; then
      compare "$donor_gtids" "$gtids" root
      if [ -n "$lacks" ]; then
        compare "$gtids" "$donor_gtids" root
        [ -z "$lacks" ] || die "the volume is empty, and members $donor and $ordinal have histories of which neither contains the other: decide which one is right (docs/presets/mysql.md, 'Two histories')"
        continue
      fi
    fi
    donor=$ordinal donor_gtids=$gtids
  done
}

# usage: explain_wait FIRST_BOOT
# Sets waiting.
explain_wait() {
  if [ -n "$donor" ] && [ -z "$unsure" ]; then
    waiting="member $donor did not give a clone: $(<"$RUN/error")"
  elif [ -n "$silent" ]; then
    waiting="the volume is empty, and nothing is done before these members answer, which may have the data:$silent. If they are gone for good, make a member with data the source (sourceOrdinal)"
  elif [ -n "$behind" ]; then
    waiting="the volume is empty, and nothing is done before member(s)$behind have applied what they received"
  elif [ -e "$ASIDE" ]; then
    waiting="this member had data, which is in $ASIDE, and no member that answers has any: this is not the first deployment, so nothing is initialized. Bring back a member with data"
  elif [ "$1" = true ]; then
    waiting="the volume is empty; waiting for member $SOURCE_ORDINAL, which initializes"
  else
    waiting='the volume is empty, no member has data, and firstBoot is off: this is not the first deployment, so nothing is initialized. Bring back a member with data or restore a backup; for a first deployment set firstBoot: true'
  fi
}

# usage: clone_from ORDINAL
# Sets cloned. A donor gives one clone at a time, so a refusal is tried again.
clone_from() {
  local host
  cloned=''
  host=$(host_of "$1")
  say "cloning from $host"
  read_password replication
  rm -rf "$INCOMING"
  here "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; SET GLOBAL clone_valid_donor_list = '$host:3306';
    CLONE INSTANCE FROM '$MEMBERS_USER'@'$host':3306 IDENTIFIED BY $quoted DATA DIRECTORY = '$INCOMING' REQUIRE SSL;" root 2>"$RUN/error" &
  await $! "cloning from $host"
  if [ "$code" -eq 0 ]; then cloned=$1; fi
}

# usage: settle
# The first start on a clone fixes it; only then is the donor's own channel forgotten, once: a later reset would throw relayed transactions away.
settle() {
  stop_here
  rm -rf "$SCRATCH"
  start_here --defaults-file="$CONFIG" --datadir="$INCOMING" --server-id="1$POD_INDEX" --skip-networking
  here 'RESET REPLICA ALL'
  stop_here
  accept
}

# usage: initialize
initialize() {
  local name reason
  say 'first boot: initializing'
  rm -rf "$SCRATCH"
  initialize_in "$INCOMING" --defaults-file="$CONFIG" --super-read-only=OFF --read-only=OFF
  start_here --defaults-file="$CONFIG" --datadir="$INCOMING" --server-id="1$POD_INDEX" --skip-networking --super-read-only=OFF --read-only=OFF
  {
    echo "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';"
    for name in "$PASSWORDS"/*; do
      name=${name##*/}
      read_password "$name"
      echo "SET @\`$name\` = $quoted;"
    done
    cat "$ETC/accounts.sql"
  } >"$RUN/accounts.sql"
  mysql --no-defaults --user=root --socket="$SOCKET" --default-character-set=utf8mb4 <"$RUN/accounts.sql" 2>"$RUN/error" &
  await $! 'making the accounts'
  rm "$RUN/accounts.sql"
  # no quotations: the server quotes what it does not understand, which may be a password
  reason=$(cut -d "'" -f 1 "$RUN/error")
  [ "$code" -eq 0 ] || die "the first boot could not make the accounts: $reason"
  run_init_scripts
  stop_here
  accept
}

# usage: run_init_scripts
# Those that the user gave, in the order of their names. They run once, on the source; the replicas get the result.
run_init_scripts() {
  local script reason
  for script in "$ETC"/init/*; do
    [ -f "$script" ] || continue
    say "running $script"
    : >"$RUN/error"
    run_init_script "$script" 2> >(keep_last || true) &
    await $! "running $script"
    [ "$code" -eq 0 ] || sleep 0.5 # what it said last is on its way
    reason=$(<"$RUN/error")
    [ "$code" -eq 0 ] || die "the init script ${script##*/} failed (exit code $code), and the first boot with it: $reason"
  done
}

# usage: run_init_script FILE
# The client's own bound of a statement is 16 MiB; the server's is what counts.
run_init_script() {
  case $1 in
    *.sql) exec mysql --no-defaults --user=mysql --socket="$SOCKET" --default-character-set=utf8mb4 --max-allowed-packet=1G <"$1" ;;
    *) MYSQL_SOCKET=$SOCKET exec bash "$1" ;;
  esac
}

# usage: accept
# From here on the data is believed.
accept() {
  sync
  mv "$INCOMING" "$DATA"
  sync
}
