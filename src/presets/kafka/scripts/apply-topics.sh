#!/bin/bash
# Applies the lines of the file `desired`. The script can run repeatedly: it does not touch objects that are already as declared.
# The environment sets SERVER, a broker's own listener.
#   topic NAME PARTITIONS COPIES     a dash means the default of the cluster
#   config NAME KEY=VALUE
#   user NAME                        the password is in a file with that name
#   producer USER TOPIC | consumer USER TOPIC GROUP | transaction USER ID
# If a line fails, the script applies the other lines first and retries the failed line if a retry can help.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${SERVER:?}" "${LOG_DIR:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/tools.sh
. "$scripts/tools.sh"

TRIES=20

# errors that a retry cannot fix; all other errors can come from a broker that is starting, and a new topic needs all of its brokers
PERMANENT='(InvalidTopic|InvalidPartitions|InvalidConfiguration|InvalidRequest|PolicyViolation|SecurityDisabled|UnsupportedVersion'
PERMANENT+='|TopicAuthorization|ClusterAuthorization)Exception'

# The topics of the cluster at the start of this try. For a topic that this try creates, partitions_of becomes created.
declare -A partitions_of=() copies_of=() config_of=()

# the lines that are still to be applied, and the rejections so far, which make the Job fail at the end
pending=() refused=''

# usage: run_tool OUTPUT ERROR TOOL ARGUMENT...
# OUTPUT becomes the output of one of Kafka's tools. ERROR becomes the reason if the tool failed, and otherwise an empty string.
run_tool() {
  local -n _output=$1 _error=$2
  local text
  _error=''
  _output=$("$BIN/$3" --bootstrap-server "$SERVER" --command-config "$TOOL_CONFIG" "${@:4}" 2>"$RUN/error") && return 0
  text=$_output$'\n'$(<"$RUN/error")
  if [[ $text =~ errors\.([A-Za-z]+Exception:?[^$'\n']*) ]]; then text=${BASH_REMATCH[1]}; fi
  # the first line that is not empty
  text=${text#"${text%%[!$'\n']*}"}
  _error="$3 ${*:4}: ${text%%$'\n'*}"
}

# usage: change ERROR TOOL ARGUMENT...
# ERROR becomes the reason if the tool failed, and otherwise an empty string.
change() {
  local output
  run_tool output "$@"
}

# usage: read_topics ERROR
read_topics() {
  local output line
  local pattern='^Topic: *([^[:space:]]+).*PartitionCount: *([0-9]+).*ReplicationFactor: *([0-9]+)[[:space:]]+Configs: *(.*)$'
  run_tool output "$1" kafka-topics.sh --describe
  while read -r line; do
    [[ $line =~ $pattern ]] || continue
    partitions_of[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    copies_of[${BASH_REMATCH[1]}]=${BASH_REMATCH[3]}
    config_of[${BASH_REMATCH[1]}]=${BASH_REMATCH[4]}
  done <<<"$output"
}

# usage: refuse TEXT...
# Continues with the other lines. The script fails at the end.
refuse() {
  log "$*"
  refused="${refused:+$refused; }$*"
}

# usage: apply_topic ERROR NAME PARTITIONS COPIES
apply_topic() {
  local -n _failure=$1
  local now=${partitions_of[$2]:-}
  if [ -z "$now" ]; then
    local options=()
    [ "$3" = - ] || options+=(--partitions "$3")
    [ "$4" = - ] || options+=(--replication-factor "$4")
    change "$1" kafka-topics.sh --create --if-not-exists --topic "$2" "${options[@]}"
    [ -z "$_failure" ] || return 0
    partitions_of[$2]=created
    log "topic $2 is made"
    return
  fi
  if [ "$3" != - ] && [ "$3" -lt "$now" ]; then
    refuse "topic $2 has $now partitions, and $3 are wanted: they cannot become fewer without losing records. Say $now, or use a new" \
      "topic [PartitionsFewer]"
  elif [ "$3" != - ] && [ "$3" -gt "$now" ]; then
    change "$1" kafka-topics.sh --alter --topic "$2" --partitions "$3"
    [ -z "$_failure" ] || return 0
    log "topic $2 has $3 partitions now, before $now"
  fi
  if [ "$4" != - ] && [ "$4" != "${copies_of[$2]}" ]; then
    refuse "topic $2 has ${copies_of[$2]} copies, and $4 are wanted: kafka-reassign-partitions.sh changes that ($DOCUMENTATION," \
      "'Change the number of copies') [CopiesDiffer]"
  fi
}

# usage: apply_config ERROR TOPIC KEY=VALUE
# A value can contain commas, so it ends where the next setting begins. Otherwise compact would match the existing compact,delete.
apply_config() {
  local -n _failure=$1
  if [ -z "${partitions_of[$2]:-}" ]; then
    _failure="topic $2 has no setting $3, because the topic does not exist yet"
    return
  fi
  [[ ! ,${config_of[$2]:-} =~ ,"$3"(,[a-z.]+=|$) ]] || return 0
  change "$1" kafka-configs.sh --alter --entity-type topics --entity-name "$2" --add-config "${3%%=*}=[${3#*=}]"
  [ -z "$_failure" ] || return 0
  log "topic $2 has $3"
}

# usage: read_password PASSWORD FAULT USER
# PASSWORD becomes the password of the user. FAULT becomes the reason if it cannot be used, and otherwise an empty string. $(<FILE) would
# remove line breaks at the end, but a client that reads the same Secret keeps them.
read_password() {
  local -n _password=$1 _fault=$2
  _password='' _fault=''
  IFS= read -r -d '' _password <"$USERS/$3" || true
  if [ -z "$_password" ]; then
    _fault="the password of user $3 is empty: this user was not changed. Write one into the Secret [UserPasswordInvalid]"
  elif [[ $_password = *[$'\r\n'] ]]; then
    _fault="the password of user $3 ends in a line break, which a client would read as part of it and the server would not: this user"
    _fault+=" was not changed. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic"
    _fault+=" --from-literal [UserPasswordInvalid]"
  elif [[ $_password = *[!' '-'~']* ]]; then
    # shellcheck disable=SC2034 # the caller's variable
    _fault="the password of user $3 must be printable ASCII: this user was not changed. Use letters, digits and signs of ASCII"
    _fault+=' [UserPasswordInvalid]'
  fi
}

# usage: apply_user ERROR NAME
# The password is passed in a file in memory, because all users on the node can read arguments.
apply_user() {
  local -n _failure=$1
  local password fault
  read_password password fault "$2"
  [ -z "$fault" ] || {
    refuse "$fault"
    return
  }
  (
    umask 077
    printf 'SCRAM-SHA-512=password=%s\n' "${password//\\/\\\\}" >"$RUN/user"
  )
  change "$1" kafka-configs.sh --alter --entity-type users --entity-name "$2" --add-config-file "$RUN/user"
  rm "$RUN/user"
  [ -z "$_failure" ] || return 0
  log "user $2 can log in"
}

# usage: find_pattern RESULT NAME
# RESULT, an array, becomes the options for a name or, if NAME ends in a star, for all names with that prefix. For Kafka, a star alone means
# all names.
find_pattern() {
  local -n _pattern=$1
  _pattern=("$2" --resource-pattern-type literal)
  # shellcheck disable=SC2034 # the caller's variable
  if [[ $2 = ?*'*' ]]; then _pattern=("${2%'*'}" --resource-pattern-type prefixed); fi
}

# usage: apply_permission ERROR producer|consumer|transaction USER NAME [GROUP]
# Topic and group each have a separate pattern type. --consumer would use one pattern type for both.
apply_permission() {
  local -n _failure=$1
  local allow=("$1" kafka-acls.sh --add --allow-principal "User:$3") pattern
  find_pattern pattern "$4"
  case $2 in
    producer) change "${allow[@]}" --producer --topic "${pattern[@]}" ;;
    transaction) change "${allow[@]}" --operation Write --operation Describe --transactional-id "${pattern[@]}" ;;
    consumer)
      change "${allow[@]}" --operation Read --operation Describe --topic "${pattern[@]}"
      [ -z "$_failure" ] || return 0
      find_pattern pattern "$5"
      change "${allow[@]}" --operation Read --group "${pattern[@]}"
      ;;
  esac
  [ -z "$_failure" ] || return 0
  log "user $3 has the permission: $2 $4"
}

# usage: apply_line ERROR WHAT NAME REST
# ERROR becomes the reason if the line could not be applied, and otherwise an empty string.
apply_line() {
  local words
  read -r -a words <<<"$4"
  case $2 in
    topic) apply_topic "$1" "$3" "${words[@]}" ;;
    config) apply_config "$1" "$3" "$4" ;;
    user) apply_user "$1" "$3" ;;
    *) apply_permission "$1" "$2" "$3" "${words[@]}" ;;
  esac
}

# usage: apply_pending ERRORS
# Keeps in pending the lines that can succeed later. ERRORS, an array, becomes the reasons why they have not succeeded yet.
apply_pending() {
  local -n _errors=$1
  local line what name rest error='' later=()
  local -A hopeless=()
  _errors=()
  read_topics error
  if [ -n "$error" ]; then
    _errors=("$error")
    return
  fi
  for line in "${pending[@]}"; do
    read -r what name rest <<<"$line"
    [ "$what" != config ] || [ -z "${hopeless[$name]:-}" ] || continue
    error=''
    apply_line error "$what" "$name" "$rest"
    if [ -z "$error" ]; then
      continue
    elif [[ $error =~ $PERMANENT ]]; then
      refuse "$error [ChangeRejected]"
      [ "$what" != topic ] || hopeless[$name]=true
    else
      later+=("$line")
      _errors+=("$error")
    fi
  done
  pending=("${later[@]}")
}

main() {
  local try errors=()
  check_job_name "$JOB_NAME" "$NAME" '-topics-[0-9a-f]+'
  # count bytes, not characters
  LC_ALL=C
  use_small_jvm
  mkdir -p "$LOG_DIR"
  mapfile -t pending <"$DESIRED"
  for ((try = 1; try <= TRIES; try++)); do
    apply_pending errors
    [ "${#errors[@]}" -gt 0 ] || break
    log "try $try of $TRIES: ${errors[0]}"
    [ "$try" = "$TRIES" ] || sleep 5
  done
  if [ "${#errors[@]}" -gt 0 ]; then
    refuse "${#pending[@]} of the list not applied after $TRIES tries: ${errors[*]:0:5} [ChangesPending]"
  fi
  [ -z "$refused" ] || fail "$refused"
}

main "$@"
