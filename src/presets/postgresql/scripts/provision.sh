#!/bin/bash
# Creates the data of a new cluster.

# usage: provision
# The data is created aside and renamed last, so that data under its name is complete. The server and psql log their errors, which end the
# container.
provision() {
  local password
  for password in superuser replication application; do
    [ ! -e "$PASSWORDS/$password" ] || read_secret _ "$PASSWORDS/$password"
  done
  log 'creating the cluster: first boot is declared'
  rm -rf "$INCOMING"
  # the built-in locale sorts the same in each version of the operating system
  initdb --pgdata="$INCOMING" --username="$SUPERUSER" --auth=peer --data-checksums \
    --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 >/dev/null
  pg_ctl --pgdata="$INCOMING" --silent --wait start \
    --options="-c listen_addresses='' -c unix_socket_directories=$SOCKET_DIRECTORY"
  run_statements first-boot.sql
  pg_ctl --pgdata="$INCOMING" --silent --wait --mode=fast stop
  add_dynamic_config "$INCOMING"
  rm -rf "$DATA"
  sync -f "$VOLUME"
  mv -T "$INCOMING" "$DATA"
}

# usage: run_statements FILE
# psql reads the passwords from files, which keeps them out of its arguments.
run_statements() {
  local password
  {
    for password in superuser replication application; do
      [ ! -e "$PASSWORDS/$password" ] || echo "\\set $password \`cat $PASSWORDS/$password\`"
    done
    cat "$ETC/$1"
  } | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$SOCKET_DIRECTORY" --username="$SUPERUSER" postgres
}
