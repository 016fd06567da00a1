#!/bin/bash
# Runs while a primary follows a source, and until source is removed. Cuts over when the program asks for it: makes the source read-only,
# waits for the rest, and opens this member. Afterwards reports a source that still writes.
set -uo pipefail
: "${NAME:?}" "${POD_INDEX:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"
# shellcheck source=SCRIPTDIR/source.sh
. "$scripts/source.sh"
# shellcheck source=SCRIPTDIR/role.sh
. "$scripts/role.sh"

# how long a source that this account may not make read-only has to be without a write
QUIET_SECONDS=10

# usage: cut_over MODE
# Fails if the cut-over has to be tried again. An administrator can accept the loss of transactions that the source has not sent.
cut_over() {
  local reason='' end='' record
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! drain_source "$1" end reason; then
    if [ -e "$ACCEPT_LOSS" ]; then
      await_received "$1" end
    else
      log_wait "the cut-over waits: $reason. To open this set without further transactions of the source: touch $ACCEPT_LOSS in this" \
        container
      return 1
    fi
  fi
  [ "$1" = position ] || end=''
  # the statement is the point of no return: until then, a start follows the source again
  record=$(record_source cut-over "$end")
  # shellcheck disable=SC2310 # it is tried again
  local_sql "STOP REPLICA FOR CHANNEL '$SOURCE_CHANNEL'; SET GLOBAL super_read_only = OFF; $record" || return
  rm -f "$ACCEPT_LOSS"
}

# usage: cannot RESULT TEXT
# RESULT becomes the reason why the cut-over has to wait. Always fails.
cannot() {
  local -n _obstacle=$1
  # shellcheck disable=SC2034 # the caller's variable
  _obstacle=$2
  return 1
}

# usage: drain_source MODE END REASON
# Makes the source read-only and waits until all that it has is here. END becomes the end of its history. If the rest does not arrive, the
# source is made writable again, and REASON is why.
drain_source() {
  local error='' before is_closed
  # shellcheck disable=SC2310 # their exit codes are the answers
  {
    check_replicas "$3" || return
    read_source_end "$2" error "$1" || cannot "$3" "the source does not answer: $error" || return
    await_applied "$1" "${!2}" 3 || cannot "$3" 'this set lags behind the source, or has stopped to follow it' || return
    ask_source before error 'SELECT @@super_read_only' || cannot "$3" "the source does not answer: $error" || return
    close_source is_closed "$before" "$3" || return
    [ "$is_closed" = yes ] || await_quiet_source "$1" "${!2}" "$3" || return
    if read_source_end "$2" error "$1" && await_applied "$1" "${!2}" 10; then return 0; fi
    cannot "$3" "the last writes of the source did not arrive in time${error:+: $error}" || true
  }
  [ "$is_closed:$before" != yes:0 ] || reopen_source
  return 1
}

# usage: check_replicas REASON
# A primary whose commits wait for a replica would open and then hold every write back.
check_replicas() {
  local replicas
  grep -q rpl_semi_sync "$ETC/primary.sql" || return 0
  replicas=$(local_sql "SELECT COUNT(*) FROM performance_schema.processlist WHERE command LIKE 'Binlog Dump%'")
  # shellcheck disable=SC2310 # its exit code is the answer
  [ "${replicas:-0}" -gt 0 ] || cannot "$1" 'no replica is connected that could acknowledge the writes of this set'
}

# usage: close_source RESULT BEFORE REASON
# RESULT becomes yes if the source is read-only for everybody, also after a restart, and no if this account may not do that. It waits for
# statements that hold locks, but not for long.
close_source() {
  local -n _is_closed=$1
  local answer error
  _is_closed=yes
  [ "$2" != 1 ] || return 0
  # shellcheck disable=SC2310 # its exit code is the answer
  ask_source answer error 'SET SESSION lock_wait_timeout = 3; SET PERSIST super_read_only = ON' && return
  # shellcheck disable=SC2034 # the caller's variable
  _is_closed=no
  [[ $error != *'ERROR 1227 '* ]] || return 0
  reopen_source
  # shellcheck disable=SC2310 # its exit code is the answer
  cannot "$3" "the source cannot be made read-only: $error"
}

# usage: reopen_source
reopen_source() {
  local answer error
  # shellcheck disable=SC2310 # its exit code is the answer
  ask_source answer error 'SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF; RESET PERSIST IF EXISTS super_read_only' ||
    log "the source may still be read-only, and could not be made writable again: $error"
}

# usage: await_quiet_source MODE END REASON
# For a source that this account may not make read-only: it must have no write for some seconds.
await_quiet_source() {
  local end error
  log "the account may not make the source read-only (SYSTEM_VARIABLES_ADMIN): waiting for $QUIET_SECONDS s without a write there"
  sleep "$QUIET_SECONDS"
  # shellcheck disable=SC2310 # their exit codes are the answers
  {
    read_source_end end error "$1" || cannot "$3" "the source does not answer: $error" || return
    [ "$end" = "$2" ] || cannot "$3" 'the source still writes: stop its clients, or make it read-only'
  }
}

# usage: await_received MODE END
# Applies the transactions that have arrived from a source that does not answer any more. END becomes the end of them.
await_received() {
  local -n _received=$2
  local answer file position
  case $1 in
    gtid)
      _received=$(local_sql "SELECT REPLACE(received_transaction_set, $NEWLINE, '') FROM performance_schema.replication_connection_status
        WHERE channel_name = '$SOURCE_CHANNEL'")
      ;;
    *)
      answer=$(local_sql "SHOW REPLICA STATUS FOR CHANNEL '$SOURCE_CHANNEL'")
      # an empty column is none to the shell
      IFS='|' read -r _ _ _ _ _ file position _ <<<"${answer//$'\t'/|}"
      _received=$file:$position
      ;;
  esac
  # shellcheck disable=SC2310 # its exit code is the answer
  await_applied "$1" "$_received" 60 || log 'not all that the source had sent could be applied'
  log 'the loss of the transactions that the source has not sent is accepted'
}

# usage: open_set
# After a crash from the record on, the member restarts as a primary.
open_set() {
  write_role primary "$POD_INDEX" "$POD_INDEX"
  # shellcheck disable=SC2310 # it is tried again
  until take_effect; do
    sleep 0.5
  done
  log "the cut-over is complete: member $POD_INDEX accepts writes"
}

# usage: check_source_writes END ADDRESS
# Reports transactions of the source that are not here. END is the last position of a source without GTIDs. Of such a source, an event of a
# transaction after END counts, because a restart also begins a new file.
check_source_writes() {
  local end error more extra='' file=${1%:*}
  local -A own=()
  # shellcheck disable=SC2310 # a source that is gone does not write
  if [ -z "$1" ]; then
    if ! read_source_end end error gtid || ! query_local own || ! subtract_gtids extra "$end" "${own[executed]}"; then return 0; fi
  else
    ask_source extra error "SHOW BINLOG EVENTS IN '$file' FROM ${1##*:} LIMIT 100" || extra=''
    read_source_end end error position || return 0
    [ "${end%:*}" = "$file" ] || ! ask_source more error "SHOW BINLOG EVENTS IN '${end%:*}' LIMIT 100" || extra+=$'\n'$more
    extra=$(grep -oim 1 $'^[^\t]*\t[0-9]*\t[a-z_]*gtid\t' <<<"$extra" || true)
    extra=${extra//$'\t'/ }
  fi
  [ -z "$extra" ] || log "the source $2 still writes, and this set does not have these transactions: $extra. Stop its" \
    'clients, and transfer them by hand [SourceStillWrites]'
}

# usage: await_cut_over
# Returns when the set has been cut over.
await_cut_over() {
  local declared state='' end error address is_current=no
  read_source_address address
  while sleep 1; do
    # shellcheck disable=SC2310 # the server starts
    [ -n "$state" ] || read_source_record state 2>/dev/null || continue
    [ "$state" != cut-over ] || return 0
    read_declared_source declared
    # shellcheck disable=SC2310 # their exit codes are the answers
    if [ "$declared" = cut-over ]; then
      cut_over "$state" && return
    elif [ "$is_current" = no ] && read_source_end end error "$state" && await_applied "$state" "$end" 5; then
      is_current=yes
      log "this set has all that the source $address had just now; it can be cut over"
    fi
  done
  return 1
}

main() {
  local address end
  write_source_options
  await_cut_over || return
  [ "$(<"$RUN/role")" = primary ] || open_set
  [ -z "${WAITS_WITHOUT_LIMIT:-}" ] || "$BASH" "$scripts/watch-commits.sh" &
  read_source_address address
  read_source_record _ end
  while sleep 15; do
    check_source_writes "$end" "$address"
  done
}

main "$@"
