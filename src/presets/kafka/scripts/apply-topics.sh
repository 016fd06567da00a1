#!/bin/bash
# Brings about what the file `desired` says, one thing a line, and may be run again and again: what is so already stays untouched.
# From the environment: SERVER, a broker's own listener.
#   topic NAME PARTITIONS COPIES     a dash for what the cluster decides
#   config NAME KEY=VALUE
#   user NAME                        whose password is in a file of that name
#   producer USER TOPIC | consumer USER TOPIC GROUP
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"

USERS=/run/secrets/kafka-users
TRIES=20

# usage: run COMMAND ARGUMENT...
# Sets output, of one of Kafka's tools. Brokers may be about to start, and for a new topic all of them are needed.
run() {
  local try error
  for ((try = 1; ; try++)); do
    output=$("$BIN/$1" --bootstrap-server "$SERVER" --command-config "$ETC/tools.properties" "${@:2}" 2>"$RUN/error") && return 0
    error=$(<"$RUN/error")
    [ "$try" -lt "$TRIES" ] || die "$1 ${*:2}: $output $error"
    say "$1: $output ${error%%$'\n'*}; trying again"
    sleep 5
  done
}

# usage: read_topics
# Sets partitions_of, copies_of and config_of, by topic.
read_topics() {
  local line
  run kafka-topics.sh --describe
  while read -r line; do
    [[ $line =~ ^Topic:\ *([^[:space:]]+).*PartitionCount:\ *([0-9]+).*ReplicationFactor:\ *([0-9]+)[[:space:]]+Configs:\ *(.*)$ ]] || continue
    partitions_of[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    copies_of[${BASH_REMATCH[1]}]=${BASH_REMATCH[3]}
    config_of[${BASH_REMATCH[1]}]=${BASH_REMATCH[4]}
  done <<<"$output"
}

# usage: refuse TEXT...
# Goes on with the rest, and fails in the end.
refuse() {
  say "$*"
  refused="${refused:+$refused; }$*"
}

# usage: apply_topic NAME PARTITIONS COPIES
apply_topic() {
  local now=${partitions_of[$1]:-}
  if [ -z "$now" ]; then
    local options=()
    [ "$2" = - ] || options+=(--partitions "$2")
    [ "$3" = - ] || options+=(--replication-factor "$3")
    run kafka-topics.sh --create --if-not-exists --topic "$1" "${options[@]}"
    say "topic $1 is made"
    return
  fi
  if [ "$2" != - ] && [ "$2" -lt "$now" ]; then
    refuse "topic $1 has $now partitions, and $2 are wanted: they cannot become fewer without losing records. Say $now, or use a new topic"
  elif [ "$2" != - ] && [ "$2" -gt "$now" ]; then
    run kafka-topics.sh --alter --topic "$1" --partitions "$2"
    say "topic $1 has $2 partitions now, before $now"
  fi
  if [ "$3" != - ] && [ "$3" != "${copies_of[$1]}" ]; then
    refuse "topic $1 has ${copies_of[$1]} copies, and $3 are wanted: kafka-reassign-partitions.sh changes that (docs/presets/kafka.md, 'More copies')"
  fi
}

# usage: apply_config TOPIC KEY=VALUE
# A value may have commas, so it ends where the next setting begins: compact is not the compact,delete that is there.
apply_config() {
  [[ ! ,${config_of[$1]:-} =~ ,"$2"(,[a-z.]+=|$) ]] || return 0
  run kafka-configs.sh --alter --entity-type topics --entity-name "$1" --add-config "${2%%=*}=[${2#*=}]"
  say "topic $1 has $2"
}

# usage: apply_user NAME
# The password goes by a file in memory: arguments can be read by everybody on the node.
apply_user() {
  local password
  password=$(<"$USERS/$1")
  [ -n "$password" ] || die "the password of user $1 is empty"
  [[ $password != *[!' '-'~']* ]] || die "the password of user $1 must be printable ASCII"
  (
    umask 077
    printf 'SCRAM-SHA-512=password=%s\n' "${password//\\/\\\\}" >"$RUN/user"
  )
  run kafka-configs.sh --alter --entity-type users --entity-name "$1" --add-config-file "$RUN/user"
  rm "$RUN/user"
  say "user $1 can log in"
}

# usage: find_pattern NAME
# Sets pattern: the options for a name, or for all names that begin as NAME does before its star. A star alone is Kafka's own word for everything.
find_pattern() {
  pattern=("$1" --resource-pattern-type literal)
  if [[ $1 = ?*'*' ]]; then pattern=("${1%'*'}" --resource-pattern-type prefixed); fi
}

# usage: apply_permission producer|consumer USER TOPIC [GROUP]
# Topic and group each with its own pattern, which --consumer would give to both.
apply_permission() {
  local allow=(kafka-acls.sh --add --allow-principal "User:$2") pattern
  find_pattern "$3"
  if [ "$1" = producer ]; then
    run "${allow[@]}" --producer --topic "${pattern[@]}"
  else
    run "${allow[@]}" --operation Read --operation Describe --topic "${pattern[@]}"
    find_pattern "$4"
    run "${allow[@]}" --operation Read --group "${pattern[@]}"
  fi
  say "user $2 is a $1 of $3"
}

main() {
  local what name rest words
  declare -A partitions_of copies_of config_of
  refused=''
  # a letter is a byte
  LC_ALL=C
  use_tools
  mkdir -p "$LOG_DIR"
  read_topics
  while read -r what name rest; do
    read -r -a words <<<"$rest"
    case $what in
      topic) apply_topic "$name" "${words[@]}" ;;
      config) apply_config "$name" "$rest" ;;
      user) apply_user "$name" ;;
      *) apply_permission "$what" "$name" "${words[@]}" ;;
    esac
  done <"$ETC/desired"
  [ -z "$refused" ] || die "$refused"
}

main "$@"
