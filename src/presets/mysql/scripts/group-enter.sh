#!/bin/bash
# Brings a member that is in no group into one: gathers facts, decides and acts. The facts stay in the pod and explain the decision later:
#   kubectl -n shop exec mysql-1 -c mysql -- cat /run/mysql-role/facts.tsv

# usage: enter_group
# Makes one attempt. Returns when this member is starting in the group, or when it has to wait.
enter_group() {
  local action member reason
  survey_group || return 0
  "$BASH" "$scripts/group-decide.sh" <"$FACTS" >"$DECISION" || return 0
  IFS=$'\t' read -r action member reason <"$DECISION"
  case $action in
    join) join_group "$member" "$reason" ;;
    begin) begin_group ;;
    *) explain "$member" "$reason" ;;
  esac
}

# usage: survey_group
# Writes FACTS. Fails if this member's server does not answer.
survey_group() {
  local answer peers ordinal missing_here missing_there fresh=no loss_accepted=no
  local -A own=() peer
  ask answer 5 "$GROUP_STATE" && read_group_state own "$answer" || return
  [ ! -e "$FRESH" ] || fresh=yes
  [ ! -e "$ACCEPT_LOSS" ] || loss_accepted=yes
  list_group_peers peers || return
  {
    print_fact '#self' ordinal fresh loss_accepted others
    print_fact self "$POD_INDEX" "$fresh" "$loss_accepted" "${#peers[@]}"
    print_fact '#member' ordinal reached group state majority has_me missing_here missing_there error
    for ordinal in "${peers[@]}"; do
      query_group_member peer "$ordinal"
      if [ "${peer[reached]}" != answered ]; then
        print_fact member "$ordinal" "${peer[reached]}" '' '' '' '' '' '' "${peer[error]:-no answer in time}"
      elif [ "${peer[has_data]}" = no ]; then
        print_fact member "$ordinal" empty '' '' '' '' '' '' ''
      else
        subtract_gtids missing_here "${peer[gtids]}" "${own[gtids]}" || return
        subtract_gtids missing_there "${own[gtids]}" "${peer[gtids]}" || return
        print_fact member "$ordinal" data "${peer[group]}" "${peer[state]}" "${peer[majority]}" "${peer[has_me]}" "$missing_here" \
          "$missing_there" ''
      fi
    done
  } >"$FACTS.new" || return
  mv "$FACTS.new" "$FACTS"
}

# usage: explain MEMBER REASON
# Logs why this member waits. If it is the one that would begin the group, the administrator can accept the loss.
explain() {
  local advice=''
  [[ $2 != *' does not report '* ]] ||
    advice=". To accept the loss and begin without it, on this member alone and only if no other member serves clients: kubectl -n\
 $NAMESPACE exec $POD_NAME -c group -- touch $ACCEPT_LOSS"
  log_wait "$2$advice"
}

# usage: join_group MEMBER REASON
join_group() {
  local -A peer
  query_group_member peer "$1"
  [ "${peer[state]:-}" = ONLINE ] || return 0
  log "$2: joining"
  start_in_group "${peer[group]}" OFF "$1"
}

# usage: begin_group
# Every group has its own name, which is the source of its transactions. If a group is begun while a member is away and the loss of its
# transactions is accepted, that member has transactions that the group lacks, and does not join with the same numbers and other content.
begin_group() {
  local name
  ask name 5 'SELECT UUID()' || return 0
  log "beginning the group $name"
  start_in_group "$name" ON
}

# the process that starts this member in a group, while it runs
starting=''

# usage: start_in_group NAME BOOTSTRAP [MEMBER]
# BOOTSTRAP is ON to begin the group, or OFF to join it at MEMBER. The server tries for a minute. It rejects seeds of which none has an
# address, even to begin a group, so the seeds contain the member itself. The sidecar does not wait: a member can wait for its turn, and the
# statement ends a second after the member is online.
start_in_group() {
  local password quoted peers ordinal seeds
  seeds=$(host_of "$POD_INDEX"):$PORT
  list_group_peers peers || return
  for ordinal in "${peers[@]}"; do
    seeds+=,$(host_of "$ordinal"):$PORT
  done
  read_password password replication
  quote_for_sql quoted "$password"
  [ -z "${3:-}" ] || request_turn "$3"
  start_member "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; SET GLOBAL group_replication_group_name = '$1',
    GLOBAL group_replication_group_seeds = '$seeds', GLOBAL group_replication_bootstrap_group = $2;
    START GROUP_REPLICATION USER = '$REPLICATION_USER', PASSWORD = $quoted;
    SET GLOBAL group_replication_bootstrap_group = OFF" >"$RUN/start.error" 2>&1 &
  starting=$!
}

# usage: start_member SQL
start_member() {
  await_turn
  [ ! -e "$LEAVING" ] || return 0
  timeout 600 mysql --no-defaults --user=mysql --socket="$SOCKET" --default-character-set=utf8mb4 -NB <<<"$1"
}

# usage: check_start RESULT
# RESULT becomes yes while this member is starting in a group, and otherwise no.
check_start() {
  local -n _is_starting=$1
  local answer code=0
  _is_starting=no
  [ -n "$starting" ] || return 0
  if kill -0 "$starting" 2>/dev/null; then
    # shellcheck disable=SC2034 # the caller's variable
    _is_starting=yes
    log_wait 'still starting in the group'
    return
  fi
  wait "$starting" || code=$?
  starting=''
  end_turn
  [ "$code" -ne 0 ] || return 0
  answer=$(<"$RUN/start.error")
  log "this member could not start in the group: ${answer:-no answer}. The log of the container $NAME has the cause [GroupNotEntered]"
  ask answer 5 'SET GLOBAL group_replication_bootstrap_group = OFF'
}
