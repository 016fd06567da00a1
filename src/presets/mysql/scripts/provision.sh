#!/bin/bash
# Creates the data of an empty volume: a clone of the most complete member or, if no member has data and first boot is declared, newly
# initialized data. Both are built in a temporary directory and renamed last, so that incomplete data is never taken for the data.

# usage: provision ORIGIN [again | group]
# ORIGIN becomes first if this is the first data of the set, seeded if that is a copy of the source, open-primary if it is a clone of a
# primary that accepts writes, or member.
# A primary with an empty volume waits until every member answers and has applied all received transactions, because each of them can be
# the member that acknowledged the last commit. A member that had data (again) and knows a more complete one does not wait for members
# that are gone. A member of a group clones one that is in it, because the group sends it the rest; without a group, it waits until every
# member answers.
provision() {
  local -n _origin=$1
  local waited=0 first_boot donor silent behind unsure is_cloned is_initialized=no may_initialize may_seed is_seeded reason
  _origin=first
  [ ! -e "$DATA" ] || rmdir "$DATA" || fail "$DATA is not empty and has no system tables: the data is damaged. No file is changed: look" \
    "at it, then move or delete it to have this member cloned again [DataDamaged]"
  rm -rf "$INCOMING" "$SCRATCH"
  initialize_first is_initialized "${2:-}"
  [ "$is_initialized" = no ] || return 0
  start_empty_server
  while :; do
    check_server 'it waited for the other members'
    find_donor donor silent behind "${2:-}"
    case ${2:-}:$POD_INDEX in
      group:*) unsure=$silent ;;
      again:"$PRIMARY_ORDINAL") unsure=$behind ;;
      :"$PRIMARY_ORDINAL") unsure=$silent$behind ;;
      *) unsure='' ;;
    esac
    check_first_boot may_initialize
    check_seed may_seed
    if [ -n "$donor" ] && [ -z "$unsure" ]; then
      find_origin "$1" "$donor" "${2:-}"
      clone_from is_cloned "$donor"
      [ "$is_cloned" = no ] || break
      reason="member $donor did not give a clone: $(<"$RUN/error") [CloneFailed]"
    elif [ "$may_initialize:$donor$silent$behind" = yes: ]; then
      # first boot was declared after this start began
      kill_server
      rm -rf "$SCRATCH"
      initialize_first is_initialized "${2:-}"
      [ "$is_initialized" = no ] || return 0
      start_empty_server
    elif [ "$may_seed:$donor$silent$behind" = yes: ]; then
      seed_from_source is_seeded reason
      [ "$is_seeded" = no ] || {
        _origin=seeded
        return 0
      }
    else
      read_first_boot first_boot
      explain_wait reason "$silent" "$behind" "$first_boot" "${2:-}"
    fi
    wait_for_members waited "$reason"
  done
  kill_server
  keep_certificates
  rm -rf "$SCRATCH"
  [ "$_origin" = open-primary ] || touch "$INCOMING/${CLONED##*/}"
  publish_data
}

# usage: find_origin ORIGIN DONOR [again | group]
# An open primary follows no member, so its clone has no channel that would have to be reset.
find_origin() {
  local -n _origin_of_clone=$1
  local -A peer
  _origin_of_clone=member
  if [ -n "${3:-}" ] || [ "$2" != "$PRIMARY_ORDINAL" ]; then return; fi
  query_member peer "$2"
  [ "${peer[reached]}:${peer[read_only]:-}" != answered:0 ] || _origin_of_clone=open-primary
}

# usage: wait_for_members COUNT REASON
# Waits for a second, or at first for a shorter time, because the members of a new set are ready soon after each other. It ends the container
# after 300 times. COUNT is the caller's number of times.
wait_for_members() {
  local -n _times=$1
  [ "$_times" -lt 300 ] || fail "$2"
  [ $((_times % 10)) -ne 0 ] || log "$2"
  _times=$((_times + 1))
  if [ "$_times" -le 20 ]; then sleep 0.4; else sleep 1; fi
}

# usage: check_first_boot RESULT
# RESULT becomes yes if first boot is declared, and this member is the one that initializes. A member that had data never does.
check_first_boot() {
  local -n _may_initialize=$1
  local declared
  read_first_boot declared
  _may_initialize=no
  if [ "$declared" = true ] && [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] && [ ! -e "$ASIDE" ]; then _may_initialize=yes; fi
}

# usage: initialize_first RESULT [group]
# RESULT becomes yes if this member has initialized the first data of the set, while first boot is declared and no member has data. It
# initializes while the others start, and begins to use the data when each of them has answered.
initialize_first() {
  local -n _initialized=$1
  local waited=0 permitted silent with_data reason
  check_first_boot permitted
  [ "$permitted" = yes ] || return 0
  find_data silent with_data
  [ -z "$with_data" ] || return 0
  log 'first boot: initializing'
  initialize_in "$INCOMING" --defaults-file="$CONFIG" --super-read-only=OFF --read-only=OFF
  start_server --defaults-file="$CONFIG" --datadir="$INCOMING" --skip-networking "$QUICK_TO_END" \
    --super-read-only=OFF --read-only=OFF
  while :; do
    find_data silent with_data
    check_server 'it waited for the other members'
    if [ -z "$silent" ] || [ -n "$with_data" ]; then break; fi
    explain_wait reason "$silent" '' true "${2:-}"
    wait_for_members waited "$reason"
  done
  check_first_boot permitted
  if [ "$permitted" = no ] || [ -n "$with_data" ]; then
    log "this is not the first deployment${with_data:+: member(s)$with_data have data}"
    kill_server
    rm -rf "$INCOMING"
    return 0
  fi
  create_accounts
  run_init_scripts
  stop_server
  publish_data
  touch "$FRESH"
  _initialized=yes
}

# usage: find_online DONOR MEMBER...
# DONOR becomes the first member that is in a group with a majority, if there is one. Members outside of it can have another history.
find_online() {
  local -n _online=$1
  local ordinal
  local -A peer
  for ordinal in "${@:2}"; do
    query_group_member peer "$ordinal"
    if [ "${peer[reached]}" = answered ] && [ "${peer[state]}:${peer[majority]}" = ONLINE:yes ]; then
      _online=$ordinal
      return
    fi
  done
}

# usage: find_data SILENT WITH_DATA
# SILENT becomes the members that do not answer, and WITH_DATA those that have data.
find_data() {
  local -n _without_answer=$1 _with_data=$2
  local peers ordinal
  local -A peer
  _without_answer='' _with_data=''
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_member peer "$ordinal"
    if [ "${peer[reached]}" != answered ]; then
      _without_answer+=" $ordinal (${peer[error]:-no answer in time})"
    elif [ "${peer[has_data]}" = yes ]; then
      _with_data+=" $ordinal"
    fi
  done
}

# usage: start_empty_server
# Starts a server that reports the empty volume to the other members and can receive a clone. Its offline mode admits only the scripts of
# the members. A receiver gets the error for offline mode (3032) instead of a wrong password.
start_empty_server() {
  local password quoted
  log 'the volume is empty: starting a server that tells the other members so'
  initialize_in "$SCRATCH" --defaults-file="$EMPTY_CONFIG"
  start_server --defaults-file="$EMPTY_CONFIG" --datadir="$SCRATCH"
  read_password password replication
  quote_for_sql quoted "$password"
  local_sql "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; CREATE USER '$MEMBERS_USER'@'%' IDENTIFIED BY $quoted REQUIRE SSL;
    GRANT SELECT ON performance_schema.replication_connection_status TO '$MEMBERS_USER'@'%';
    GRANT SELECT ON performance_schema.replication_group_members TO '$MEMBERS_USER'@'%';
    GRANT CONNECTION_ADMIN ON *.* TO '$MEMBERS_USER'@'%';
    CREATE USER '$REPLICATION_USER'@'%' IDENTIFIED BY $quoted REQUIRE SSL;" root
}

# usage: find_donor DONOR SILENT BEHIND [again | group]
# DONOR becomes the member whose GTID set contains those of all other members with data, if there is one. SILENT becomes the members that
# do not answer, or not yet. BEHIND becomes the members that have received more than they have applied. In a group, DONOR becomes a member
# that is in one, if there is one, and no other member counts.
find_donor() {
  local -n _donor=$1 _silent=$2 _behind=$3
  local peers ordinal missing gtids=''
  local -A peer
  local -a executed=() received=()
  _donor='' _silent='' _behind=''
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_member peer "$ordinal"
    if [ "${peer[reached]}" != answered ]; then
      _silent+=" $ordinal (${peer[error]:-no answer in time})"
    elif [ "${peer[has_data]}" = yes ]; then
      executed[ordinal]=${peer[executed]} received[ordinal]=${peer[received]}
    fi
  done
  if [ "${4:-}" = group ] && [ ${#executed[@]} -gt 0 ]; then
    find_online "$1" "${!executed[@]}"
    [ -z "$_donor" ] || {
      _silent=''
      return
    }
  fi
  for ordinal in "${!executed[@]}"; do
    subtract_gtids missing "${received[ordinal]}" "${executed[ordinal]}" root
    [ -z "$missing" ] || _behind+=" $ordinal"
    if [ -n "$_donor" ]; then
      subtract_gtids missing "$gtids" "${executed[ordinal]}" root
      if [ -n "$missing" ]; then
        subtract_gtids missing "${executed[ordinal]}" "$gtids" root
        [ -z "$missing" ] || fail "the volume is empty, and members $_donor and $ordinal have histories of which neither contains the" \
          "other: decide which one is right ($DOCUMENTATION, 'Resolve two histories') [HistoriesDiverged]"
        continue
      fi
    fi
    _donor=$ordinal gtids=${executed[ordinal]}
  done
}

# usage: explain_wait RESULT SILENT BEHIND FIRST_BOOT [group]
# No prop makes a member of a group the primary.
explain_wait() {
  local -n _reason=$1
  local remedy='make a member with data the primary (primaryOrdinal)' declared
  read_declared_source declared
  [ "${5:-}" != group ] || remedy="restore a backup ($DOCUMENTATION, 'Restore when all volumes are lost')"
  # shellcheck disable=SC2310 # its exit code is the answer
  if [ -n "$2" ]; then
    _reason="the volume is empty, and the start waits until these members answer, which may have the data:$2. If they are gone for good,"
    _reason+=" $remedy [EmptyVolumeWaits]"
  elif [ -n "$3" ]; then
    _reason="the volume is empty, and the start waits until member(s)$3 have applied what they received [EmptyVolumeWaits]"
  elif [ -e "$ASIDE" ]; then
    _reason="this member had data, which is in $ASIDE, and no member that answers has any: this is not the first deployment, so no data is"
    _reason+=" initialized. Bring back a member with data [NoMemberWithData]"
  elif [ "$4" = true ]; then
    _reason="the volume is empty; waiting for member $PRIMARY_ORDINAL, which initializes [EmptyVolumeWaits]"
  elif [ "$declared" = follow ]; then
    _reason="the volume is empty; waiting for member $PRIMARY_ORDINAL, which copies the source [EmptyVolumeWaits]"
  elif [ "$declared" = cut-over ]; then
    _reason='the volume is empty, no member has data, and cutOver is set in source, so the source is not copied: bring back a member with'
    _reason+=' data; if the set has never followed the source, remove cutOver until it does [NoMemberWithData]'
  elif is_adoption_declared; then
    _reason="the volume is empty, and adopt expects the data of the old installation on that of member $PRIMARY_ORDINAL: give its claim the"
    _reason+=" right volume [NoMemberWithData]"
  else
    # shellcheck disable=SC2034 # the caller's variable
    _reason='the volume is empty, no member has data, and firstBoot is off: this is not the first deployment, so no data is initialized.'
    _reason+=' Bring back a member with data or restore a backup; for a first deployment set firstBoot: true [NoMemberWithData]'
  fi
}

# usage: clone_from RESULT ORDINAL
# RESULT becomes yes or no. A donor gives one clone at a time, so the caller tries again after a rejection.
clone_from() {
  local host
  host=$(host_of "$2")
  log "cloning from $host"
  receive_clone "$1" "$host:$PORT" "$MEMBERS_USER" replication
}

# usage: receive_clone RESULT ADDRESS USER KEY [SQL]
# INCOMING becomes a clone of the server, and RESULT yes; or no, with the reason in the file error. The empty server runs SQL before.
receive_clone() {
  local -n _is_received=$1
  local password quoted code
  read_password password "$4"
  quote_for_sql quoted "$password"
  rm -rf "$INCOMING"
  local_sql "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; SET GLOBAL clone_valid_donor_list = '$2'; ${5:-}
    CLONE INSTANCE FROM '${3//\'/\'\'}'@'${2%:*}':${2##*:} IDENTIFIED BY $quoted DATA DIRECTORY = '$INCOMING' REQUIRE SSL;" root \
    2>"$RUN/error" &
  await_exit code $! "cloning from ${2%:*}"
  _is_received=no
  [ "$code" -ne 0 ] || _is_received=yes
}

# usage: keep_certificates
# A clone has no keys and certificates. Without those that the empty server has generated, the server on it takes half a second for others.
keep_certificates() {
  local file
  for file in "$SCRATCH"/*.pem; do
    [ ! -e "$file" ] || mv "$file" "$INCOMING" || rm -f "$INCOMING/${file##*/}"
  done
}

# usage: start_with_other_accounts OPTION...
# Starts a server on data that has the accounts of another installation. Before anybody can log in, it gets mysql@localhost, which may
# create the accounts of the set, until the caller takes GRANT OPTION from it.
start_with_other_accounts() {
  {
    echo 'CREATE USER IF NOT EXISTS mysql@localhost IDENTIFIED WITH auth_socket;'
    echo 'GRANT ALL ON *.* TO mysql@localhost WITH GRANT OPTION;'
  } >"$RUN/adoption.sql"
  start_server --defaults-file="$CONFIG" --skip-networking --super-read-only=OFF --read-only=OFF --event-scheduler=DISABLED \
    --init-file="$RUN/adoption.sql" "$@"
}

# usage: create_accounts [USER]
# Creates the accounts of the set that the data does not have. USER is the account that does it, by default root.
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
  mysql --no-defaults --user="${1:-root}" --socket="$SOCKET" --default-character-set=utf8mb4 <"$RUN/accounts.sql" 2>"$RUN/error" &
  await_exit code $! 'making the accounts'
  rm "$RUN/accounts.sql"
  # the text before the first quotation mark: the server quotes the statement that it rejects, which can contain a password
  reason=$(cut -d "'" -f 1 "$RUN/error")
  [ "$code" -eq 0 ] || fail "the accounts of the set could not be made: $reason [AccountsNotMade]"
}

# usage: run_init_scripts
# Runs the init scripts of the user in the order of their names. They run once, on the primary; the replicas get the result.
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
# The client's default limit of a statement is 16 MiB. With this option, the limit of the server applies.
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
# After this call, the data belongs to this member.
publish_data() {
  sync -f "$VOLUME"
  mv "$INCOMING" "$DATA"
  sync -f "$VOLUME"
}
