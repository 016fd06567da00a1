#!/bin/bash
# What the volume of this member has.

# usage: read_data_state RESULT
# RESULT becomes `none`, `complete`, `unfinished`, or `unknown`. A base backup writes backup_label first and pg_control last, so data
# without pg_control is either a clone that was cut off or damaged.
read_data_state() {
  local -n _state=$1
  _state=complete
  [ ! -f "$DATA/global/pg_control" ] || return 0
  if ! compgen -G "$DATA/*" >/dev/null; then
    _state=none
  elif [ -e "$DATA/backup_label" ] || [ ! -e "$DATA/PG_VERSION" ]; then
    _state=unfinished
  else
    # shellcheck disable=SC2034 # the caller's variable
    _state=unknown
  fi
}

# usage: remove_unfinished_clone
# Patroni neither continues nor repeats a clone that was cut off.
remove_unfinished_clone() {
  local state
  read_data_state state
  [ "$state" = unfinished ] || return 0
  log "removing a clone that was cut off"
  rm -rf "$DATA"
}

# usage: read_system_id RESULT
# RESULT becomes the identifier of the cluster to which the data belongs.
read_system_id() {
  local -n _system_id=$1
  local line
  line=$(LC_ALL=C pg_controldata "$DATA" | grep '^Database system identifier:')
  # shellcheck disable=SC2034 # the caller's variable
  _system_id=${line##* }
}

# usage: add_dynamic_config DIRECTORY
# The member that becomes the leader enters this file into a store that has no dynamic configuration. pg_rewind fails at a file in the data
# directory that it cannot write, as those of a ConfigMap are.
add_dynamic_config() {
  rm -f "$1/patroni.dynamic.json"
  cat "$DYNAMIC_CONFIG" >"$1/patroni.dynamic.json"
}

# usage: check_version
check_version() {
  local server data
  server=$(postgres --version)
  server=${server##*) }
  data=$(<"$DATA/PG_VERSION")
  [ "${server%%.*}" = "$data" ] ||
    fail "the data is of PostgreSQL $data, and the image has $server, which cannot read it. No file was changed. Use an image with" \
      "PostgreSQL $data, and see $DOCUMENTATION, 'Upgrade to a new major version' [DataOfOtherVersion]"
}
