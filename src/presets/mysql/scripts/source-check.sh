#!/bin/bash
# Decides whether this set can follow the source, before the set has data.

# SQL for the tables of users on the source
ON_SOURCE="table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"

# usage: inspect_source RESULT ERROR
# RESULT, an associative array, gets the facts about the source. Fails with ERROR if it does not answer.
inspect_source() {
  local -n _found=$1
  local answer plugins columns
  # shellcheck disable=SC2310 # the caller learns of it
  ask_source answer "$2" "SELECT CONCAT_WS('|', SUBSTRING_INDEX(@@version, '-', 1), @@gtid_mode, @@log_bin, @@binlog_format, @@server_id,
      @@lower_case_table_names,
      (SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name = 'clone' AND plugin_status = 'ACTIVE'),
      (SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'BACKUP_ADMIN'
        AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')),
      (SELECT COUNT(*) FROM information_schema.user_privileges WHERE privilege_type = 'REPLICATION SLAVE'
        AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')),
      (SELECT COALESCE(GROUP_CONCAT(table_schema, '.', table_name ORDER BY 1 SEPARATOR ', '), '') FROM information_schema.tables
        WHERE engine IN ('MyISAM', 'CSV', 'ARCHIVE', 'MRG_MYISAM') AND $ON_SOURCE))" || return
  IFS='|' read -r -a columns <<<"$answer"
  # shellcheck disable=SC2034 # the caller's variable
  _found=([version]=${columns[0]} [gtid_mode]=${columns[1]} [log_bin]=${columns[2]} [format]=${columns[3]} [server_id]=${columns[4]}
    [case]=${columns[5]} [clone]=${columns[6]} [backup_admin]=${columns[7]} [replication]=${columns[8]} [engines]=${columns[9]:-})
  plugins=$(local_sql "SELECT GROUP_CONCAT(QUOTE(plugin_name)) FROM information_schema.plugins
    WHERE plugin_type = 'AUTHENTICATION' AND plugin_status = 'ACTIVE'" root)
  # an account that may not read the accounts cannot copy them either; the copy reports that
  # shellcheck disable=SC2310 # its exit code is the answer
  ask_source answer "$2" "SELECT COALESCE(GROUP_CONCAT(user, '@', host SEPARATOR ', '), '') FROM mysql.user
    WHERE plugin NOT IN ($plugins, 'auth_socket')" || answer=''
  _found+=([plugins]=$answer)
}

# usage: judge_source FINDINGS FACTS VERSION
# FINDINGS become the reasons why a set with a server of VERSION cannot follow the source, each with its remedy.
judge_source() {
  local -n _against=$1 _of_source=$2
  local configured_case prefix=${SERVER_ID_PREFIX:-1}
  _against=()
  judge_source_version "$1" "${_of_source[version]}" "$3"
  [ "${_of_source[log_bin]}" = 1 ] || _against+=('It has no binary log. Set log_bin on it, and restart it.')
  [ "${_of_source[format]}" = ROW ] || _against+=("Its binlog_format is ${_of_source[format]}. Set it to ROW.")
  [[ ${_of_source[gtid_mode]} = O@(N|FF) ]] || _against+=("Its gtid_mode is ${_of_source[gtid_mode]}. Set it to ON, or back to OFF.")
  [[ ! ${_of_source[server_id]} =~ ^${prefix}[0-9]{1,2}$ ]] || _against+=("Its server_id is ${_of_source[server_id]}, and those of this set\
 begin with $prefix: a member skips transactions with its ID. Set serverIdPrefix to another number.")
  configured_case=$(sed -n 's/^lower_case_table_names=//p' "$CONFIG")
  [ "${_of_source[case]}" = "${configured_case:-0}" ] || _against+=("It has lower_case_table_names=${_of_source[case]}, and the settings\
 have ${configured_case:-0}. Set it to '${_of_source[case]}' in settings.")
  [ "${_of_source[replication]}" = 1 ] || _against+=("The account has no REPLICATION SLAVE. Grant it.")
  [ -z "${_of_source[engines]}" ] || _against+=("These tables have no transactions, so no consistent copy of them can be made while it is\
 in use: ${_of_source[engines]}. Change them: ALTER TABLE ... ENGINE = InnoDB.")
  [ -z "${_of_source[plugins]}" ] || _against+=("The members do not have the authentication plugin of these accounts:\
 ${_of_source[plugins]}. Change them: ALTER USER ... IDENTIFIED WITH caching_sha2_password BY ...")
}

# usage: judge_source_version FINDINGS VERSION_OF_SOURCE VERSION
# A replica reads the binary logs of the same series, of the previous one with long-term support, and of the series between them.
judge_source_version() {
  local -n _of_source_version=$1
  local from to oldest series rank
  from=$(rank_of "$2")
  to=$(rank_of "$3")
  oldest=$(sed -n 2p "$ETC/lts-series")
  oldest=$(rank_of "$oldest.0")
  if [ "$from" -gt "$to" ]; then
    _of_source_version+=("It is of MySQL $2, and the image has $3. Use an image of $2 or later.")
  elif [ "$from" -lt "$oldest" ]; then
    _of_source_version+=("It is of MySQL $2, which this preset does not follow. Upgrade it to $((oldest / 1000)).$((oldest % 1000)).")
  fi
  while read -r series; do
    rank=$(rank_of "$series.0")
    if [ "$rank" -gt "$from" ] && [ "$rank" -lt "$to" ] && [ "$from" -ge "$oldest" ]; then
      _of_source_version+=("It is of MySQL $2, and the image has $3: that skips $series. Use an image of $series, and upgrade later.")
    fi
  done <"$ETC/lts-series"
}
