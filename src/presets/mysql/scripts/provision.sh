#!/bin/bash
# Gives an empty volume its data: a clone of the member that has most or, where no member has any and first boot is declared, an initialized
# one. Everything is built aside and renamed last: half-made data is never taken for data.

# usage: provision [again]
# The primary of an empty volume waits for every member's answer, and until each has applied what it received: any of them may be the one
# that acknowledged the last commit. One that had data (again), and knows who has more, does not wait for members that are gone, and never
# initializes.
provision() {
  local waited=0 first_boot donor silent behind unsure is_cloned reason
  [ ! -e "$DATA" ] || rmdir "$DATA" || fail "$DATA is not empty and has no system tables: the data is damaged. Nothing is done: look at" \
    "it, then move or delete it to have this member cloned anew [DataDamaged]"
  rm -rf "$INCOMING" "$SCRATCH"
  start_empty_server
  while :; do
    find_donor donor silent behind
    unsure=$behind
    [ -n "${1:-}" ] || unsure=$silent$behind
    [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] || unsure=''
    read_first_boot first_boot
    if [ -n "$donor" ] && [ -z "$unsure" ]; then
      clone_from is_cloned "$donor"
      [ "$is_cloned" = no ] || break
      reason="member $donor did not give a clone: $(<"$RUN/error") [CloneFailed]"
    elif [ "$first_boot" = true ] && [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] && [ -z "$donor$unsure" ] && [ ! -e "$ASIDE" ]; then
      stop_server
      initialize
      return
    else
      explain_wait reason "$silent" "$behind" "$first_boot"
    fi
    [ "$waited" -lt 300 ] || fail "$reason"
    [ $((waited % 10)) -ne 0 ] || log "$reason"
    waited=$((waited + 1))
    sleep 1
  done
  finish_clone
}

# usage: start_empty_server
# Tells the other members that this volume is empty, and receives a clone. It is in offline mode, which lets in the members' scripts and
# nobody else: to a receiver that says offline (3032), and not that the password is wrong.
start_empty_server() {
  local password quoted
  log 'the volume is empty: starting a server that tells the other members so'
  initialize_in "$SCRATCH" --defaults-file="$EMPTY_CONFIG"
  start_server --defaults-file="$EMPTY_CONFIG" --datadir="$SCRATCH"
  read_password password replication
  quote_for_sql quoted "$password"
  local_sql "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; CREATE USER '$MEMBERS_USER'@'%' IDENTIFIED BY $quoted REQUIRE SSL;
    GRANT SELECT ON performance_schema.replication_connection_status TO '$MEMBERS_USER'@'%';
    GRANT CONNECTION_ADMIN ON *.* TO '$MEMBERS_USER'@'%';
    CREATE USER '$REPLICATION_USER'@'%' IDENTIFIED BY $quoted REQUIRE SSL;" root
}

# usage: find_donor DONOR SILENT BEHIND
# The variables become: the member whose GTID set contains that of all others that have data, if one has; members that do not answer, or not
# yet; and members that have received more than they have applied.
find_donor() {
  local -n _donor=$1 _silent=$2 _behind=$3
  local peers ordinal missing gtids=''
  local -A peer
  _donor='' _silent='' _behind=''
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_member peer "$ordinal"
    if [ "${peer[reached]}" != answered ]; then
      _silent+=" $ordinal (${peer[error]:-no answer in time})"
      continue
    fi
    [ "${peer[has_data]}" = yes ] || continue
    subtract_gtids missing "${peer[received]}" "${peer[executed]}" root
    [ -z "$missing" ] || _behind+=" $ordinal"
    if [ -n "$_donor" ]; then
      subtract_gtids missing "$gtids" "${peer[executed]}" root
      if [ -n "$missing" ]; then
        subtract_gtids missing "${peer[executed]}" "$gtids" root
        [ -z "$missing" ] || fail "the volume is empty, and members $_donor and $ordinal have histories of which neither contains the" \
          "other: decide which one is right ($DOCUMENTATION, 'Resolve two histories') [HistoriesDiverged]"
        continue
      fi
    fi
    _donor=$ordinal gtids=${peer[executed]}
  done
}

# usage: explain_wait RESULT SILENT BEHIND FIRST_BOOT
explain_wait() {
  local -n _reason=$1
  if [ -n "$2" ]; then
    _reason="the volume is empty, and nothing is done before these members answer, which may have the data:$2. If they are gone for good,"
    _reason+=" make a member with data the primary (primaryOrdinal) [EmptyVolumeWaits]"
  elif [ -n "$3" ]; then
    _reason="the volume is empty, and nothing is done before member(s)$3 have applied what they received [EmptyVolumeWaits]"
  elif [ -e "$ASIDE" ]; then
    _reason="this member had data, which is in $ASIDE, and no member that answers has any: this is not the first deployment, so nothing is"
    _reason+=" initialized. Bring back a member with data [NoMemberWithData]"
  elif [ "$4" = true ]; then
    _reason="the volume is empty; waiting for member $PRIMARY_ORDINAL, which initializes [EmptyVolumeWaits]"
  else
    # shellcheck disable=SC2034 # the caller's variable
    _reason='the volume is empty, no member has data, and firstBoot is off: this is not the first deployment, so nothing is initialized.'
    _reason+=' Bring back a member with data or restore a backup; for a first deployment set firstBoot: true [NoMemberWithData]'
  fi
}

# usage: clone_from RESULT ORDINAL
# RESULT becomes yes or no. A donor gives one clone at a time, so a refusal is tried again.
clone_from() {
  local -n _is_cloned=$1
  local host password quoted code
  host=$(host_of "$2")
  log "cloning from $host"
  read_password password replication
  quote_for_sql quoted "$password"
  rm -rf "$INCOMING"
  local_sql "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; SET GLOBAL clone_valid_donor_list = '$host:$PORT';
    CLONE INSTANCE FROM '$MEMBERS_USER'@'$host':$PORT IDENTIFIED BY $quoted DATA DIRECTORY = '$INCOMING' REQUIRE SSL;" root 2>"$RUN/error" &
  await_exit code $! "cloning from $host"
  _is_cloned=no
  [ "$code" -ne 0 ] || _is_cloned=yes
}

# usage: finish_clone
# The first start on a clone fixes it; only then is the donor's own channel forgotten, once: a later reset would throw relayed transactions
# away.
finish_clone() {
  stop_server
  rm -rf "$SCRATCH"
  start_server --defaults-file="$CONFIG" --datadir="$INCOMING" --server-id="1$POD_INDEX" --skip-networking
  local_sql 'RESET REPLICA ALL'
  stop_server
  publish_data
}

# usage: initialize
initialize() {
  log 'first boot: initializing'
  rm -rf "$SCRATCH"
  initialize_in "$INCOMING" --defaults-file="$CONFIG" --super-read-only=OFF --read-only=OFF
  start_server --defaults-file="$CONFIG" --datadir="$INCOMING" --server-id="1$POD_INDEX" --skip-networking \
    --super-read-only=OFF --read-only=OFF
  create_accounts
  run_init_scripts
  stop_server
  publish_data
}

# usage: create_accounts
create_accounts() {
  local file password quoted reason code
  {
    echo "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';"
    for file in "$PASSWORDS"/*; do
      read_password password "${file##*/}"
      quote_for_sql quoted "$password"
      echo "SET @\`${file##*/}\` = $quoted;"
    done
    cat "$ETC/accounts.sql"
  } >"$RUN/accounts.sql"
  mysql --no-defaults --user=root --socket="$SOCKET" --default-character-set=utf8mb4 <"$RUN/accounts.sql" 2>"$RUN/error" &
  await_exit code $! 'making the accounts'
  rm "$RUN/accounts.sql"
  # no quotations: the server quotes what it does not understand, which may be a password
  reason=$(cut -d "'" -f 1 "$RUN/error")
  [ "$code" -eq 0 ] || fail "the first boot could not make the accounts: $reason [AccountsNotMade]"
}

# usage: run_init_scripts
# Those that the user gave, in the order of their names. They run once, on the primary; the replicas get the result.
run_init_scripts() {
  local script reason code
  for script in "$ETC"/init/*; do
    [ -f "$script" ] || continue
    log "running $script"
    : >"$RUN/error"
    # shellcheck disable=SC2310 # a log that cannot be passed on ends no start
    run_init_script "$script" 2> >(keep_last_line || true) &
    await_exit code $! "running $script"
    [ "$code" -eq 0 ] || sleep 0.5 # its last line is on its way
    reason=$(<"$RUN/error")
    [ "$code" -eq 0 ] || fail "the init script ${script##*/} failed (exit code $code), and the first boot with it: $reason" \
      '[InitScriptFailed]'
  done
}

# usage: run_init_script FILE
# The client's own bound of a statement is 16 MiB; the server's is the one that counts.
run_init_script() {
  case $1 in
    *.sql) exec mysql --no-defaults --user=mysql --socket="$SOCKET" --default-character-set=utf8mb4 --max-allowed-packet=1G <"$1" ;;
    *) MYSQL_SOCKET=$SOCKET exec bash "$1" ;;
  esac
}

# usage: keep_last_line
# Passes the log of a script on, and keeps its last line.
keep_last_line() {
  local line
  while IFS= read -r line; do
    echo "$line" >&2
    echo "${line:0:1000}" >"$RUN/error"
  done
}

# usage: publish_data
# From here on it is this member's data.
publish_data() {
  sync
  mv "$INCOMING" "$DATA"
  sync
}
