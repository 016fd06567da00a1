#!/bin/bash
# Brings about what the file `desired` says, one thing a line, and may be run again and again: what is so already stays untouched.
# From the environment: SERVER, a broker's own listener.
#   topic NAME PARTITIONS COPIES     a dash for what the cluster decides
#   config NAME KEY=VALUE
#   user NAME                        whose password is in a file of that name
#   producer USER TOPIC | consumer USER TOPIC GROUP | transaction USER ID
# One thing that fails holds up nothing else: the rest is done first, then tried again where that may help.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"

USERS=/run/secrets/kafka-users
TRIES=20

# what no further try mends; everything else may be a broker that is about to start, and for a new topic all of them are needed
PERMANENT='(InvalidTopic|InvalidPartitions|InvalidConfiguration|InvalidRequest|PolicyViolation|SecurityDisabled|UnsupportedVersion'
PERMANENT+='|TopicAuthorization|ClusterAuthorization)Exception'

# usage: run COMMAND ARGUMENT...
# Sets output, of one of Kafka's tools, and error: why it failed, or nothing.
run() {
  local text
  error=''
  output=$("$BIN/$1" --bootstrap-server "$SERVER" --command-config "$ETC/tools.properties" "${@:2}" 2>"$RUN/error") && return 0
  text=$output$'\n'$(<"$RUN/error")
  if [[ $text =~ errors\.([A-Za-z]+Exception:?[^$'\n']*) ]]; then text=${BASH_REMATCH[1]}; fi
  # the first line that is not empty
  text=${text#"${text%%[!$'\n']*}"}
  error="$1 ${*:2}: ${text%%$'\n'*}"
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
    [ -z "$error" ] || return 0
    partitions_of[$1]=made
    say "topic $1 is made"
    return
  fi
  if [ "$2" != - ] && [ "$2" -lt "$now" ]; then
    refuse "topic $1 has $now partitions, and $2 are wanted: they cannot become fewer without losing records. Say $now, or use a new topic"
  elif [ "$2" != - ] && [ "$2" -gt "$now" ]; then
    run kafka-topics.sh --alter --topic "$1" --partitions "$2"
    [ -z "$error" ] || return 0
    say "topic $1 has $2 partitions now, before $now"
  fi
  if [ "$3" != - ] && [ "$3" != "${copies_of[$1]}" ]; then
    refuse "topic $1 has ${copies_of[$1]} copies, and $3 are wanted: kafka-reassign-partitions.sh changes that (docs/presets/kafka.md, 'More copies')"
  fi
}

# usage: apply_config TOPIC KEY=VALUE
# A value may have commas, so it ends where the next setting begins: compact is not the compact,delete that is there.
apply_config() {
  if [ -z "${partitions_of[$1]:-}" ]; then
    error="topic $1 has no setting $2, since there is no such topic yet"
    return
  fi
  [[ ! ,${config_of[$1]:-} =~ ,"$2"(,[a-z.]+=|$) ]] || return 0
  run kafka-configs.sh --alter --entity-type topics --entity-name "$1" --add-config "${2%%=*}=[${2#*=}]"
  [ -z "$error" ] || return 0
  say "topic $1 has $2"
}

# usage: check_password USER
# Sets password, or error. The shell would drop line breaks at the end, which a client that reads the same Secret does not.
check_password() {
  IFS= read -r -d '' password <"$USERS/$1" || true
  if [ -z "$password" ]; then
    error="the password of user $1 is empty: nothing was changed for this user. Write one into the Secret"
  elif [[ $password = *[$'\r\n'] ]]; then
    error="the password of user $1 ends in a line break, which a client would read as part of it and the server would not: nothing was changed"
    error+=" for this user. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic --from-literal"
  elif [[ $password = *[!' '-'~']* ]]; then
    error="the password of user $1 must be printable ASCII: nothing was changed for this user. Use letters, digits and signs of ASCII"
  fi
  [ -z "$error" ] || permanent=true
}

# usage: apply_user NAME
# The password goes by a file in memory: arguments can be read by everybody on the node.
apply_user() {
  local password=''
  check_password "$1"
  [ -z "$error" ] || return 0
  (
    umask 077
    printf 'SCRAM-SHA-512=password=%s\n' "${password//\\/\\\\}" >"$RUN/user"
  )
  run kafka-configs.sh --alter --entity-type users --entity-name "$1" --add-config-file "$RUN/user"
  rm "$RUN/user"
  [ -z "$error" ] || return 0
  say "user $1 can log in"
}

# usage: find_pattern NAME
# Sets pattern: the options for a name, or for all names that begin as NAME does before its star. A star alone is Kafka's own word for everything.
find_pattern() {
  pattern=("$1" --resource-pattern-type literal)
  if [[ $1 = ?*'*' ]]; then pattern=("${1%'*'}" --resource-pattern-type prefixed); fi
}

# usage: apply_permission producer|consumer|transaction USER NAME [GROUP]
# Topic and group each with its own pattern, which --consumer would give to both.
apply_permission() {
  local allow=(kafka-acls.sh --add --allow-principal "User:$2") pattern
  find_pattern "$3"
  case $1 in
    producer) run "${allow[@]}" --producer --topic "${pattern[@]}" ;;
    transaction) run "${allow[@]}" --operation Write --operation Describe --transactional-id "${pattern[@]}" ;;
    consumer)
      run "${allow[@]}" --operation Read --operation Describe --topic "${pattern[@]}"
      [ -z "$error" ] || return 0
      find_pattern "$4"
      run "${allow[@]}" --operation Read --group "${pattern[@]}"
      ;;
  esac
  [ -z "$error" ] || return 0
  say "user $2 has the permission: $1 $3"
}

# usage: apply_line WHAT NAME REST
apply_line() {
  local words
  read -r -a words <<<"$3"
  case $1 in
    topic) apply_topic "$2" "${words[@]}" ;;
    config) apply_config "$2" "$3" ;;
    user) apply_user "$2" ;;
    *) apply_permission "$1" "$2" "${words[@]}" ;;
  esac
}

# usage: apply_pending
# Sets pending, which has the lines to bring about, to those that may succeed later, and errors: why they have not yet.
apply_pending() {
  local line what name rest error permanent later=()
  local -A hopeless=()
  errors=()
  read_topics
  if [ -n "$error" ]; then
    errors=("$error")
    return
  fi
  for line in "${pending[@]}"; do
    read -r what name rest <<<"$line"
    [ "$what" != config ] || [ -z "${hopeless[$name]:-}" ] || continue
    error='' permanent=false
    apply_line "$what" "$name" "$rest"
    if [ -z "$error" ]; then
      continue
    elif [ "$permanent" = true ] || [[ $error =~ $PERMANENT ]]; then
      refuse "$error"
      [ "$what" != topic ] || hopeless[$name]=true
    else
      later+=("$line")
      errors+=("$error")
    fi
  done
  pending=("${later[@]}")
}

main() {
  local try pending errors
  declare -A partitions_of copies_of config_of
  refused=''
  # a letter is a byte
  LC_ALL=C
  use_tools
  mkdir -p "$LOG_DIR"
  mapfile -t pending <"$ETC/desired"
  for ((try = 1; try <= TRIES; try++)); do
    apply_pending
    [ "${#errors[@]}" -gt 0 ] || break
    say "try $try of $TRIES: ${errors[0]}"
    [ "$try" = "$TRIES" ] || sleep 5
  done
  if [ "${#errors[@]}" -gt 0 ]; then refuse "${#pending[@]} of the list not applied after $TRIES tries: ${errors[*]:0:5}"; fi
  [ -z "$refused" ] || die "$refused"
}

main "$@"
