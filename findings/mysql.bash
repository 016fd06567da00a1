# Shared by the scripts that need a running MySQL: Debian sid's packages, unpacked and not installed.
# When sid has newer versions, set DEBIAN_ARCHIVE to a snapshot of the archive.
# Read before common.bash, which sets work and changes the directory.
# shellcheck shell=bash

# usage: mysql_install
# Afterwards ./mysqld is the server and ./mysql the client. Both run with the C library of sid.
mysql_install() {
  local package program option
  local options=(Dir::Etc::sourcelist="$PWD/sid.list" Dir::Etc::sourceparts=/dev/null Dir::State::lists="$PWD/lists"
    Dir::State::status="$PWD/status" Dir::Cache="$PWD/cache" APT::Sandbox::User=root Acquire::Languages=none
    Acquire::Check-Valid-Until=false Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  local apt=(apt-get -qq)
  for option in "${options[@]}"; do apt+=(-o "$option"); done
  echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "${DEBIAN_ARCHIVE:-http://deb.debian.org/debian} sid main" >sid.list
  mkdir -p lists/partial cache/archives/partial
  : >status
  {
    "${apt[@]}" update &&
      "${apt[@]}" download mysql-server-core=9.7.4-2 mysql-client-core=9.7.4-2 \
        libaio1t64=0.3.113-10 libbsd0=0.12.2-3 libc6=2.43-7 libcom-err2=1.47.4-1+b2 libedit2=3.1-20260512-1 \
        libgcc-s1=16.2.0-4 libgoogle-perftools4t64=2.18.1-2 libgssapi-krb5-2=1.22.1-3 libicu78=78.3-2 \
        libk5crypto3=1.22.1-3 libkeyutils1=1.6.3-6+b2 libkrb5-3=1.22.1-3 libkrb5support0=1.22.1-3 \
        liblz4-1=1.10.0-10 liblzma5=5.8.4-1 libmd0=1.3.0-1 libnuma1=2.0.19-1+b2 libprotobuf-lite32t64=3.21.12-17 \
        libssl3t64=3.6.5-1 libstdc++6=16.2.0-4 libtinfo6=6.6+20260608-2 libtirpc3t64=1.3.7+ds-1 \
        libunwind8=1.8.1-0.4 libxxhash0=0.8.3-2+b2 libzstd1=1.5.7+dfsg-4 zlib1g=1:1.3.dfsg+really1.3.2-4
  } >apt.log 2>&1 || { cat apt.log >&2 && return 1; }
  for package in *.deb; do dpkg-deb -x "$package" root; done
  rm -- *.deb
  for program in sbin/mysqld bin/mysql; do
    printf '#!/bin/sh\nexec %s --library-path %s %s "$@"\n' "$PWD/root/usr/lib64/ld-linux-x86-64.so.2" \
      "$PWD/root/usr/lib/x86_64-linux-gnu" "$PWD/root/usr/$program" >"${program##*/}"
    chmod +x "${program##*/}"
  done
}

# usage: mysql_new NAME PORT OPTION=VALUE...
# Writes NAME.cnf and an empty server in the folder NAME, for a group with the communication stack MYSQL.
# root needs no password; members use the account "member".
mysql_new() {
  local name=$1 port=$2
  shift 2
  {
    printf '%s\n' '[mysqld]' "user=$(id -un)" "basedir=$PWD/root/usr" "plugin_dir=$PWD/root/usr/lib/mysql/plugin" \
      "lc_messages_dir=$PWD/root/usr/share/mysql" "character_sets_dir=$PWD/root/usr/share/mysql/charsets" \
      "datadir=$PWD/$name" "socket=$PWD/$name.sock" "pid_file=$PWD/$name.pid" "log_error=$PWD/$name.log" \
      bind_address=127.0.0.1 secure_file_priv=NULL "port=$port" "server_id=$port" mysqlx=OFF report_host=127.0.0.1 \
      "report_port=$port" relay_log=relay innodb_buffer_pool_size=64M gtid_mode=ON enforce_gtid_consistency=ON
    # the server knows these options once it has loaded the plugin
    printf 'loose_group_replication_%s\n' group_name=6d1ea1c2-5f0e-4b53-9d7c-0c4e3a1f7b10 start_on_boot=OFF \
      communication_stack=MYSQL "local_address=127.0.0.1:$port" ssl_mode=REQUIRED recovery_use_ssl=ON
    printf '%s\n' "$@"
  } >"$name.cnf"
  printf '%s;\n' "CREATE USER member@'%' IDENTIFIED BY 'password'" \
    "GRANT REPLICATION SLAVE, BACKUP_ADMIN, CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO member@'%'" >init.sql
  ./mysqld --defaults-file="$name.cnf" --initialize-insecure --init-file="$PWD/init.sql" 2>"$name.err" ||
    { tail -n 20 "$name.log" "$name.err" >&2 && return 1; }
}

declare -A mysql_pids=()

# usage: mysql_start NAME OPTION...
# Starts the server in the background and returns once it answers.
mysql_start() {
  local name=$1
  shift
  # shellcheck disable=SC2154 # common.bash sets work
  trap 'for name in "${!mysql_pids[@]}"; do mysql_kill "$name"; done; rm -rf "$work"' EXIT
  ./mysqld --defaults-file="$name.cnf" "$@" 2>>"$name.err" &
  mysql_pids[$name]=$!
  # bash does not report its end
  disown
  for _ in {1..150}; do
    [ "$(mysql_query "$name" 'SELECT 1' 2>/dev/null)" = 1 ] && return
    sleep 0.2
  done
  tail -n 20 "$name.log" "$name.err" >&2
  return 1
}

# usage: mysql_query NAME STATEMENTS
mysql_query() {
  ./mysql --no-defaults -uroot -S "$PWD/$1.sock" -NBe "$2"
}

# usage: mysql_stop NAME
mysql_stop() {
  mysql_query "$1" SHUTDOWN
  tail --pid="${mysql_pids[$1]}" -f /dev/null
  unset "mysql_pids[$1]"
}

# usage: mysql_kill NAME
mysql_kill() {
  kill -9 "${mysql_pids[$1]}" 2>/dev/null || true
  tail --pid="${mysql_pids[$1]}" -f /dev/null
  unset "mysql_pids[$1]"
}

# usage: mysql_join NAME SEEDS [BOOTSTRAP]
# Starts Group Replication, with BOOTSTRAP=ON as a new group. Prints the state of the member, or the error.
mysql_join() {
  mysql_query "$1" "SET GLOBAL group_replication_group_seeds='$2', GLOBAL group_replication_bootstrap_group=${3:-OFF};
    START GROUP_REPLICATION USER='member', PASSWORD='password'; SET GLOBAL group_replication_bootstrap_group=OFF;
    SELECT member_state FROM performance_schema.replication_group_members WHERE member_id=@@server_uuid" 2>&1 |
    sed -E 's/^(ERROR [0-9]+).*/\1/'
}

# usage: mysql_pair FIRST SECOND PORT
# Begins a group with FIRST, which listens on PORT, makes the table shop.orders, and lets SECOND join. Prints how many members are online.
mysql_pair() {
  local online
  mysql_join "$1" '' ON >/dev/null
  mysql_query "$1" 'CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)'
  mysql_join "$2" "127.0.0.1:$3" >/dev/null
  for _ in {1..50}; do
    online=$(mysql_query "$1" "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE member_state='ONLINE'")
    [ "$online" = 2 ] && break
    sleep 0.2
  done
  echo "$online"
}
