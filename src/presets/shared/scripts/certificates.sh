#!/bin/bash
# Writes certificates to memory, in the form that Java reads. contract.sh sets CERTIFICATE, the directory of the Secret, and KEYSTORE and
# TRUSTSTORE, the files for Java.
#
# Invariant: the server reads a key only together with its certificate, and never an incomplete file.

# usage: write_certificates
write_certificates() {
  local unfit _
  [ -e "$CERTIFICATE/tls.key" ] || return 0
  copy_certificates unfit _
  [ -z "$unfit" ] || fail "$unfit ($DOCUMENTATION, 'Provide a certificate') [CertificateUnusable]"
}

# usage: renew_certificates
# Runs in parallel with the server, which reads files again that have changed. Kubernetes renews a Secret by another link to the directory,
# and the names do not change, so this function copies the files. It ends with the server, which runs in the process of start.sh.
#
# ZooKeeper has a thread for each of the two files, which reads both when its file changes. The thread that ends last can be one that has
# read the former authority, so a change is reported once more when both files are written.
renew_certificates() {
  local unfit is_renewed reported=''
  while sleep 30 && kill -0 $$ 2>/dev/null; do
    copy_certificates unfit is_renewed
    [ "$is_renewed" = no ] || {
      sleep 5
      touch "$TRUSTSTORE"
    }
    if [ "$unfit" = "$reported" ]; then continue; fi
    reported=$unfit
    [ -z "$unfit" ] || log "the renewed certificate is not used: $unfit [CertificateUnusable]"
  done
}

# usage: copy_certificates UNFIT IS_RENEWED
# Java needs key and certificates in one file, and the key in the one form that it reads. If Java could not use them, UNFIT becomes the
# reason, and the previous copies are kept. Otherwise UNFIT becomes an empty string, and IS_RENEWED yes if this replaces a file.
copy_certificates() {
  local -n _unfit=$1 _is_renewed=$2
  local key certificate authority public certified secret="of the certificate's Secret"
  _unfit='' _is_renewed=no
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
  renew_file "$2" "$KEYSTORE" "$key"$'\n'"$certificate"
  renew_file "$2" "$TRUSTSTORE" "$authority"
}

# usage: renew_file IS_RENEWED FILE TEXT
# Writes only if TEXT has changed, and by a rename, so that the server reads the file again and never an incomplete one. IS_RENEWED becomes
# yes if this replaces a file.
renew_file() {
  local -n _is_replaced=$1
  if [ -e "$2" ]; then
    [ "$(<"$2")" != "$3" ] || return 0
    log "${2##*/} is renewed"
    # shellcheck disable=SC2034 # the caller's variable
    _is_replaced=yes
  fi
  (
    umask 077
    # shellcheck disable=SC2310 # without room, the reason is in the termination message
    write_atomically "$2" "$3" || fail "cannot write $2.new: see whether there is room on its volume [VolumeFull]"
  )
}
