#!/bin/bash
# Replaces itself with a member of the ensemble. The data, id and member list on the volumes decide how it starts.
#
# Invariant: until the server starts, this member takes no part in an ensemble, and all data on its volumes is kept.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${TRANSACTION_LOG:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/volumes.sh
. "$scripts/volumes.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/adoption-findings.sh
. "$scripts/adoption-findings.sh"
# shellcheck source=SCRIPTDIR/adoption.sh
. "$scripts/adoption.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/certificates.sh
. "$scripts/certificates.sh"
# shellcheck source=SCRIPTDIR/secrets.sh
. "$scripts/secrets.sh"
# shellcheck source=SCRIPTDIR/members.sh
. "$scripts/members.sh"
# shellcheck source=SCRIPTDIR/peers.sh
. "$scripts/peers.sh"
# shellcheck source=SCRIPTDIR/empty-member.sh
. "$scripts/empty-member.sh"

# The state of a start: the hosts of all members by ordinal, the suffix that makes a host absolute, and whether this member has no data.
# main sets these three before it queries other members, and they do not change afterwards.
hosts=() domain='' empty=''
# the last logged reason of a wait
wait_reason=''
# the member lists that other members have reported, by ordinal
told=()

main() {
  local id config=$CONFIG list=$MEMBERS_FILE adopted=no
  trap 'exit 143' TERM
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  rm -f "$LEAVING" "$READY_AT"
  # shellcheck disable=SC2310 # its exit code is the answer
  if is_to_be_adopted; then adopted=yes; else check_volumes; fi
  write_jaas
  write_certificates
  read_members id hosts "$list"
  if [ -z "$id" ]; then
    prepare_leaving "${#hosts[@]}"
    config=$LEAVING_CONFIG list=$MEMBERS_OF_DATA
    read_members id hosts "$list"
    log "this member leaves: it continues with the ${#hosts[@]} members that it last ran with, until it is removed"
  fi
  [ "$adopted" = no ] || adopt_volumes "$id"
  find_domain domain "${hosts[POD_INDEX]:-}"
  check_data empty
  check_id "$DATA" "$id"
  check_id "$TRANSACTION_LOG" "$id"
  check_log
  mark_volumes "$id"
  check_members "$list"
  if [ "$empty" = true ]; then join_ensemble; fi
  wait_for_names
  rm -f "$WAIT_REASON"
  if [ -e "$CERTIFICATE/tls.key" ]; then renew_certificates & fi
  exec zkServer.sh start-foreground "$config"
}

# usage: prepare_leaving MEMBERS
# A member that is not on the current list continues with its last one until it is removed, because members with that list still need it.
# MEMBERS is the number of members on the current list. Writes LEAVING_CONFIG, and LEAVING for the liveness probe.
prepare_leaving() {
  local number host
  [ "$(<"$REMOVAL_FILE")" = true ] ||
    fail "member $POD_INDEX is not one of the $1 members: kubectl scale alone makes no ensemble larger." \
      "Change replicas, by one at a time ($DOCUMENTATION, 'Add members') [MemberNotConfigured]"
  [ -s "$MEMBERS_OF_DATA" ] ||
    fail "member $POD_INDEX leaves, and its volume is empty, so it has no data to hand over:" \
      "apply replicas: $POD_INDEX, without removeLastMember ($DOCUMENTATION, 'Remove members') [LeavingMemberEmpty]"
  {
    grep -v '^server\.' "$CONFIG"
    while read -r number host; do echo "server.$number=${host%.}:$QUORUM_PORT:$ELECTION_PORT"; done <"$MEMBERS_OF_DATA"
  } >"$LEAVING_CONFIG"
  touch "$LEAVING"
}

main "$@"
