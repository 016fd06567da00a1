#!/bin/bash
# Creates the data of a new cluster from the backups of another one.

# usage: recover
# The data is created aside and renamed last, so that data under its name is complete.
recover() {
  local target=(--type=default)
  [ -z "${RECOVERY_TARGET:-}" ] || target=(--type=time --target="$RECOVERY_TARGET" --target-action=promote)
  log "restoring the data of another cluster${RECOVERY_TARGET:+ until $RECOVERY_TARGET}: first boot is declared"
  (
    read_repository "$SOURCE_SECRETS"
    rm -rf "$INCOMING"
    mkdir -m 700 "$INCOMING"
    pgbackrest --config="$SOURCE_CONFIG" --stanza="$STANZA" --pg1-path="$INCOMING" --log-level-console=info \
      "${target[@]}" restore ||
      fail "the backup cannot be restored; the log has the reason [RestoreFailed]"
    start_recovery
  )
  run_statements recovered.sql
  pg_ctl --pgdata="$INCOMING" --silent --wait --mode=fast stop
  rm "$INCOMING/recovery.log"
  cp "$DYNAMIC_CONFIG" "$INCOMING/patroni.dynamic.json"
  rm -rf "$DATA"
  sync -f "$VOLUME"
  mv -T "$INCOMING" "$DATA"
}

# usage: start_recovery
# Starts a server that clients cannot reach, with a configuration that does not depend on the former one, and waits until it accepts
# connections, which is when the recovery has ended. Without hot_standby, the server does not compare its limits with those of the former
# primary.
start_recovery() {
  local reason
  printf 'local all all peer\n' >"$RUN/recovery-hba.conf"
  printf '%s\n' "hba_file = '$RUN/recovery-hba.conf'" "unix_socket_directories = '$SOCKET_DIRECTORY'" >"$RUN/recovery.conf"
  # a server that ends is found below
  pg_ctl --pgdata="$INCOMING" --silent --wait --log="$INCOMING/recovery.log" start --options="\
-c config_file=$RUN/recovery.conf -c listen_addresses='' -c hot_standby=off -c archive_mode=off -c shared_preload_libraries=''" || true
  until pg_isready --quiet --host="$SOCKET_DIRECTORY"; do
    pg_ctl --pgdata="$INCOMING" status >/dev/null || {
      reason=$(grep -E 'FATAL|PANIC' "$INCOMING/recovery.log" | grep -v 'not accepting connections' | tail -n 1) || true
      fail "the recovery failed: ${reason#*:  } [RestoreFailed]"
    }
    log_wait 'the write-ahead log is being applied'
    sleep 1
  done
}
