#!/usr/bin/env bats
# Whose volume it is. Nothing on a volume of another system is changed, whatever it is.

load pod

teardown() { stop_servers; }

# usage: foreign FILE...
# A volume with these files, which no member of this set wrote.
foreign() {
  local file
  rm -rf "${pod:-/nowhere}"
  make_pod 0 1
  echo "${first_boot:-false}" >"$pod/etc/live/first-boot"
  for file; do
    mkdir -p "$pod/volume/$(dirname "$file")"
    echo theirs >"$pod/volume/$file"
  done
}

# usage: refused TEXT...
refused() {
  local before text
  before=$(cd "$pod/volume" && find . -printf '%p %y %s %T@ %m\n' | sort)
  bootstrap
  [ "$status" -eq 1 ]
  for text in 'did not write: ' 'No file was changed' 'right claim' "$@"; do
    [[ "$(cat "$pod/termination-log")" = *"$text"* ]]
  done
  [ "$(cd "$pod/volume" && find . -printf '%p %y %s %T@ %m\n' | sort)" = "$before" ]
  [ ! -e "$pod/log" ]
}

@test "a volume of Bitnami's chart is refused by name, first boot or not" {
  for first_boot in false true; do
    foreign data/mysql/user.frm data/mysql.ibd data/ibdata1 data/mysqld-auto.cnf data/.user_scripts_initialized
    refused "of Bitnami's chart" data/
  done
}

@test "a volume that an earlier build has started its server on is still foreign" {
  foreign data/mysql/x data/mysql.ibd data.version
  refused 'data/mysql, data/mysql.ibd, as of another MySQL server'
}

@test "a data directory in the root of the volume, of the image or any other system, is refused" {
  foreign mysql/x mysql.ibd ibdata1 auto.cnf
  refused 'the root of the volume'
  foreign pgdata/PG_VERSION
  refused 'pgdata, as of another system'
  foreign data/PG_VERSION
  refused 'data/PG_VERSION'
  foreign mysql-chart/data/mysql.ibd lost+found/x
  refused 'mysql-chart, as of another system'
  foreign .hidden
  refused '.hidden'
}

@test "no more than five names are shown" {
  foreign 1 2 3 4 5 6
  refused '1, 2, 3, 4, 5 and more'
}

@test "an unreadable volume does not count as empty" {
  [ "$(id -u)" -ne 0 ] || skip 'root may read everything'
  foreign data/mysql.ibd
  chmod 0 "$pod/volume/data"
  bootstrap
  chmod 700 "$pod/volume/data"
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'may not read'* ]]
}

@test "an empty volume, lost+found and files of an interrupted start are accepted" {
  first_boot=true
  foreign lost+found/x data.incoming/mysql/x data.version.new
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/volume/data.role")" = 'primary 0' ]
}

@test "a member starts on data of this set without a role file" {
  make_pod 0 1
  data a:1
  rm -f "$pod/volume/data.role"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1 ]
}

@test "data of this set can have other files next to it" {
  make_pod 0 1
  data a:1
  was primary 0
  rm "$pod/volume/data/mysql.ibd"
  touch "$pod/volume/notes" "$pod/volume/data/.user_scripts_initialized"
  bootstrap
  [ "$status" -eq 0 ]
}
