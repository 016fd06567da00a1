#!/bin/bash
# Becomes a member of the ensemble. What was before decides what may be: the id and the list of members that stand beside the data, and whether there is any.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=lib.sh
. "$scripts/lib.sh"
# shellcheck source=volumes.sh
. "$scripts/volumes.sh"
# shellcheck source=secrets.sh
. "$scripts/secrets.sh"
# shellcheck source=members.sh
. "$scripts/members.sh"
# shellcheck disable=SC2154 # what lib.sh finds out

main() {
  trap 'exit 143' TERM
  config=$ETC/zoo.cfg list=$ETC/members
  rm -f "$LEAVING"
  check_volumes
  write_jaas
  write_certificates
  read_members "$list"
  if [ -z "$id" ]; then leave; fi
  find_domain
  look_at_data
  check_id "$DATA"
  check_id "$TRANSACTION_LOG"
  check_log
  mark_volumes
  check_members
  if [ "$empty" = true ]; then enter_empty; fi
  wait_for_names
  rm -f "$WAITING"
  if [ -e "$TLS/tls.key" ]; then renew_certificates & fi
  exec zkServer.sh start-foreground "$config"
}

# usage: leave
# A member that is no longer on the list goes on with the one that it last ran with until it is removed: those who have that list, too, still need it.
leave() {
  local number host
  [ "$(<"$ETC/live/leaving-member")" = true ] ||
    die "member $POD_INDEX is not one of the $count members: kubectl scale alone makes no ensemble larger." \
      "Change replicas, by one at a time ($DOCS, 'More and fewer members')"
  [ -s "$DATA/members" ] ||
    die "member $POD_INDEX leaves, and its volume is empty, so nobody needs it:" \
      "apply replicas: $POD_INDEX, without removeLastMember ($DOCS, 'More and fewer members')"
  config=/tmp/zoo.cfg list=$DATA/members
  read_members "$list"
  {
    grep -v '^server\.' "$ETC/zoo.cfg"
    while read -r number host; do echo "server.$number=$host:$QUORUM_PORT:$ELECTION_PORT"; done <"$list"
  } >"$config"
  touch "$LEAVING"
  say "this member leaves: it goes on with the $count members that it last ran with, until it is removed"
}

# usage: enter_empty
# A member without data gets it from a leader and takes part in no election before. Where there is no ensemble yet, and never was one, the lower
# half of the ordinals and one more begin it once all others have said that they are empty, too. A majority that has anything to say then consists of
# exactly those that begin, so that one of them that has data, nevertheless, is part of it and is elected.
enter_empty() {
  local ordinal unknown text
  while :; do
    unknown=''
    for ordinal in "${!hosts[@]}"; do
      ask "${hosts[ordinal]}"
      # a busy node may hold up an answer once
      [ "$asked" != leads ] || ask "${hosts[ordinal]}"
      if [ "$asked" = leads ]; then
        say "the volume is empty: the data comes from the leader, ${hosts[ordinal]}"
        if [ "$count" -eq 2 ]; then join_one "${hosts[ordinal]}"; fi
        return
      fi
      if [ "$asked" = silent ] && [ "$ordinal" -ge "$majority" ]; then unknown="$unknown ${hosts[ordinal]}"; fi
    done
    if [ -e "$TRANSACTION_LOG/initialize" ]; then
      say 'the volume is empty, and the file initialize says that this member takes part in elections all the same'
      return
    fi
    text='the volume is empty, and there is no leader to get the data from'
    if [ "$(<"$ETC/live/first-boot")" != true ]; then
      text="$text. firstBoot is off, so no new ensemble begins. For a first deployment, switch it on. Otherwise bring back the members"
      text="$text that have data; where a majority has lost its volumes, see $DOCS, 'Most volumes are lost'"
    elif [ "$POD_INDEX" -lt "$majority" ] && [ -z "$unknown" ]; then
      say 'first boot: no member has data, a new ensemble begins'
      touch "$TRANSACTION_LOG/initialize"
      return
    elif [ "$POD_INDEX" -lt "$majority" ]; then
      text="$text. First boot waits for$unknown to say that there is no data either"
    fi
    wait_because "$text"
  done
}

# usage: join_one HOST
# A member that leads alone is joined by an election, in which both of two members are needed: the one with data wins it, so that this one may vote.
join_one() {
  touch "$TRANSACTION_LOG/initialize"
  say "if $1 was alone until now, it does not know of this member: delete its pod, and it comes back with the list of two ($DOCS, 'More and fewer members')"
}

# usage: wait_for_names
# A member whose name does not resolve when the server starts is not followed if it is elected later. It may be away for long, though.
wait_for_names() {
  local host end=$((SECONDS + 10)) unknown=''
  for host in "${hosts[@]}"; do
    until timeout 2 getent hosts "$host$domain" >/dev/null; do
      say_if_slow "waits for the name $host to resolve"
      if [ "$SECONDS" -ge "$end" ]; then
        unknown="$unknown $host"
        break
      fi
      sleep 0.2
    done
  done
  [ -z "$unknown" ] || say "starts, although these names do not resolve:$unknown"
}

main "$@"
