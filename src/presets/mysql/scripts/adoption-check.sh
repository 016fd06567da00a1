#!/bin/bash
# Decides whether the data of another server can be adopted. Reads facts only, those of adoption-facts.sh.

# usage: check_adoption VERSION IS_GROUP
# Ends the start with all findings, each with its remedy. Logs notes that do not prevent the adoption.
check_adoption() {
  local -A facts=()
  local -a findings=()
  local note=''
  log 'checking the data on the volume for its adoption'
  gather_adoption_facts facts "$1"
  judge_files findings facts
  # without its tables, the data was not read by a server
  [ -z "${facts[channels]:-}" ] || judge_tables findings facts "$2"
  [ -z "${facts[logs]}" ] || log "binary logs that this set does not use stay on the volume:${facts[logs]}. Delete them after the adoption"
  [ -n "${facts[channels]:-}" ] || note=' Accounts and tables are checked when these are resolved.'
  refuse_findings 'this volume' "$note" "${findings[@]}"
}

# usage: judge_files FINDINGS FACTS
judge_files() {
  local -n _problems=$1 _seen=$2
  local case=${_seen[case]} configured=${_seen[configured_case]}
  [ "${_seen[version]}" = "${_seen[server]}" ] || judge_version "$1" "${_seen[version]}" "${_seen[server]}"
  [ -z "${_seen[running]}" ] || _problems+=("The old server still runs, or it was killed: ${_seen[running]} exists. Start the old\
 installation, and scale it to 0 with a grace period that is long enough for its server to stop.")
  [ -z "${_seen[inaccessible]}" ] || _problems+=("User $UID may not read and write ${_seen[inaccessible]}. Use storage that supports\
 fsGroup, or change the owner of the files to $UID with a pod that runs as root.")
  [ "${_seen[page_size]}" = 16384 ] || _problems+=("Its pages have ${_seen[page_size]} bytes, and the members are cloned with 16384. Load a\
 dump into an empty set.")
  [ "$case" = "$configured" ] || _problems+=("It has lower_case_table_names=$case, and the settings have $configured. Set it to '$case' in\
 settings.")
  [ -z "${_seen[persisted]}" ] || _problems+=("data/mysqld-auto.cnf has settings that would replace those of the program:\
 ${_seen[persisted]}. Run RESET PERSIST on the old server, and move them to settings.")
}

# usage: judge_version FINDINGS VERSION_OF_DATA VERSION
# A start of another version could not be undone, so the data is adopted by the version that wrote it.
judge_version() {
  local -n _of_version=$1
  local rank oldest newest text="It is of MySQL $2, and the image has $3."
  rank=$(rank_of "$2")
  # of the series with long-term support, the images of the preset are of the second one and later
  oldest=$(sed -n 2p "$ETC/lts-series")
  oldest=$(rank_of "$oldest.0")
  newest=$(tail -n 1 "$ETC/lts-series")
  newest=$(rank_of "$newest.0")
  if [ "$rank" -eq 0 ]; then
    text='Its version cannot be read from data/mysql.ibd. Load a dump into an empty set.'
  elif [ "$rank" -lt "$oldest" ]; then
    text+=" Upgrade the old installation to $((oldest / 1000)).$((oldest % 1000)) first, and use the image of its version."
  elif [ "$rank" -gt "$newest" ]; then
    text+=" No image of this preset reads it. Load a dump into an empty set."
  else
    text+=" Use the image mysql:$2, because a start of another version cannot be undone. Upgrade after the adoption."
  fi
  _of_version+=("$text")
}

# usage: judge_tables FINDINGS FACTS IS_GROUP
judge_tables() {
  local -n _of_tables=$1 _seen=$2
  [ "${_seen[channels]}" = 0 ] || _of_tables+=("It is the data of a secondary. Give this member the volume of the primary. If the secondary\
 was promoted, run STOP REPLICA and RESET REPLICA ALL on it.")
  [ -z "${_seen[root]}" ] || _of_tables+=("root cannot log in with the password of accounts.rootPassword (${_seen[root]}). Write the\
 password of the old installation into the Secret.")
  [ -z "${_seen[application]}" ] || _of_tables+=("The account of accounts.application cannot log in with its password\
 (${_seen[application]}). Write the password of the old installation into the Secret, or omit accounts.application.")
  [ -z "${_seen[plugins]}" ] || _of_tables+=("The server does not have the authentication plugin of these accounts: ${_seen[plugins]}.\
 Change them on the old server: ALTER USER ... IDENTIFIED WITH caching_sha2_password BY ...")
  [ -z "${_seen[engines]}" ] || _of_tables+=("A clone does not copy these tables: ${_seen[engines]}. Change them on the old server: ALTER\
 TABLE ... ENGINE = InnoDB.")
  [ "$3" = no ] || [ -z "${_seen[keyless]}" ] || _of_tables+=("A group needs a primary key in each table: ${_seen[keyless]}. Add them on\
 the old server.")
}
