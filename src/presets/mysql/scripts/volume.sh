#!/bin/bash
# Checks whether the volume belongs to this set. The script does not start a server on data of another system, because a server changes the
# data permanently, and does not add new data to it.

# usage: check_volume
# The evidence is the role that this member had at its last start. If the first start ended before it recorded the role, the evidence is the
# set's accounts in the system tables: the data directory gets its name only after the server that created the accounts has ended.
check_volume() {
  local beside within
  if [ ! -r "$VOLUME" ] || [ ! -w "$VOLUME" ] || [ ! -x "$VOLUME" ]; then
    fail "user $UID may not read and write the volume at $VOLUME: no file was changed. Make the pod's user or group its owner" \
      '[VolumeInaccessible]'
  fi
  [ ! -s "$ROLE_OF_DATA" ] || return 0
  list_names beside "$VOLUME" lost+found data data.incoming data.aside data.role data.role.new data.version data.version.new accept-loss \
    data.adopting data.adopting.new
  [ ${#beside[@]} -eq 0 ] || refuse_volume "${beside[@]}"
  list_names within "$DATA"
  # shellcheck disable=SC2310 # their exit codes are the answers
  if [ ${#within[@]} -eq 0 ] || is_to_be_adopted || has_accounts; then return; fi
  refuse_volume "${within[@]/#/data\/}"
}

# usage: has_accounts
# Succeeds if the system tables have the accounts of the set.
has_accounts() {
  LC_ALL=C grep -qs "$REPLICATION_USER" "$DATA/mysql.ibd"
}

# usage: is_to_be_adopted
# Succeeds if this member adopts the data of another server, or has begun to.
is_to_be_adopted() {
  # shellcheck disable=SC2310 # their exit codes are the answers
  is_adoption_declared && [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] && [ ! -s "$ROLE_OF_DATA" ] && [ -e "$DATA/mysql.ibd" ] &&
    { [ -e "$ADOPTING" ] || ! has_accounts; }
}

# usage: is_adoption_declared
is_adoption_declared() {
  local declared
  read -r declared <"$ADOPTION_FILE"
  [ "$declared" = true ]
}

# usage: list_names RESULT DIRECTORY [KNOWN-NAME...]
# RESULT becomes the names in a directory, except for the known ones.
list_names() {
  local -n _names=$1
  local entry
  _names=()
  [ ! -e "$2" ] || { [ -r "$2" ] && [ -x "$2" ]; } || fail "user $UID may not read $2, so the owner of the data is unknown, and no file" \
    "was changed. Let the pod's group have the volume (fsGroup), or give this member its own claim [VolumeInaccessible]"
  for entry in "$2"/* "$2"/.[!.]*; do
    if [ ! -e "$entry" ] && [ ! -L "$entry" ]; then continue; fi
    [[ " ${*:3} " = *" ${entry##*/} "* ]] || _names+=("${entry##*/}")
  done
}

# usage: refuse_volume NAME...
refuse_volume() {
  local shown origin='another system' remedy
  printf -v shown '%s, ' "${@:1:5}"
  shown=${shown%, }
  [ $# -le 5 ] || shown="$shown and more"
  case " $* " in
    *' data/.user_scripts_initialized '* | *' data/mysqld-auto.cnf '* | *' data/mysql-bin.index '*) origin="Bitnami's chart" ;;
    *' data/mysql.ibd '*) origin='another MySQL server' ;;
    *' mysql.ibd '* | *' ibdata1 '*)
      origin='a MySQL server whose data directory is the root of the volume, as the image has it without this preset'
      ;;
  esac
  remedy="to take the data over, see $DOCUMENTATION, 'Take over the data of another system'"
  # shellcheck disable=SC2310 # its exit code is the answer
  if [ -e "$ADOPTING" ]; then
    remedy='its adoption has begun: set adopt again, with the same primary'
  elif is_adoption_declared && [ "$POD_INDEX" != "$PRIMARY_ORDINAL" ]; then
    remedy="only member $PRIMARY_ORDINAL adopts data, and this member clones it, because servers without GTIDs cannot be compared"
  fi
  fail "this volume has data that this set did not write: $shown, as of $origin. No file was changed. Give this member the right claim," \
    "or empty the volume if its data is not needed; $remedy [VolumeForeign]"
}
