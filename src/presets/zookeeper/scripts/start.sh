#!/bin/bash
# Becomes a member of the ensemble. What was before decides what may be: the id and the list of members that stand beside the data, and whether there is any.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=lib.sh
. "$scripts/lib.sh"
# shellcheck disable=SC2154 # what lib.sh finds out

main() {
  trap 'exit 143' TERM
  config=$ETC/zoo.cfg list=$ETC/members
  rm -f "$LEAVING"
  read_members "$list"
  if [ -z "$id" ]; then leave; fi
  look_at_data
  check_id
  check_log
  check_members
  if [ "$empty" = true ]; then enter_empty; fi
  write_keystore
  write_jaas
  wait_for_names
  rm -f "$WAITING"
  exec zkServer.sh start-foreground "$config"
}

# usage: leave
# A member that is no longer on the list goes on with the one that it last ran with until it is removed: those who have that list, too, still need it.
leave() {
  local number host
  [ "$(<"$ETC/live/leaving-member")" = true ] || die "member $POD_INDEX is not one of the $count members: kubectl scale alone makes no ensemble larger. Change replicas, by one at a time ($DOCS, 'More and fewer members')"
  [ -s "$DATA/members" ] || die "member $POD_INDEX leaves, and its volume is empty, so nobody needs it: apply replicas: $POD_INDEX, without leavingMember ($DOCS, 'More and fewer members')"
  config=/tmp/zoo.cfg list=$DATA/members
  read_members "$list"
  {
    grep -v '^server\.' "$ETC/zoo.cfg"
    while read -r number host; do echo "server.$number=$host:$QUORUM_PORT:$ELECTION_PORT"; done <"$list"
  } >"$config"
  touch "$LEAVING"
  say "this member leaves: it goes on with the $count members that it last ran with, until it is removed"
}

# usage: check_id
# A volume belongs to one member for ever: votes and sessions carry its id.
check_id() {
  local was
  if [ -s "$DATA/myid" ]; then
    was=$(<"$DATA/myid")
    [ "$was" = "$id" ] || die "the volume belongs to the member with id $was and this is member $POD_INDEX with id $id: give each its own volume back ($DOCS, 'Ids')"
    return
  fi
  write "$DATA/myid" "$id"
}

# usage: check_log
# A member whose log is lost would vote with what it had at its last snapshot, and forget what it has acknowledged since.
check_log() {
  local file remedy="Delete both claims and the pod, and the member gets everything from the leader ($DOCS, 'A lost volume')"
  [ "$TRANSACTION_LOG" != "$DATA" ] || return 0
  if [ "$empty" = false ] && [ ! -e "$TRANSACTION_LOG/myid" ]; then
    die "the volume of the snapshots has data and that of the transaction log is new: what was acknowledged since the last snapshot is missing. $remedy"
  fi
  for file in "$TRANSACTION_LOG"/version-2/log.*; do
    [ "$empty" = false ] || [ ! -e "$file" ] || die "the volume of the transaction log has data and that of the snapshots is new. $remedy"
  done
  write "$TRANSACTION_LOG/myid" "$id"
}

# usage: check_members
# Two majorities have a member in common as long as the lists in use differ by one member. Waits rather than ends, so that one can say in the pod that it may go on.
check_members() {
  find_difference
  until [ -z "$difference" ] || [ -e "$DATA/accept-members" ]; do
    # a list between the two is one that all of them take
    if [ "$changes" -eq 2 ]; then before=$(((before + now) / 2)); fi
    wait_because "the list of members differs by $changes from the one that $difference, and two majorities could exist side by side. Apply replicas: $before, then change them by one at a time, each after the rollout before has ended ($DOCS, 'More and fewer members')"
    find_difference
  done
  rm -f "$DATA/accept-members"
  write "$DATA/members" "$(<"$list")"
}

# usage: find_difference
# Sets difference: who has a list that differs by more than one member. That is this member or, where it takes another list, one that runs: an update that
# comes before the last one has ended meets those with the list before that. Sets what count_changes does.
find_difference() {
  local host
  difference=''
  if [ -s "$DATA/members" ]; then
    count_changes "$DATA/members"
    if [ "$changes" -gt 1 ]; then difference='this member last ran with'; fi
    if [ "$changes" -ne 1 ] || [ "$list" = "$DATA/members" ]; then return; fi
  fi
  for host in "${hosts[@]}"; do
    ask_members "$host"
    count_changes "$THEIRS"
    if [ "$before" -gt 0 ] && [ "$changes" -gt 1 ]; then
      difference="$host runs with"
      return
    fi
  done
}

# usage: count_changes LIST
# Sets before and now: how many members that list has, and the present one; and changes: how many came or went between the two.
count_changes() {
  local member
  local -A known=()
  before=0 now=0 changes=0
  while read -r member; do
    known[$member]=1
    before=$((before + 1))
  done <"$1"
  while read -r member; do
    now=$((now + 1))
    if [ -n "${known[$member]:-}" ]; then unset "known[$member]"; else changes=$((changes + 1)); fi
  done <"$ETC/members"
  changes=$((changes + ${#known[@]}))
}

# usage: write FILE TEXT
write() {
  echo "$2" >"$1.new"
  mv "$1.new" "$1"
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
      text="$text. firstBoot is off, so no new ensemble begins. For a first deployment, switch it on. Otherwise bring back the members that have data; where a majority has lost its volumes, see $DOCS, 'Most volumes are lost'"
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

# usage: write_keystore
# Java wants key and certificates in one file, and the key in the one form that it reads.
write_keystore() {
  local key
  [ -e "$TLS/tls.key" ] || return 0
  key=$(<"$TLS/tls.key")
  [[ $key = *'BEGIN PRIVATE KEY'* ]] || die "tls.key of the certificate's Secret is not in PKCS #8 (BEGIN PRIVATE KEY): with cert-manager use privateKey.encoding: PKCS8, by hand openssl pkcs8 -topk8 -nocrypt ($DOCS, 'Certificates')"
  (
    umask 077
    printf '%s\n' "$key" "$(<"$TLS/tls.crt")" >"$RUN/keystore.pem"
  )
}

# usage: write_jaas
# Who may connect, in the form that Java reads.
write_jaas() {
  local file users=''
  [ -e "$PASSWORDS/quorum" ] || [ -d "$CLIENT_PASSWORDS" ] || return 0
  (
    umask 077
    {
      if [ -e "$PASSWORDS/quorum" ]; then
        read_password "$PASSWORDS/quorum"
        echo "QuorumServer { $LOGIN user_member=$quoted; };"
        echo "QuorumLearner { $LOGIN username=\"member\" password=$quoted; };"
      fi
      for file in "$CLIENT_PASSWORDS"/*; do
        [ -e "$file" ] || continue
        read_password "$file"
        users="$users user_${file##*/}=$quoted"
      done
      [ -z "$users" ] || echo "Server { $LOGIN$users; };"
    } >"$RUN/jaas.conf"
  )
}

# usage: read_password FILE
# Sets quoted: what the file holds, as a string of Java's configuration.
read_password() {
  quoted=$(<"$1")
  quoted=${quoted//\\/\\\\}
  quoted=${quoted//\"/\\\"}
  quoted="\"${quoted//$'\n'/\\n}\""
}

# usage: wait_for_names
# A member whose name does not resolve when the server starts is not followed if it is elected later. It may be away for long, though.
wait_for_names() {
  local host end=$((SECONDS + 10))
  for host in "${hosts[@]}"; do
    until getent hosts "$host" >/dev/null || [ "$SECONDS" -ge "$end" ]; do sleep 0.2; done
  done
}

main "$@"
