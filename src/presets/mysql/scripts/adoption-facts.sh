#!/bin/bash
# Gathers the facts about data of another server, and changes none of its files: the server that reads the tables starts with
# innodb_read_only, and writes to RUN and SCRATCH only. https://dev.mysql.com/doc/refman/9.7/en/innodb-read-only-instance.html

# usage: gather_adoption_facts RESULT VERSION
# RESULT, an associative array, gets server (VERSION), the keys of read_files and, if the data has VERSION and no server uses it, those of
# read_tables.
gather_adoption_facts() {
  local -n _facts=$1
  read_files "$1"
  _facts+=([server]=$2)
  if [ "${_facts[version]}" = "$2" ] && [ -z "${_facts[running]}${_facts[inaccessible]}" ]; then read_tables "$1"; fi
}

# usage: read_files RESULT
# RESULT gets version, page_size, case (lower_case_table_names of the data), configured_case, running (a file that a server deletes when
# it stops), inaccessible (a file), persisted (names of settings), and logs (binary logs that the set does not use).
read_files() {
  local -n _read=$1
  local number flags path page_size=16384 letter_case configured_case running='' inaccessible persisted='' logs=''
  number=$(read_number "$DATA/mysql.ibd" 8)
  flags=$(read_number "$DATA/ibdata1" 54)
  # four bits of the flags; 0 is the default size
  [ $((flags >> 6 & 15)) -eq 0 ] || page_size=$((512 << (flags >> 6 & 15)))
  # the dictionary has its properties as text
  letter_case=$(LC_ALL=C grep -aom 1 'LCTN=[0-2]' "$DATA/mysql.ibd" | tail -n 1 || true)
  letter_case=${letter_case#*=}
  configured_case=$(sed -n 's/^lower_case_table_names=//p' "$CONFIG")
  configured_case=${configured_case:-0}
  # https://dev.mysql.com/doc/refman/9.7/en/innodb-temporary-tablespace.html
  [ ! -e "$DATA/ibtmp1" ] || running=data/ibtmp1
  inaccessible=$(find "$DATA" \( ! -readable -o ! -writable -o -type d ! -executable \) -print -quit 2>&1 || true)
  [ ! -e "$DATA/mysqld-auto.cnf" ] ||
    persisted=$(grep -oE '"[A-Za-z0-9_.]+" *: *\{ *"Value"' "$DATA/mysqld-auto.cnf" | cut -d '"' -f 2 | paste -s -d ' ' || true)
  for path in "$DATA"/*-bin.[0-9]*; do
    [ ! -e "$path" ] || logs+=" ${path##*/}"
  done
  _read+=([version]=$((number / 10000)).$((number / 100 % 100)).$((number % 100)) [page_size]=$page_size [running]=$running)
  _read+=([case]=${letter_case:-$configured_case} [configured_case]=$configured_case [inaccessible]=${inaccessible#"$VOLUME/"})
  _read+=([persisted]=$persisted [logs]=$logs)
}

# usage: read_number FILE OFFSET
# Prints four bytes of a file as a number, or 0. The first page of a tablespace has the version of its server at 8 and its flags at 54.
read_number() {
  local number
  number=$(od -An -tu4 --endian=big -j "$2" -N 4 "$1" 2>/dev/null || true)
  echo $((number))
}

# SQL for the tables of users
OF_USERS="table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"

# usage: read_tables RESULT
# RESULT gets channels (their number), plugins (accounts whose plugin the server lacks), engines (tables that a clone does not copy),
# keyless (tables without a primary key), and root and application (errors of their logins).
read_tables() {
  local -n _tables=$1
  local user channels plugins engines keyless root_login application_login=''
  user=$(sed -n 2p "$ADOPTION_FILE")
  start_reader "${_tables[case]}" "${_tables[page_size]}"
  channels=$(local_sql "SELECT COUNT(*) FROM mysql.slave_master_info WHERE host <> ''" root)
  plugins=$(list "CONCAT(user, '@', host)" "mysql.user WHERE plugin NOT IN (SELECT name FROM mysql.plugin)
    AND plugin NOT IN (SELECT plugin_name FROM information_schema.plugins WHERE plugin_status = 'ACTIVE')")
  engines=$(list "CONCAT(table_schema, '.', table_name)" "information_schema.tables
    WHERE engine IN ('MyISAM', 'CSV', 'ARCHIVE', 'MRG_MYISAM') AND $OF_USERS")
  keyless=$(list "CONCAT(table_schema, '.', table_name)" "information_schema.tables
    WHERE table_type = 'BASE TABLE' AND $OF_USERS AND (table_schema, table_name) NOT IN
      (SELECT table_schema, table_name FROM information_schema.columns WHERE column_key = 'PRI' AND $OF_USERS)")
  # from here on, the server checks passwords
  local_sql 'FLUSH PRIVILEGES' root
  try_login root_login root root
  [ -z "$user" ] || try_login application_login "$user" application
  stop_server
  rm -r "$SCRATCH"
  _tables+=([channels]=$channels [plugins]=$plugins [engines]=$engines [keyless]=$keyless)
  _tables+=([root]=$root_login [application]=$application_login)
}

# usage: start_reader CASE PAGE_SIZE
# Starts a server that reads the data and asks for no password.
start_reader() {
  local path=../../../..$SCRATCH/ibtmp1
  log 'reading the data with a server that cannot change it; that its plugin clone does not start has no effect'
  rm -rf "$SCRATCH"
  mkdir -p "$SCRATCH"
  start_server --defaults-file="$EMPTY_CONFIG" --datadir="$DATA" --innodb-read-only --skip-grant-tables --skip-networking \
    --lower-case-table-names="$1" --innodb-page-size="$2" --persisted-globals-load=OFF --plugin-load-add=auth_socket.so \
    --event-scheduler=DISABLED --offline-mode=OFF --tmpdir=/tmp --relay-log="$SCRATCH/relay" \
    --innodb-temp-data-file-path="$path:12M:autoextend" --innodb-temp-tablespaces-dir="$SCRATCH" --auto-generate-certs=OFF \
    --sha256-password-auto-generate-rsa-keys=OFF --caching-sha2-password-auto-generate-rsa-keys=OFF
}

# usage: list EXPRESSION REST
# Prints the values of an expression, from tables and conditions, with commas.
list() {
  local_sql "SELECT COALESCE(GROUP_CONCAT($1 ORDER BY 1 SEPARATOR ', '), '') FROM $2" root
}

# usage: try_login RESULT USER PASSWORD
# RESULT becomes the error of a login, or an empty string. PASSWORD is the name of its file.
try_login() {
  local -n _error=$1
  write_client_options "$RUN/login.cnf" "$2" "$3"
  # shellcheck disable=SC2034 # the caller's variable
  _error=$(mysql --defaults-file="$RUN/login.cnf" --socket="$SOCKET" --ssl-mode=PREFERRED -NBe 'DO 0' 2>&1 | tail -n 1 || true)
  rm "$RUN/login.cnf"
}
