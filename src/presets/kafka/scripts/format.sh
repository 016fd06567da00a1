#!/bin/bash
# Decides how to format an empty volume, and formats it.
#
# Invariant: a cluster begins once. Only its first controller begins it, if first boot is declared and all other controllers have had an
# address and have not listened for QUIET_SECONDS. Every other node gets all metadata from the controllers, and a controller that joins has
# no vote until it has the metadata.
#
# The first row that holds decides. The quiet time is the time since a controller was last unreachable or had no address.
#
#    situation                                                                                          decision
# 1  another controller listens                                                                         join
# 2  first boot, first controller, and no other controller or a quiet time of QUIET_SECONDS             begin
# 3  the script has waited for PATIENCE_SECONDS                                                         fail
# 4  otherwise                                                                                          wait

QUIET_SECONDS=10
PATIENCE_SECONDS=300

# usage: await_decision RESULT
# RESULT becomes begin or join.
await_decision() {
  local -n _decision=$1
  local others listening unreachable first_boot started=$SECONDS quiet_since=$SECONDS
  list_other_controllers others
  while true; do
    probe_controllers listening unreachable "${others[@]}"
    read_first_boot first_boot
    [ -z "$unreachable" ] || quiet_since=$SECONDS
    decide "$1" "$listening" "$first_boot" "${#others[@]}" $((SECONDS - quiet_since)) $((SECONDS - started))
    case $_decision in
      wait) ;;
      fail) give_up "$first_boot" "${others[@]}" ;;
      *) return ;;
    esac
    log_change "the volume is empty and no controller answers: waiting for ${others[*]:-no other} (firstBoot is $first_boot)" \
      "${unreachable:+and $unreachable has no address, or does not answer in two seconds}"
    sleep 1
  done
}

# usage: probe_controllers LISTENING UNREACHABLE HOST...
# LISTENING becomes the first host that listens, and UNREACHABLE a host that cannot be reached, for example because it has no address yet.
# Each becomes an empty string if no such host exists. The dot at the end makes a name absolute. Without it, a search domain of the node
# with a wildcard record would resolve names that do not exist.
probe_controllers() {
  local -n _listening=$1 _unreachable=$2
  local host listens
  _listening='' _unreachable=''
  for host in "${@:3}"; do
    probe_port listens "$host." "$CONTROLLER_PORT"
    if [ "$listens" = yes ]; then
      _listening=$host
      return
    fi
    # shellcheck disable=SC2034 # the caller's variable
    if [ "$listens" = unknown ]; then _unreachable=$host; fi
  done
}

# usage: decide RESULT LISTENING FIRST_BOOT OTHERS QUIET WAITED
# Reads facts only. LISTENING is a host or an empty string, OTHERS the number of other controllers, and QUIET and WAITED are seconds.
decide() {
  local -n _decided=$1
  if [ -n "$2" ]; then
    _decided="join"
  elif [ "$3" = true ] && [ "$NAME-$POD_INDEX" = "$CONTROLLER_SET-0" ] && { [ "$4" = 0 ] || [ "$5" -ge "$QUIET_SECONDS" ]; }; then
    _decided=begin
  elif [ "$6" -ge "$PATIENCE_SECONDS" ]; then
    _decided=fail
  else
    # shellcheck disable=SC2034 # the caller's variable
    _decided="wait"
  fi
}

# usage: give_up FIRST_BOOT HOST...
give_up() {
  local others=("${@:2}")
  if [ "$1" = true ]; then
    fail "the volume is empty and no controller answers, of ${others[*]}: the volume is not formatted. Bring $CONTROLLER_SET-0 up, which" \
      "begins the cluster [NoControllerAnswers]"
  fi
  fail "the volume is empty, no controller answers, of ${others[*]:-none}, and firstBoot is off: the volume is not formatted. Bring the" \
    "controllers up; for a first deployment, set firstBoot: true [NoControllerAnswers]"
}

# usage: format begin|join ROLE
# Formats a temporary directory and renames it last, so that a start never accepts incomplete data.
format() {
  local options=()
  case $1:$2 in
    begin:*) options=(--standalone) ;;
    join:*controller) options=(--no-initial-controllers) ;;
  esac
  use_small_jvm
  log "formatting the volume: $1"
  LOG_DIRS=$INCOMING "$BIN/kafka-storage.sh" format --cluster-id "$CLUSTER_ID" --config "$ETC/$2.properties" "${options[@]}" >&2 ||
    fail 'kafka-storage.sh could not format the volume; why is in the log above [FormatFailed]'
  sync -f "$VOLUME"
  mv "$INCOMING" "$LOGS"
}
