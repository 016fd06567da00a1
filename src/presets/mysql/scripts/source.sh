#!/bin/bash
# The server outside the set that the primary follows, if `source` is set: the declaration, the record in the data, and queries.
#
# The record is an attribute of the replication account, so that every member gets it by replication and by clones. Its name has the prefix
# of the server ids, which no two sets of a chain share: a set that follows another one also gets the record of that one.

# name of the record
SOURCE_RECORD=source-${SERVER_ID_PREFIX:-1}

# usage: read_declared_source RESULT
# RESULT becomes none, follow or cut-over. The file changes without a rollout.
read_declared_source() {
  local -n _declared=$1
  # shellcheck disable=SC2034 # the caller's variable
  _declared=$(<"$SOURCE_FILE")
}

# usage: read_source_address RESULT
read_source_address() {
  local -n _address=$1
  # shellcheck disable=SC2034 # the caller's variable
  read -r _address <"$ETC/source"
}

# usage: read_source_record STATE [END]
# STATE becomes gtid or position, which is how the set follows, cut-over, or none. END becomes the last position of a source without GTIDs.
read_source_record() {
  local -n _state_of_source=$1 _end_of_source=${2:-_ignored}
  local answer _ignored
  # shellcheck disable=SC2310 # the caller learns of it
  answer=$(local_sql "SELECT JSON_UNQUOTE(JSON_EXTRACT(attribute, '$.\"$SOURCE_RECORD\"')),
    JSON_UNQUOTE(JSON_EXTRACT(attribute, '$.\"$SOURCE_RECORD-end\"'))
    FROM information_schema.user_attributes WHERE user = '$REPLICATION_USER' AND host = '%'") || return
  read -r _state_of_source _end_of_source <<<"$answer"
  if [ "${_state_of_source:-NULL}" = NULL ]; then _state_of_source=none; fi
  # shellcheck disable=SC2034 # the caller's variable
  if [ "${_end_of_source:-NULL}" = NULL ]; then _end_of_source=''; fi
}

# usage: record_source STATE [END]
# Prints the statement that records the state.
record_source() {
  echo "ALTER USER '$REPLICATION_USER'@'%' ATTRIBUTE '{\"$SOURCE_RECORD\": \"$1\", \"$SOURCE_RECORD-end\": \"${2:-}\"}';"
}

# usage: write_source_options
# Writes the login options of the source's account for the clients.
write_source_options() {
  local user
  user=$(sed -n 2p "$ETC/source")
  write_client_options "$RUN/source.cnf" "$user" source '' "$ETC/source.cnf"
}

# usage: ask_source RESULT ERROR SQL
# RESULT becomes the answer of the source, or ERROR the reason why there is none.
ask_source() {
  local -n _source_answer=$1 _source_error=$2
  local code=0
  _source_error=''
  _source_answer=$(timeout 20 mysql --defaults-file="$RUN/source.cnf" -NBre "$3" 2>"$RUN/source-error") || code=$?
  [ "$code" -ne 0 ] || return 0
  # shellcheck disable=SC2034 # the caller's variable
  _source_error=$(tail -n 1 "$RUN/source-error")
  [ -n "$_source_error" ] || _source_error='no answer in time'
  return 1
}

# usage: read_source_end RESULT ERROR MODE
# RESULT becomes the end of the source's history: its GTID set, or FILE:POSITION.
read_source_end() {
  local -n _end=$1
  local answer position sql='SHOW BINARY LOG STATUS'
  [ "$3" != gtid ] || sql="SELECT REPLACE(@@gtid_executed, $NEWLINE, '')"
  # shellcheck disable=SC2310 # the caller learns of it
  ask_source answer "$2" "$sql" || return
  # shellcheck disable=SC2034 # the caller's variable
  case $3 in
    gtid) _end=$answer ;;
    *)
      read -r answer position _ <<<"$answer"
      _end=$answer:$position
      ;;
  esac
}

# usage: await_applied MODE END SECONDS
# Waits until this member has applied the source's history up to END. Fails if that takes longer.
await_applied() {
  local answer
  # shellcheck disable=SC2310 # the caller learns of it
  case $1 in
    gtid) answer=$(local_sql "SELECT WAIT_FOR_EXECUTED_GTID_SET('$2', $3) = 0") || return ;;
    *) answer=$(local_sql "SELECT COALESCE(SOURCE_POS_WAIT('${2%:*}', ${2##*:}, $3, '$SOURCE_CHANNEL'), -1) >= 0") || return ;;
  esac
  [ "$answer" = 1 ]
}

# usage: print_source_channel MODE
# Prints the statements, one a line, by which a primary follows the source. The channel of a source without GTIDs has the position, which a
# CHANGE REPLICATION SOURCE with a host would forget, so it is created once, with the data.
print_source_channel() {
  local password quoted user channel
  channel="FOR CHANNEL '$SOURCE_CHANNEL';"
  read_password password source
  quote_for_sql quoted "$password"
  user=$(sed -n 2p "$ETC/source")
  [ "$1" != gtid ] || echo "CHANGE REPLICATION SOURCE TO $(<"$ETC/source.sql"), SOURCE_AUTO_POSITION = 1 $channel"
  echo "START REPLICA USER = '${user//\'/\'\'}' PASSWORD = $quoted $channel"
}

# usage: settle_source ROLE MODE
# If this member is to be the primary of a set that follows a source, ROLE becomes standby (a pending primary becomes one later), and MODE
# gtid or position; otherwise MODE becomes empty. Ends a start that would open a set that follows, or that would let a set with data of its
# own follow.
settle_source() {
  local -n _settled=$1 _mode=$2
  local declared state address channels
  _mode=''
  read_declared_source declared
  read_source_record state
  case $declared:$state in
    *:cut-over | none:none) return 0 ;;
    none:*) fail "this set follows a server outside of it, and source is not set: set it again, and cutOver: true in it to end that" \
      "($DOCUMENTATION, 'Cut over to the set') [SourceMissing]" ;;
    *:none) fail "source is set, and this set has other data, which cannot follow another server: no data was changed. Remove" \
      "source, or let a set with another name follow [SourceOfOwnData]" ;;
  esac
  if [ "$state" = position ]; then
    read_source_address address
    channels=$(local_sql "SELECT COUNT(*) FROM performance_schema.replication_connection_configuration
      WHERE channel_name = '$SOURCE_CHANNEL' AND CONCAT(host, ':', port) = '$address'")
    [ "$channels" = 1 ] || fail "this member does not have the position of the source $address, which has no GTIDs: another member was" \
      "the primary, the volume is new, or the source had another address. Undo that, or seed the set again ($DOCUMENTATION," \
      "'Follow a server again from the beginning') [SourcePositionLost]"
  fi
  # shellcheck disable=SC2034 # the caller's variable
  _mode=$state
  [ "$_settled" = pending ] || _settled=standby
}
