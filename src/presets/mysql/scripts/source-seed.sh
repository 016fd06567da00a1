#!/bin/bash
# The first data of a set that follows a source: a clone of it, or a dump with its position, and the accounts of the set.

# usage: check_seed RESULT
# RESULT becomes yes if a source is declared and this member is the one that seeds the set. A member that had data never does, and neither
# does one whose set is to be cut over: its data is lost, or it has never followed.
check_seed() {
  local -n _may_seed=$1
  local declared
  read_declared_source declared
  _may_seed=no
  if [ "$declared" = follow ] && [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] && [ ! -e "$ASIDE" ]; then _may_seed=yes; fi
}

# usage: seed_from_source RESULT REASON
# RESULT becomes yes, and the data belongs to this member; or no, with the REASON why it has to be tried again.
seed_from_source() {
  local -n _is_seeded=$1 _why=$2
  local error version address mode=gtid position=''
  local -A facts=()
  local -a found=()
  _is_seeded=no
  read_source_address address
  write_source_options
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! inspect_source facts error; then
    # shellcheck disable=SC2034 # the caller's variable
    _why="the source $address does not answer: $error [SourceUnreachable]"
    return 0
  fi
  version=$(local_sql "SELECT SUBSTRING_INDEX(@@version, '-', 1)" root)
  judge_source found facts "$version"
  refuse_source "$address" "${found[@]}"
  [ "${facts[gtid_mode]}" = ON ] || mode=position
  copy_source facts "$version" "$address" "$mode" position
  finish_seed "$mode" "$position" "$address"
  _is_seeded=yes
}

# usage: refuse_source ADDRESS [FINDING...]
refuse_source() {
  local text
  number_findings text "${@:2}"
  [ -z "$text" ] || fail "this set cannot follow the source $1 as it is, and no data was copied.$text [SourceRefused]"
}

# usage: copy_source FACTS VERSION ADDRESS MODE POSITION
# INCOMING becomes a copy of the source, and POSITION its end as FILE:POSITION, unless a clone has it in its files. A clone needs a server
# of the same series.
copy_source() {
  local -n _source_facts=$1
  local is_cloned=no series own_series user reason
  series=$(rank_of "${_source_facts[version]}")
  own_series=$(rank_of "$2")
  if [ "$series:${_source_facts[clone]}:${_source_facts[backup_admin]}" = "$own_series:1:1" ]; then
    log "seeding this set by a clone of the source $3"
    user=$(sed -n 2p "$ETC/source")
    receive_clone is_cloned "$3" "$user" source "$(<"$ETC/source-clone.sql")"
    reason=$(tail -n 1 "$RUN/error")
    [ "$is_cloned" = yes ] || log "the source gives no clone, so a dump is taken: $reason"
  fi
  kill_server
  rm -rf "$SCRATCH"
  [ "$is_cloned" = no ] || return 0
  log "seeding this set by a dump of the source $3"
  dump_source "$4" "$5"
}

# usage: dump_source MODE POSITION
# Loads a consistent dump into new data. Nothing of the load is logged: the others clone the result.
dump_source() {
  local answer error code purged=OFF databases=() file=$RUN/position
  local -n _position_of_dump=$2
  [ "$1" != gtid ] || purged=ON
  rm -rf "$INCOMING"
  initialize_in "$INCOMING" --defaults-file="$CONFIG" --super-read-only=OFF --read-only=OFF
  start_server --defaults-file="$CONFIG" --datadir="$INCOMING" --skip-networking \
    --super-read-only=OFF --read-only=OFF --event-scheduler=DISABLED --sync-binlog=0 --innodb-flush-log-at-trx-commit=0
  # shellcheck disable=SC2310 # its exit code is the answer
  ask_source answer error "SELECT schema_name FROM information_schema.schemata
    WHERE schema_name NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')" || fail "the source: $error [SourceNotDumped]"
  [ -z "$answer" ] || mapfile -t databases <<<"$answer"
  [ ${#databases[@]} -gt 0 ] || fail 'the account sees no database on the source: grant it SELECT on *.* [SourceNotDumped]'
  copy_accounts
  rm -f "$file"
  # shellcheck disable=SC2310 # the exit code of the pipe is the answer
  load_dump "$purged" "$file" "${databases[@]}" &
  await_exit code $! 'loading the dump of the source'
  # without the quoted statement, which can contain a password
  error=$(cut -d "'" -f 1 "$RUN/error")
  [ "$code" -eq 0 ] || fail "the source could not be dumped and loaded: $(<"$RUN/dump-error") $error [SourceNotDumped]"
  # shellcheck disable=SC2034 # the caller's variable
  _position_of_dump=$(<"$file")
  stop_server
}

# usage: load_dump PURGED FILE DATABASE...
# PURGED: whether the dump has the GTID set. FILE gets the position.
load_dump() {
  # shellcheck disable=SC2312 # pipefail passes the first exit code on
  mysqldump --defaults-file="$RUN/source.cnf" --single-transaction --source-data=2 --set-gtid-purged="$1" --routines --events \
    --triggers --no-tablespaces --max-allowed-packet=1G --databases "${@:3}" 2>"$RUN/dump-error" | keep_position "$2" |
    mysql --no-defaults --user=root --socket="$SOCKET" --default-character-set=utf8mb4 --max-allowed-packet=1G \
      --init-command='SET SESSION sql_log_bin = OFF' 2>"$RUN/error"
}

# usage: keep_position FILE
# Passes a dump on, and writes FILE:POSITION, from the comment near its beginning, into a file.
keep_position() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line"
    if [[ $line =~ SOURCE_LOG_FILE=\'([^\']+)\',\ SOURCE_LOG_POS=([0-9]+) ]]; then
      echo "${BASH_REMATCH[1]}:${BASH_REMATCH[2]}" >"$1"
      break
    fi
  done
  exec cat
}

# usage: copy_accounts
# Creates the accounts of the source, with their passwords, before the objects that they define. Roles must exist before they are granted,
# so all accounts come first, then their privileges, then their default roles.
copy_accounts() {
  local answer error line statement failed='' creates=() grants=() defaults=()
  # shellcheck disable=SC2310 # its exit code is the answer
  ask_source answer error "SELECT CONCAT('SHOW CREATE USER ', QUOTE(user), '@', QUOTE(host), '; SHOW GRANTS FOR ', QUOTE(user), '@',
    QUOTE(host), ';') FROM mysql.user WHERE user NOT LIKE 'mysql.%' AND (user, host) NOT IN (('mysql', 'localhost'), ('root', 'localhost'))
    AND user NOT LIKE 'stateful\\_%'" || fail "the accounts of the source cannot be read, so they could not log in here: $error. Grant" \
    "SELECT on mysql.* [SourceNotDumped]"
  [ -n "$answer" ] || return 0
  # shellcheck disable=SC2310 # its exit code is the answer
  ask_source answer error "SET SESSION print_identified_with_as_hex = ON; $answer" || fail "the accounts of the source: $error" \
    '[SourceNotDumped]'
  while IFS= read -r line; do
    case $line in
      'CREATE USER '*)
        line="CREATE USER IF NOT EXISTS ${line#CREATE USER }"
        if [[ $line =~ ^(CREATE USER IF NOT EXISTS ([^ ]+) .*)\ DEFAULT\ ROLE\ ([^ ]+)\ (REQUIRE\ .*)$ ]]; then
          defaults+=("ALTER USER ${BASH_REMATCH[2]} DEFAULT ROLE ${BASH_REMATCH[3]}")
          line="${BASH_REMATCH[1]} ${BASH_REMATCH[4]}"
        fi
        creates+=("$line")
        ;;
      *) grants+=("$line") ;;
    esac
  done <<<"$answer"
  for statement in "${creates[@]}" "${grants[@]}" "${defaults[@]}"; do
    # shellcheck disable=SC2310 # all errors are reported at once
    local_sql "SET SESSION sql_log_bin = OFF; $statement" root 2>"$RUN/error" && continue
    # without the quoted statement, which can contain a password
    error=$(cut -d "'" -f 1 "$RUN/error")
    failed+=" ${statement%% IDENTIFIED *}: $error;"
  done
  [ -z "$failed" ] || log "accounts of the source that could not be copied in full:$failed"
}

# usage: finish_seed MODE POSITION ADDRESS
# Creates the accounts of the set before anybody can log in, and records that the set follows. With a source without GTIDs, the transactions
# of the source get GTIDs of this member, and the channel has the position from here on.
finish_seed() {
  local position=$2 record channel
  start_with_other_accounts --datadir="$INCOMING"
  # a source can be a replica itself
  local_sql 'RESET REPLICA ALL'
  create_accounts mysql
  record=$(record_source "$1")
  local_sql "$record REVOKE GRANT OPTION ON *.* FROM mysql@localhost"
  if [ "$1" = position ]; then
    [ -n "$position" ] || position=$(local_sql "SELECT CONCAT(binlog_file, ':', binlog_position) FROM performance_schema.clone_status")
    [[ $position =~ ^[^:]+:[0-9]+$ ]] || fail "the copy has no position of the source: $position [SourceNotDumped]"
    channel=$(<"$ETC/source.sql")
    local_sql "CHANGE REPLICATION SOURCE TO $channel, SOURCE_LOG_FILE = '${position%:*}', SOURCE_LOG_POS = ${position##*:},
      ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS = LOCAL FOR CHANNEL '$SOURCE_CHANNEL'"
  fi
  stop_server
  publish_data
  touch "$FRESH"
  log "this set has a copy of the source $3 and follows it"
}
