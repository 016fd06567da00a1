#!/bin/bash
# Rejects passwords that would do harm later, before the start changes data.

# usage: check_passwords
check_passwords() {
  local file password
  for file in "$PASSWORDS"/*; do
    read_secret password "$file"
  done
  check_replication_password
  [ ! -e "$PASSWORDS/source" ] || check_source_password
}

# usage: find_replication_fault RESULT KEY
# RESULT becomes the reason why a password cannot be that of a channel. START REPLICA cuts a password after 32 bytes and has no characters
# beyond U+FFFF, and the file that the server runs at startup has one statement per line.
find_replication_fault() {
  local -n _fault=$1
  local LC_ALL=C password
  _fault=''
  read_password password "$2"
  [ ${#password} -le 32 ] || _fault="has ${#password} bytes, of which replication uses 32"
  [[ $password != *[$'\xf0'-$'\xff']* ]] || _fault='has a character beyond U+FFFF, such as an emoji, which replication does not know'
  [[ $password != *$'\n'* ]] || _fault='has a line break, which replication does not take'
}

# usage: check_source_password
check_source_password() {
  local fault
  find_replication_fault fault source
  [ -z "$fault" ] || fail "the password of the source $fault: this set could not follow. No file was changed. Give the account on the" \
    "source one of at most 32 bytes, and write it into the Secret [ReplicationPasswordInvalid]"
}

# usage: check_replication_password
# Ends a start that would create replicas which can never log in, because the accounts themselves accept such a password. A primary with
# data continues, because its replicas cannot replicate anyway, or it has none.
check_replication_password() {
  local fault
  find_replication_fault fault replication
  [ -n "$fault" ] || return 0
  fault="the replication password $fault: no replica could log in. No file was changed. Write one of at most 32 bytes into the Secret;"
  fault+=" where the accounts exist, give it to them on the primary first ($DOCUMENTATION,"
  fault+=" 'Replace a replication password that is too long') [ReplicationPasswordInvalid]"
  if [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] && [ -d "$DATA/mysql" ]; then
    log "$fault"
  else
    fail "$fault"
  fi
}
