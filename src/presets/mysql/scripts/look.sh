#!/bin/bash
# What the other members have, and whether that is known well enough to decide.
# shellcheck disable=SC2034,SC2154 # some variables are for decide.sh, and lib.sh sets others

# usage: look_until_sure
# Sets was and followed (what this member was before, and whose), gtids and uuid (its own), and what look_around does. Waits while something that
# was acknowledged might be lost by going on; the file accept-loss says that it may be.
look_until_sure() {
  local waited quiet=0
  was='' followed=''
  if [ -s "$ROLE_OF_DATA" ]; then read -r was followed <"$ROLE_OF_DATA"; fi
  uuid=$(here 'SELECT @@server_uuid')
  for ((waited = 0; ; waited++)); do
    apply_received
    gtids=$(here "SELECT REPLACE(@@gtid_executed, $NEWLINE, '')")
    look_around
    find_doubt
    if [ -z "$doubt" ] || [ -e "$VOLUME/accept-loss" ]; then break; fi
    [ $((waited % 10)) -ne 0 ] || say "$doubt"
    sleep 1
  done
  rm -f "$VOLUME/accept-loss"
}

# usage: apply_received
# Sets left: what could not be applied. A commit that this replica has acknowledged may stand in its relay log alone, which the recovery of relay
# logs at the real start throws away.
apply_received() {
  local state
  left=$(here "SELECT GTID_SUBTRACT($RECEIVED, @@gtid_executed)")
  [ -n "$left" ] || return 0
  say "applying what was received before: $left"
  here 'START REPLICA SQL_THREAD'
  while [ -n "$left" ]; do
    state=$(here "SELECT service_state FROM performance_schema.replication_applier_status LIMIT 1")
    [ "$state" = ON ] || break
    still "still applying what was received before: $left"
    sleep 0.5
    left=$(here "SELECT GTID_SUBTRACT($RECEIVED, @@gtid_executed)")
  done
  here 'STOP REPLICA SQL_THREAD'
}

# usage: look_around
# Sets gtids_of (also what is received and still to be applied) and read_only_of by ordinal for the members with data; acting: another member that
# takes writes; unheard: why others did not answer, by ordinal, and gone: of these, the ones that no network leads to; and connected: a member that
# replicates from one that runs.
look_around() {
  local ordinal read_only receiver
  acting='' connected=''
  gtids_of=() read_only_of=() unheard=() gone=()
  list_peers
  for ordinal in "${peers[@]}"; do
    ask "$ordinal" "SELECT @@datadir, @@super_read_only, COALESCE((SELECT service_state FROM performance_schema.replication_connection_status LIMIT 1), 'NONE'),
      CONCAT(REPLACE(@@gtid_executed, $NEWLINE, ''), ',', $RECEIVED)"
    if [ "$asked" != answered ]; then
      unheard[ordinal]=${error:-no answer in time}
      [[ $asked != absent && $asked != silent ]] || gone[ordinal]=true
      continue
    fi
    [[ $answer = $DATA/* ]] || continue
    IFS=$'\t' read -r _ read_only receiver "gtids_of[$ordinal]" <<<"$answer"
    read_only_of[ordinal]=$read_only
    [ "$read_only" = 1 ] || acting=$ordinal
    [ "$receiver" != ON ] || connected=$ordinal
  done
}

# usage: find_doubt
# Sets doubt: what might be lost by going on now.
find_doubt() {
  doubt=''
  doubt_received
  if [ -z "$doubt" ] && [ "$POD_INDEX" = "$SOURCE_ORDINAL" ] && [ "$was" != source ] && [ -z "$seeded$acting" ]; then doubt_opening; fi
  [ -z "$doubt" ] || doubt="$doubt. To go on all the same, and lose it: kubectl exec $NAME-$POD_INDEX -c bootstrap -- touch $VOLUME/accept-loss"
}

# usage: doubt_received
# What was acknowledged and cannot be applied may be thrown away if another member has it.
doubt_received() {
  local ordinal
  [ -n "$left" ] || return 0
  for ordinal in "${!gtids_of[@]}"; do
    compare "$left" "${gtids_of[ordinal]}"
    [ -n "$lacks" ] || return 0
  done
  doubt="this member has received transactions that it cannot apply (why is in the log above), and no member that answers has them: $left"
}

# usage: doubt_opening
# A member that was not the source opens only after all others have said what they have. The source before may be gone; it counts as gone after ten
# looks, if nobody replicates from it any more.
doubt_opening() {
  local ordinal
  for ordinal in "${!unheard[@]}"; do
    if [ "$ordinal" = "$followed" ] && [ -n "${gone[ordinal]:-}" ]; then continue; fi
    doubt="member $POD_INDEX is to be the source, and member $ordinal does not say what it has: ${unheard[ordinal]}"
    return
  done
  if [ -z "$followed" ] || [ -z "${unheard[followed]:-}" ]; then return 0; fi
  quiet=$((quiet + 1))
  if [ "$quiet" -lt 10 ] || [ -n "$connected" ]; then
    doubt="member $POD_INDEX is to be the source, and member $followed, which was it before, does not answer${connected:+, though member $connected replicates from one that runs}: ${unheard[followed]}"
  fi
}
