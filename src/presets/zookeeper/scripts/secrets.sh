#!/bin/bash
# Writes passwords to memory, in the form that Java reads.

# usage: write_jaas
# Writes the users that can connect, in the form that Java reads.
write_jaas() {
  local file users='' quorum='' quoted login='org.apache.zookeeper.server.auth.DigestLoginModule required'
  [ -e "$QUORUM_PASSWORD" ] || [ -d "$CLIENT_PASSWORDS" ] || return 0
  if [ -e "$QUORUM_PASSWORD" ]; then
    quote_password quoted "$QUORUM_PASSWORD" quorumPassword
    quorum="QuorumServer { $login user_member=$quoted; };"$'\n'"QuorumLearner { $login username=\"member\" password=$quoted; };"
  fi
  for file in "$CLIENT_PASSWORDS"/*; do
    [ -e "$file" ] || continue
    quote_password quoted "$file" "clients.${file##*/}"
    users="$users user_${file##*/}=$quoted"
  done
  (
    umask 077
    printf '%s\n' "$quorum" "${users:+Server { $login$users; \};}" >"$JAAS_CONFIG"
  )
}

# usage: quote_password RESULT FILE KEY
# RESULT becomes the password in FILE as a string of Java's configuration. KEY is its prop.
quote_password() {
  local -n _quoted=$1
  local password
  read_secret password "$2" "authentication.$3"
  password=${password//\\/\\\\}
  password=${password//\"/\\\"}
  password=${password//$'\r'/\\r}
  # shellcheck disable=SC2034 # the caller's variable
  _quoted="\"${password//$'\n'/\\n}\""
}
