#!/bin/bash
# Runs before Patroni is stopped. A leader hands over to the member that is ready first. In a rolling update with larger values of settings
# that a replica must not have smaller than the primary, it hands over to the lowest member that can take over. The update stops that member
# last, so no member with larger values becomes the primary before all others have them. With a chosen candidate, the others follow it two
# seconds later.
set -uo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${POD_IP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/rest.sh
. "$scripts/rest.sh"

# usage: wait_for_votes
# With a quorum, Patroni counts a replica that is back in its next round only. The commits of a new primary wait for the members that were
# counted: if one is its successor and the other one is being stopped, they would wait for several seconds.
wait_for_votes() {
  local attempt answer
  [[ $(<"$DYNAMIC_CONFIG") = *'"synchronous_mode": "quorum"'* ]] || return 0
  for ((attempt = 0; attempt < 20; attempt++)); do
    answer=$(request GET /cluster)
    [[ $answer =~ \"role\":\ \"replica\",\ \"state\":\ \"(running|streaming)\" ]] || return 0
    sleep 1
  done
}

# usage: hand_over_to_lowest
# Without an answer, Patroni is in the middle of it or hangs, and the pod has to end.
hand_over_to_lowest() {
  local ordinal answer
  for ((ordinal = 0; ordinal < MAX_MEMBERS; ordinal++)); do
    [ "$ordinal" -ne "$POD_INDEX" ] || continue
    answer=$(request POST /switchover "{\"leader\":\"$POD_NAME\",\"candidate\":\"$NAME-$ordinal\"}")
    case ${answer%%$'\n'*} in
      200 | '') return ;;
    esac
  done
}

# usage: wait_for_leader
# If the leader is stopped at the same time, as when a set of five becomes one of three, its successor may need the vote of this member.
wait_for_leader() {
  local answer attempt
  for ((attempt = 0; attempt < 6; attempt++)); do
    sleep 5
    answer=$(request GET /cluster)
    [[ $answer != *'"role": "leader"'* ]] || return 0
  done
}

main() {
  local answer
  answer=$(request GET /leader)
  if [ "${answer%%$'\n'*}" != 200 ]; then
    wait_for_leader
    return
  fi
  wait_for_votes
  answer=$(request GET /cluster)
  if [[ $answer = *'"pending_restart": true'* ]]; then
    hand_over_to_lowest
  else
    request POST /switchover "{\"leader\":\"$POD_NAME\"}" >/dev/null
  fi
}

main "$@"
