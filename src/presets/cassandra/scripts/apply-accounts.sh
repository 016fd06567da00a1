#!/bin/bash
# Applies the lines of the file `desired`. The script can run repeatedly. A line that is removed from the file is not undone.
#   user NAME                        the password is in a file with that name
#   keyspace NAME COPIES OWNER
#   read USER KEYSPACE | write USER KEYSPACE
# If a line fails, the script applies the other lines and fails at the end.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${SERVER:?}" "${SUPERUSER:?}" "${DATACENTER:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/cqlsh.sh
. "$scripts/cqlsh.sh"

# A new ring has the superuser when two members run, which can take minutes. The Job has further attempts.
WAIT_SECONDS=600

# the password of the superuser, and the rejections so far, which make the Job fail at the end
superuser_password='' refused=''

# usage: refuse TEXT...
refuse() {
  log "$*"
  refused="${refused:+$refused; }$*"
}

# usage: await_ring
await_ring() {
  local answer
  # shellcheck disable=SC2310 # the answer tells why it fails
  until answer=$(cql "$SERVER" "$SUPERUSER" "$superuser_password" <<<'SELECT key FROM system.local;'); do
    [ "$SECONDS" -lt "$WAIT_SECONDS" ] || fail "$SUPERUSER cannot log in: ${answer##*$'\n'} [ServerUnreachable]"
    log_wait "waiting until $SUPERUSER can log in: ${answer##*$'\n'}"
    sleep 5
  done
}

# usage: run_statements OUTPUT ERROR STATEMENTS
# OUTPUT becomes the output of cqlsh. ERROR becomes the message of the ring if it rejects a statement, and otherwise an empty string.
run_statements() {
  local -n _output=$1 _error=$2
  _error=''
  # shellcheck disable=SC2310 # its output tells why it fails
  _output=$(cql "$SERVER" "$SUPERUSER" "$superuser_password" <<<"$3;") && return 0
  if [[ $_output =~ message=\"([^\"]*)\" ]]; then
    _error="${BASH_REMATCH[1]} [ChangeRejected]"
  else
    _error="${_output##*$'\n'} [ChangeRejected]"
  fi
}

# usage: apply_user ERROR NAME
apply_user() {
  local password output
  read_secret password "$USERS/$2" "of the user $2"
  [ -n "$password" ] || fail "the password of the user $2 is empty. Write one into the Secret [PasswordMissing]"
  # a role without a password cannot log in
  run_statements output "$1" "CREATE ROLE IF NOT EXISTS \"$2\" WITH LOGIN = true;
ALTER ROLE \"$2\" WITH LOGIN = true AND PASSWORD = '${password//\'/\'\'}'"
}

# usage: apply_keyspace ERROR NAME COPIES OWNER
# Leaves the replication of a keyspace that exists as it is: a new replica has no rows before a repair, and queries would ask it.
apply_keyspace() {
  local -n _failure=$1
  local output strategy="'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy'" copies="'$DATACENTER': '$3'" now
  run_statements output "$1" "CREATE KEYSPACE IF NOT EXISTS \"$2\" WITH replication = {'class': 'NetworkTopologyStrategy', $copies};
ALTER KEYSPACE \"$2\" WITH durable_writes = true;
SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = '$2'"
  [ -z "$_failure" ] || return 0
  [[ $output =~ \{([^\}]*)\} ]] || fail "the replication of keyspace $2 is not in the answer: ${output##*$'\n'} [ServerUnreachable]"
  now=${BASH_REMATCH[1]}
  # a map, whose entries have no order
  output=${now/"$strategy"/}
  if [ "${output/"$copies"/}" != ', ' ]; then
    _failure="the keyspace has the replication {$now}, which was not changed, because queries at QUORUM could miss rows until a repair"
    _failure="$_failure ($DOCUMENTATION, 'Change the number of copies') [CopiesDiffer]"
    return
  fi
  grant "$1" 'CREATE, ALTER, DROP, SELECT, MODIFY' "$4" "$2"
}

# usage: grant ERROR PERMISSIONS USER KEYSPACE
grant() {
  local output
  run_statements output "$1" "GRANT $2 ON ALL TABLES IN KEYSPACE \"$4\" TO \"$3\""
}

# usage: apply_line ERROR WHAT WORD...
apply_line() {
  case $2 in
    user) apply_user "$1" "$3" ;;
    keyspace) apply_keyspace "$1" "${@:3}" ;;
    read) grant "$1" SELECT "${@:3}" ;;
    write) grant "$1" 'SELECT, MODIFY' "${@:3}" ;;
  esac
}

main() {
  local words=() error='' rejection
  check_job_name "$JOB_NAME" "$NAME" '-accounts-[0-9a-f]+'
  umask 077
  read_secret superuser_password "$SUPERUSER_PASSWORD" 'superuser.password'
  await_ring
  while read -r -a words; do
    apply_line error "${words[@]}"
    if [ -z "$error" ]; then
      log "applied: ${words[*]}"
    else
      rejection="not applied: ${words[*]}: $error"
      refuse "$rejection"
    fi
  done <"$DESIRED"
  [ -z "$refused" ] || fail "$refused"
}

main "$@"
