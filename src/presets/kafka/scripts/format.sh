#!/bin/bash
# Which controllers there may be, and what to do with an empty volume.
# shellcheck disable=SC2034,SC2153,SC2154,SC2209 # what lib.sh finds out

# how long the first controller listens for others before it begins a cluster, and everybody for somebody to join
QUIET_SECONDS=10
PATIENCE_SECONDS=300

# usage: check_controllers
# A vote belongs to a node for as long as the cluster's log says so: a controller that becomes a mere broker cannot give its own any more, and soon there is no majority.
check_controllers() {
  local set count now remedy
  [ -e "$VOLUME/controllers" ] || return 0
  read -r set count <"$VOLUME/controllers"
  if [ "$set" = "$CONTROLLER_SET" ] && [ "$count" -le "$CONTROLLERS" ]; then return; fi
  name_controllers "$CONTROLLER_SET" "$CONTROLLERS"
  now=$named
  name_controllers "$set" "$count"
  remedy="Controllers.dedicated({ replicas: $count })"
  if [ "$set" = "$NAME" ] && [ "$role" != controller ]; then remedy="replicas: $count or more, and Controllers.combined($count)"; fi
  die "the controllers of this cluster are $named, and shall be $now: the votes of the others would be missing, and nothing was touched. Give back $remedy"
}

# usage: name_controllers SET COUNT
# Sets named.
name_controllers() {
  named=$1-0
  [ "$2" = 1 ] || named="$named to $1-$(($2 - 1))"
}

# usage: note_controllers
# For the check of the starts to come. What is noted already is not written again: the volume may be full.
note_controllers() {
  local noted=''
  if [ -e "$VOLUME/controllers" ]; then noted=$(<"$VOLUME/controllers"); fi
  [ "$noted" != "$CONTROLLER_SET $CONTROLLERS" ] || return 0
  echo "$CONTROLLER_SET $CONTROLLERS" >"$VOLUME/controllers.new"
  mv "$VOLUME/controllers.new" "$VOLUME/controllers"
}

# usage: list_others
# Sets others: the controllers besides this node, by host.
list_others() {
  local ordinal domain=${POD_HOST#*.*.}
  others=()
  for ((ordinal = 0; ordinal < CONTROLLERS; ordinal++)); do
    [ "$NAME-$POD_INDEX" = "$CONTROLLER_SET-$ordinal" ] || others+=("$CONTROLLER_SET-$ordinal.$CONTROLLER_SET.$domain")
  done
}

# usage: look_around
# Sets seen: the first other controller that answers, or nothing; and unknown: one that cannot be asked, for instance because it has no address yet.
# The dot makes a name absolute: where a search domain of the node has a wildcard record, a name that does not exist would have an address.
look_around() {
  local host
  seen='' unknown=''
  for host in "${others[@]}"; do
    knock "$host." "$CONTROLLER_PORT"
    if [ "$answer" = yes ]; then
      seen=$host
      return
    fi
    if [ "$answer" = unknown ]; then unknown=$host; fi
  done
}

# usage: decide
# Sets decision: begin, where a declared first boot finds nobody, or join. Whoever joins takes all it has from the others: an empty controller has no vote until then.
decide() {
  local first_boot started=$SECONDS quiet_since=$SECONDS
  list_others
  while true; do
    look_around
    if [ -n "$seen" ]; then
      decision=join
      return
    fi
    first_boot=$(<"$ETC/live/first-boot")
    [ -z "$unknown" ] || quiet_since=$SECONDS
    if [ "$first_boot" = true ] && [ "$NAME-$POD_INDEX" = "$CONTROLLER_SET-0" ] && { [ "${#others[@]}" = 0 ] || [ $((SECONDS - quiet_since)) -ge "$QUIET_SECONDS" ]; }; then
      decision=begin
      return
    fi
    [ $((SECONDS - started)) -lt "$PATIENCE_SECONDS" ] || give_up
    report "the volume is empty and no controller answers: waiting for ${others[*]:-nobody} (firstBoot is $first_boot)" \
      "${unknown:+and $unknown has no address, or does not answer in two seconds}"
    sleep 1
  done
}

give_up() {
  if [ "$first_boot" = true ]; then
    die "the volume is empty and no controller answers, of ${others[*]}: nothing is formatted. Bring $CONTROLLER_SET-0 up, which begins the cluster"
  fi
  die "the volume is empty, no controller answers, of ${others[*]:-none}, and firstBoot is off: nothing is formatted. Bring the controllers up; for a first deployment, set firstBoot: true"
}

# usage: format begin|join
# Built aside and renamed last: half-made data is never accepted.
format() {
  local options=()
  case $1:$role in
    begin:*) options=(--standalone) ;;
    join:*controller) options=(--no-initial-controllers) ;;
  esac
  use_tools
  say "formatting the volume: $1"
  LOG_DIRS=$INCOMING "$BIN/kafka-storage.sh" format --cluster-id "$CLUSTER_ID" --config "$ETC/$role.properties" "${options[@]}" >&2 ||
    die "kafka-storage.sh could not format the volume; why is in the log above"
  sync
  mv "$INCOMING" "$LOGS"
}
