#!/bin/bash
# Functions of start.sh: certificates and passwords in the form that Java reads.
# shellcheck disable=SC2154 # what lib.sh finds out

# usage: write_certificates
write_certificates() {
  [ -e "$TLS/tls.key" ] || return 0
  copy_certificates
  [ -z "$unfit" ] || die "$unfit ($DOCS, 'Certificates')"
}

# usage: renew_certificates
# Runs beside the server, which watches the names of its files: Kubernetes renews a Secret by another link to their directory,
# and no name changes. Ends with the server, which goes on in the process of start.sh.
renew_certificates() {
  local reported=''
  while sleep 30 && kill -0 $$ 2>/dev/null; do
    copy_certificates
    if [ "$unfit" = "$reported" ]; then continue; fi
    reported=$unfit
    [ -z "$unfit" ] || say "the renewed certificate is not used: $unfit"
  done
}

# usage: copy_certificates
# Java wants key and certificates in one file, and the key in the one form that it reads.
# Sets unfit: why it could not use them, or nothing. The copies of before are kept then.
copy_certificates() {
  local key certificate authority public certified secret="of the certificate's Secret"
  unfit=''
  key=$(cat "$TLS/tls.key" 2>/dev/null) || key=''
  certificate=$(cat "$TLS/tls.crt" 2>/dev/null) || certificate=''
  authority=$(cat "$TLS/ca.crt" 2>/dev/null) || authority=''
  if [[ $key != *'BEGIN PRIVATE KEY'* ]]; then
    unfit="tls.key $secret is not in PKCS #8 (BEGIN PRIVATE KEY): with cert-manager use privateKey.encoding: PKCS8,"
    unfit="$unfit by hand openssl pkcs8 -topk8 -nocrypt"
    return
  fi
  public=$(openssl pkey -pubout <<<"$key" 2>/dev/null) || public='no key'
  certified=$(openssl x509 -noout -pubkey <<<"$certificate" 2>/dev/null) || certified='no certificate'
  if [ "$public" != "$certified" ]; then
    unfit="tls.key $secret is not the key of tls.crt: write both into the Secret at once"
    return
  fi
  replace "$RUN/keystore.pem" "$key"$'\n'"$certificate"
  replace "$RUN/truststore.pem" "$authority"
}

# usage: replace FILE TEXT
# Where the text is another one, and by a rename: the server reads the file anew then, and never half of it.
replace() {
  if [ -e "$1" ]; then
    [ "$(<"$1")" != "$2" ] || return 0
    say "${1##*/} is renewed, for connections from now on"
  fi
  (
    umask 077
    write "$1" "$2"
  )
}

# usage: write_jaas
# Who may connect, in the form that Java reads.
write_jaas() {
  local file users='' quorum='' quoted
  [ -e "$PASSWORDS/quorum" ] || [ -d "$CLIENT_PASSWORDS" ] || return 0
  if [ -e "$PASSWORDS/quorum" ]; then
    quote_password quoted "$PASSWORDS/quorum" quorumPassword
    quorum="QuorumServer { $LOGIN user_member=$quoted; };"$'\n'"QuorumLearner { $LOGIN username=\"member\" password=$quoted; };"
  fi
  for file in "$CLIENT_PASSWORDS"/*; do
    [ -e "$file" ] || continue
    quote_password quoted "$file" "clients.${file##*/}"
    users="$users user_${file##*/}=$quoted"
  done
  (
    umask 077
    printf '%s\n' "$quorum" "${users:+Server { $LOGIN$users; \};}" >"$RUN/jaas.conf"
  )
}

# usage: quote_password RESULT FILE KEY
# Sets RESULT to what the file holds, as a string of Java's configuration.
quote_password() {
  local -n _quoted=$1
  local value
  IFS= read -r -d '' value <"$2" || true
  case $value in
    *$'\n' | *$'\r')
      die "the password authentication.$3 ends in a line break, which a client would read as part of it and the server would not:" \
        "nothing was changed. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic --from-literal"
      ;;
  esac
  value=${value//\\/\\\\}
  value=${value//\"/\\\"}
  value=${value//$'\r'/\\r}
  _quoted="\"${value//$'\n'/\\n}\""
}
