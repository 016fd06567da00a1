#!/usr/bin/env bats
# Data of another server that the set adopts.

load pod

teardown() { stop_servers; }

# usage: old_data VERSION-AS-BYTES
# The data of another server, with its version in the first page of a tablespace.
old_data() {
  mkdir -p "$pod/volume/data/mysql"
  { printf '12345678%b....' "$1" && printf 'DD_version=90200;LCTN=%s;' "${2:-0}"; } >"$pod/volume/data/mysql.ibd"
  head -c 100 /dev/zero >"$pod/volume/data/ibdata1"
  echo >"$pod/volume/data/gtids"
  echo theirs >"$pod/volume/data/uuid"
}

# usage: make_adopter MEMBERS
# Member 0 with data of 9.7.4, which is to be adopted, and empty members.
make_adopter() {
  local ordinal
  rm -rf "${pod:-/nowhere}"
  make_pod 0 "$1"
  printf 'pass' | tee "$pod/secrets/root" >"$pod/secrets/application"
  printf "true\no'neil\n" >"$ADOPTION_FILE"
  for ((ordinal = 1; ordinal < $1; ordinal++)); do peer "$ordinal"; done
  old_data '\0\01\0142\0120' "${2:-0}"
}

# usage: refused TEXT...
# The start ends with these texts, and the volume is as before.
refused() {
  local before text
  before=$(list_volume)
  bootstrap
  [ "$status" -eq 1 ]
  for text; do
    [[ "$(cat "$pod/termination-log")" = *"$text"* ]] || { cat "$pod/termination-log" && return 1; }
  done
  [ "$(wc -l <"$pod/termination-log")" -eq 1 ]
  [ "$(list_volume)" = "$before" ]
}

list_volume() {
  (cd "$pod/volume" && find . -type f -exec md5sum {} + -o -type d -print | sort)
}

@test "data of the server's version is adopted, and the accounts are created on it" {
  make_adopter 3
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role") $(cat "$pod/volume/data.role") $(cat "$pod/volume/data.version")" = 'primary primary 0 9.7.4' ]
  [ ! -e "$pod/volume/data.adopting" ]
  grep -q "mysqld .*--skip-networking --super-read-only=OFF .*--init-file=$pod/run/adoption.sql" "$pod/log"
  grep -q "here mysql data SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';" "$pod/log"
  ! grep -q 'initialize-insecure' "$pod/log"
}

@test "the server that reads the data cannot change it" {
  make_adopter 1
  bootstrap
  [[ "$(grep -m 1 'mysqld .*--skip-grant-tables' "$pod/log")" = *'--innodb-read-only'*'--persisted-globals-load=OFF'* ]]
}

@test "with adopt, a member whose data belongs to the set starts as before" {
  make_adopter 1
  data a:1
  was primary 0
  bootstrap
  [ "$status" -eq 0 ]
  ! grep -q 'adoption.sql\|skip-grant-tables' "$pod/log"
}

@test "with adopt, an empty primary waits for a member with data and initializes no data" {
  make_adopter 1
  rm -r "$pod/volume/data"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'adopt expects the data of the old installation on that of member 0'*'[NoMemberWithData]' ]]
}

@test "an adoption that was interrupted is repeated without the check" {
  make_adopter 1
  echo 9.7.4 >"$pod/volume/data.adopting"
  touch "$pod/volume/data/ibtmp1"
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$pod/volume/data.adopting" ]
  ! grep -q 'skip-grant-tables' "$pod/log"
}

@test "an adoption that was interrupted after the accounts were created is repeated" {
  make_adopter 1
  echo 9.7.4 >"$pod/volume/data.adopting"
  echo stateful_replication >>"$pod/volume/data/mysql.ibd"
  bootstrap
  [ "$status" -eq 0 ]
  grep -q 'adoption.sql' "$pod/log"
  [ ! -e "$pod/volume/data.adopting" ]
}

@test "an interrupted adoption does not continue without adopt" {
  make_adopter 1
  echo 9.7.4 >"$pod/volume/data.adopting"
  echo false >"$ADOPTION_FILE"
  refused 'its adoption has begun: set adopt again' '[VolumeForeign]'
}

@test "a volume of another member is refused with adopt" {
  make_adopter 2
  export POD_INDEX=1 POD_NAME=mysql-1
  refused 'only member 0 adopts data, and this member clones it' '[VolumeForeign]'
}

@test "the adoption waits for the answers of all other members" {
  make_adopter 3
  silent_peer 2
  refused 'waits until these members report that they are empty: 2 (' '[AdoptionWaits]'
}

@test "the data is not adopted if another member has data" {
  make_adopter 3
  peer 2 a:1
  refused 'member(s) 2 have data, so the data on this volume is not adopted' '[AdoptionNotFirst]'
}

@test "all findings come in one message, and nothing on the volume changes" {
  make_adopter 1 1
  printf '{"Version": 2, "dynamic": {"max_connections" : {"Value" : "7"}, "read_only": {"Value": "ON"}}}' \
    >"$pod/volume/data/mysqld-auto.cnf"
  echo 1 >"$pod/channels"
  echo 'legacy@%' >"$pod/plugins"
  echo 'app.old' >"$pod/engines"
  echo 'app.keyless' >"$pod/keyless"
  echo 'ERROR 1045 (28000): denied' | tee "$pod/denies-root" >"$pod/denies-o'neil"
  refused 'cannot be adopted as it is, and no file was changed. (1) It has lower_case_table_names=1, and the settings have 0.' \
    '(2) data/mysqld-auto.cnf has settings that would replace those of the program: max_connections read_only.' \
    '(3) It is the data of a secondary.' \
    '(4) root cannot log in with the password of accounts.rootPassword (ERROR 1045 (28000): denied)' \
    '(5) The account of accounts.application cannot log in' \
    '(6) The server does not have the authentication plugin of these accounts: legacy@%.' \
    '(7) A clone does not copy these tables: app.old.' '[AdoptionRefused]'
  [[ "$(cat "$pod/termination-log")" != *keyless* ]]
}

@test "a setting for the letter case of the data is accepted" {
  make_adopter 1 1
  echo 'lower_case_table_names=1' >"$CONFIG"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "data of another version is refused with the image to use, and no server starts on it" {
  # usage: of BYTES TEXT
  of() {
    make_adopter 1
    old_data "$1"
    refused "$2" 'Accounts and tables are checked when these are resolved. [AdoptionRefused]'
    ! grep -qs 'skip-grant-tables' "$pod/log"
  }
  of '\0\01\070\0245' 'It is of MySQL 8.0.37, and the image has 9.7.4. Upgrade the old installation to 8.4 first'
  of '\0\01\072\025' 'It is of MySQL 8.4.5, and the image has 9.7.4. Use the image mysql:8.4.5'
  of '\0\01\0141\040' 'It is of MySQL 9.4.0, and the image has 9.7.4. Use the image mysql:9.4.0'
  of '\0\03\0372\0134' 'It is of MySQL 26.7.0, and the image has 9.7.4. No image of this preset reads it. Load a dump'
  of '\0\0\0\0' 'Its version cannot be read from data/mysql.ibd. Load a dump'
}

@test "data of a server that runs or was killed is refused" {
  make_adopter 1
  touch "$pod/volume/data/ibtmp1"
  refused 'The old server still runs, or it was killed: data/ibtmp1 exists.'
  ! grep -qs 'skip-grant-tables' "$pod/log"
}

@test "data with pages of another size is refused" {
  make_adopter 1
  { head -c 56 /dev/zero && printf '\0\300' && head -c 42 /dev/zero; } >"$pod/volume/data/ibdata1"
  refused 'Its pages have 4096 bytes, and the members are cloned with 16384.'
}

@test "binary logs that the set does not use are named and do not prevent the adoption" {
  make_adopter 1
  touch "$pod/volume/data/mysql-bin.000001" "$pod/volume/data/mysql-bin.000002" "$pod/volume/data/binlog.000001"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'stay on the volume: mysql-bin.000001 mysql-bin.000002. Delete them after the adoption'* ]]
}

# usage: group_bootstrap
group_bootstrap() {
  run bash -c 'bash "$1" >"$2" 2>&1 3>&-; code=$?; cat "$2"; exit $code' - "$scripts/group-bootstrap.sh" "$pod/output"
}

@test "a member of a group adopts the data, which is the only data of the group" {
  make_adopter 3
  group_bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/volume/data.role") $(cat "$pod/run/role.cnf")" = 'group 0 [group]' ]
  grep -qxF 'valid [group]' "$pod/log"
  [ -e "$pod/run/fresh" ]
  [ ! -e "$pod/volume/data.adopting" ]
  grep -q 'adoption.sql' "$pod/log"
}

@test "a group needs a primary key in each table" {
  make_adopter 3
  echo 'app.keyless' >"$pod/keyless"
  group_bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'(1) A group needs a primary key in each table: app.keyless.'*'[AdoptionRefused]' ]]
}
