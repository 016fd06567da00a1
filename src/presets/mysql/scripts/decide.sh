#!/bin/bash
# What a member with data shall be: the source, a replica, or a pending source, which follows the acting one until that steps down.
# shellcheck disable=SC2034,SC2154 # what lib.sh and look.sh find out, and what lib.sh writes down

# usage: decide
# Sets role and leader (the ordinal that is followed). Re-clones a member whose history went its own way.
decide() {
  say 'starting mysqld on the data of this member, closed to clients, to compare it with the other members'
  start_here --defaults-file="$CONFIG" --server-id="1$POD_INDEX" --skip-networking --relay-log-recovery=OFF
  record_version
  check_accounts
  look_until_sure
  role=source leader=$POD_INDEX
  if [ -n "$acting" ]; then
    role=pending leader=$acting
  fi
  if [ "$POD_INDEX" != "$SOURCE_ORDINAL" ]; then
    role=replica leader=$SOURCE_ORDINAL
  fi
  case $role in
    source) lead ;;
    *) follow ;;
  esac
  stop_here
}

# usage: check_accounts
# A replica that cannot log in at the source, or does not trust its certificate, would serve what it has for ever, and a roll would go on to the
# next one. The scripts and the channel log in as accounts of their own. For some seconds a source that is being seeded has none.
check_accounts() {
  local tries user
  [ "$POD_INDEX" != "$SOURCE_ORDINAL" ] || return 0
  for ((tries = 0; tries < 10; tries++)); do
    for user in "$MEMBERS_USER" "$REPLICATION_USER"; do
      ask "$SOURCE_ORDINAL" 'SELECT 1' "$user"
      [ "$asked" != refused ] || break
    done
    [ "$asked" = refused ] || return 0
    sleep 1
  done
  die "member $SOURCE_ORDINAL refuses the replication password or the certificates of this pod's Secrets for the account $user: $error"
}

# usage: lead
# A source opens only if it has all that others have: one of them may have been the source meanwhile. Where each has something of its own,
# either may be the one whose writes were acknowledged last, also if those that are only here began here.
lead() {
  local ordinal missing
  for ordinal in "${!gtids_of[@]}"; do
    compare "${gtids_of[ordinal]}" "$gtids"
    [ -n "$lacks" ] || continue
    missing=$lacks
    say "member $ordinal has transactions that are missing here: $missing"
    compare "$gtids" "${gtids_of[ordinal]}"
    [ -z "$lacks" ] || die "member $POD_INDEX is to be the source, and member $ordinal has a different history: only there is $missing, only here is $lacks. Nothing is thrown away: decide which one is right (docs/presets/mysql.md, 'Two histories')"
    take_from_most
    return
  done
  here 'STOP REPLICA; RESET REPLICA ALL'
}

# usage: take_from_most
# Gets what is missing from the member that has all that any other has: by following it for a moment or, where its binary logs no longer reach back
# so far, by a clone.
take_from_most() {
  local ordinal other most=''
  for ordinal in "${!gtids_of[@]}"; do
    for other in "${gtids_of[@]}"; do
      compare "$other" "${gtids_of[ordinal]}"
      [ -z "$lacks" ] || continue 2
    done
    most=$ordinal
    break
  done
  [ -n "$most" ] || die "member $POD_INDEX is to be the source, and the others have histories of which none contains all: decide which one is right (docs/presets/mysql.md, 'Two histories')"
  compare "${gtids_of[most]}" "$gtids"
  find_fetchable "$most" "$lacks"
  if [ -n "$fetchable" ]; then
    say "following member $most until all of that is here"
    role=pending leader=$most former=$followed
  else
    start_over "$most"
  fi
}

# usage: follow
# A replica follows only a leader that has all that it has itself.
follow() {
  [ -n "${gtids_of[leader]+known}" ] || return 0
  compare "$gtids" "${gtids_of[leader]}"
  [ -n "$lacks" ] || return 0
  if [ "${read_only_of[leader]}" = 1 ]; then
    hand_over
    return
  fi
  say "transactions here are missing at the source, member $leader: $lacks"
  start_over "$leader"
}

# usage: hand_over
# The leader is not open yet and may still fetch from here what it lacks, as in a planned switch-over. Where the source before is gone, and this
# member is not it, nobody brings it that: it takes it when it starts as the source, for which it asks every member.
hand_over() {
  local waited patience=300
  if [ -n "$followed" ] && [ "$was" != source ] && [ -n "${unheard[followed]:-}" ]; then patience=10; fi
  say "member $leader is to become the source: waiting until it has all that is here"
  stop_here
  start_here --defaults-file="$CONFIG" --server-id="1$POD_INDEX" --report-host="$NAME-$POD_INDEX.$NAME"
  for ((waited = 0; waited < patience; waited++)); do
    ask "$leader" "SELECT GTID_SUBTRACT('$gtids', @@gtid_executed)"
    still "still waiting until member $leader has all that is here"
    if [ "$asked" = answered ] && [ -z "$answer" ]; then
      say "member $leader has all that is here"
      return
    fi
    sleep 1
  done
  say "member $leader did not fetch what is here; it is asked for when member $leader starts as the source"
}

# usage: start_over ORDINAL
# Puts the data aside and takes a clone, if all that would be lost from the set is this member's own doing.
start_over() {
  local foreign
  compare "$gtids" "${gtids_of[$1]}"
  foreign=$(tr ',' '\n' <<<"$lacks" | grep -v "^$uuid:" || true)
  if [ -n "$foreign" ]; then
    die "member $POD_INDEX and member $1 have different histories, and what is only here did not begin here: $foreign. Nothing is thrown away: decide which one is right (docs/presets/mysql.md, 'Two histories')"
  fi
  [ ! -e "$ASIDE" ] || die "member $POD_INDEX has to be cloned anew, but $ASIDE still has the data of an earlier time: look at it, then delete it"
  stop_here
  say "keeping this member's own history in $ASIDE, and cloning from member $1"
  mv "$DATA" "$ASIDE"
  seed "$1"
  start_here --defaults-file="$CONFIG" --server-id="1$POD_INDEX" --skip-networking
  gtids_of=()
}
