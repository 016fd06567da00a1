#!/bin/bash
# Writes certificates to memory, in the form that Java reads. contract.sh sets CERTIFICATE, the directory of the Secret, and KEYSTORE and
# TRUSTSTORE, the files for Java.
#
# Invariant: the server reads a key only together with its certificate, and never an incomplete file.

# usage: write_certificates
write_certificates() {
  local unfit
  [ -e "$CERTIFICATE/tls.key" ] || return 0
  copy_certificates unfit
  [ -z "$unfit" ] || fail "$unfit ($DOCUMENTATION, 'Provide a certificate') [CertificateUnusable]"
}

# usage: renew_certificates
# Runs in parallel with the server, which reads files again that have changed. Kubernetes renews a Secret by another link to the directory,
# and the names do not change, so this function copies the files. It ends with the server, which runs in the process of start.sh.
renew_certificates() {
  local unfit reported=''
  while sleep 30 && kill -0 $$ 2>/dev/null; do
    copy_certificates unfit
    if [ "$unfit" = "$reported" ]; then continue; fi
    reported=$unfit
    [ -z "$unfit" ] || log "the renewed certificate is not used: $unfit [CertificateUnusable]"
  done
}

# usage: copy_certificates UNFIT
# Java needs key and certificates in one file, and the key in the one form that it reads. If Java could not use them, UNFIT becomes the
# reason, and the previous copies are kept. Otherwise UNFIT becomes an empty string.
copy_certificates() {
  local -n _unfit=$1
  local key certificate authority public certified secret="of the certificate's Secret"
  _unfit=''
  key=$(cat "$CERTIFICATE/tls.key" 2>/dev/null) || key=''
  certificate=$(cat "$CERTIFICATE/tls.crt" 2>/dev/null) || certificate=''
  authority=$(cat "$CERTIFICATE/ca.crt" 2>/dev/null) || authority=''
  if [[ $key != *'BEGIN PRIVATE KEY'* ]]; then
    _unfit="tls.key $secret is not in PKCS #8 (BEGIN PRIVATE KEY): with cert-manager use privateKey.encoding: PKCS8,"
    _unfit="$_unfit by hand openssl pkcs8 -topk8 -nocrypt"
    return
  fi
  public=$(openssl pkey -pubout <<<"$key" 2>/dev/null) || public='no key'
  certified=$(openssl x509 -noout -pubkey <<<"$certificate" 2>/dev/null) || certified='no certificate'
  if [ "$public" != "$certified" ]; then
    # shellcheck disable=SC2034 # the caller's variable
    _unfit="tls.key $secret is not the key of tls.crt: write both into the Secret at once"
    return
  fi
  renew_file "$KEYSTORE" "$key"$'\n'"$certificate"
  renew_file "$TRUSTSTORE" "$authority"
}

# usage: renew_file FILE TEXT
# Writes only if TEXT has changed, and by a rename, so that the server reads the file again and never an incomplete one.
renew_file() {
  if [ -e "$1" ]; then
    [ "$(<"$1")" != "$2" ] || return 0
    log "${1##*/} is renewed"
  fi
  (
    umask 077
    # shellcheck disable=SC2310 # without room, the reason is in the termination message
    write_atomically "$1" "$2" || fail "cannot write $1.new: see whether there is room on its volume [VolumeFull]"
  )
}
