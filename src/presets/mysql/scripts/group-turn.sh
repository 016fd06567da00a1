#!/bin/bash
# Lets the members join one after another. Members that start to join within a second of each other hinder each other for 5 to 20 s (9.7.4).

# the client that holds the turn, and descriptors of its statements and answers
turn='' turn_statements='' turn_answers=''

# usage: request_turn MEMBER
# Requests a lock at a member of the group. The session holds the lock until end_turn or the end of this script. A start that does not
# succeed takes a minute, so the member closes the session after 15 s, also if the node of this one is lost.
request_turn() {
  local host
  end_turn
  host=$(host_of "$1")
  open_client turn turn_statements turn_answers --defaults-file="$RUN/members.cnf" --user="$MEMBERS_USER" --host="$host" --port="$PORT"
  echo "SET SESSION wait_timeout = 15; SELECT GET_LOCK('stateful_join', 20);" >&"$turn_statements"
}

# usage: await_turn
# Waits for the lock, for 25 s at most. A member that does not get it joins without it.
await_turn() {
  local line
  [ -n "$turn" ] || return 0
  while read -r -t 25 -u "$turn_answers" line; do
    # a warning of the client can come first
    case $line in 0 | 1 | NULL) return ;; esac
  done
}

# usage: end_turn
end_turn() {
  close_client turn turn_statements turn_answers
}
