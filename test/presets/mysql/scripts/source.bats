#!/usr/bin/env bats
# A primary that follows a server outside of the set.

load pod

teardown() { stop_servers; }

setup() {
  make_pod 0 1
  printf 'old:3306\nfollower\n' >"$pod/etc/source"
  echo "SOURCE_HOST = 'old'" >"$pod/etc/source.sql"
  echo 'host=old' >"$pod/etc/source.cnf"
  printf "pa'ss" >"$pod/secrets/source"
}

# usage: source_libraries NAME...
source_libraries() {
  local library
  for library in facts common passwords sql version source "$@"; do
    # shellcheck source=/dev/null
    . "$scripts/$library.sh"
  done
}

# usage: record STATE [END]
# What the data says of the source.
record() { printf '%s\t%s\n' "$1" "${2:-NULL}" >"$pod/record"; }

# usage: follows_by STATE
# A primary with a copy of the source, and the program that declares it.
follows_by() {
  data a:1
  was primary 0
  record "$1"
  echo follow >"$SOURCE_FILE"
}

@test "a primary that follows a source with GTIDs starts read-only with the channel, by position without a host" {
  follows_by gtid
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role") $(cat "$pod/volume/data.role") $(cat "$pod/run/role.cnf")" = 'standby primary 0 [primary]' ]
  grep -qx "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'old', SOURCE_AUTO_POSITION = 1 FOR CHANNEL 'external';" "$pod/run/init.sql"
  [ "$(tail -n 1 "$pod/run/init.sql")" = "START REPLICA USER = 'follower' PASSWORD = 'pa''ss' FOR CHANNEL 'external';" ]
  ! grep -qx open "$pod/run/init.sql"
}

@test "a change of the channel would forget the position of a source without GTIDs, so its start only starts it" {
  source_libraries role
  write_role standby 0 0 position
  ! grep -q 'CHANGE REPLICATION' "$pod/run/init.sql"
  [ "$(tail -n 1 "$pod/run/init.sql")" = "START REPLICA USER = 'follower' PASSWORD = 'pa''ss' FOR CHANNEL 'external';" ]
}

# usage: refused CODE
refused() {
  bootstrap
  [ "$status" -eq 1 ]
  grep -q "\[$1\]\$" "$pod/termination-log"
  [ ! -e "$pod/run/role" ]
  [ "$(history)" = a:1 ]
}

@test "a set that follows does not start without its source" {
  follows_by gtid
  echo none >"$SOURCE_FILE"
  refused SourceMissing
}

@test "a set with other data does not follow, nor does one that begins with a cut-over" {
  data a:1
  was primary 0
  for declared in follow cut-over; do
    echo "$declared" >"$SOURCE_FILE"
    refused SourceOfOwnData
  done
}

@test "a member without the position of a source without GTIDs does not follow" {
  follows_by position
  refused SourcePositionLost
}

@test "a set that was cut over opens, whatever the program declares" {
  data a:1
  was primary 0
  record cut-over binlog.000002:157
  for declared in none follow cut-over; do
    echo "$declared" >"$SOURCE_FILE"
    bootstrap
    [ "$status" -eq 0 ]
    [ "$(cat "$pod/run/role") $(tail -n 1 "$pod/run/init.sql")" = 'primary open' ]
  done
}

@test "the record of another set, which has another prefix, is none" {
  SERVER_ID_PREFIX=2
  source_libraries
  local_sql() { echo "$1" >"$pod/asked" && echo NULL$'\t'NULL; }
  read_source_record state end
  [ "$state:$end" = none: ]
  grep -q 'source-2' "$pod/asked"
}

@test "an empty set that is to be cut over copies nothing" {
  echo cut-over >"$SOURCE_FILE"
  bootstrap
  [ "$status" -ne 0 ]
  [[ $output = *'so the source is not copied'* ]]
  [ ! -e "$pod/volume/data" ]
}

# usage: findings [FACT=VALUE...]
# The findings about a source that differs in these facts from one that can be followed.
findings() {
  local -A facts=([version]=9.7.4 [gtid_mode]=ON [log_bin]=1 [format]=ROW [server_id]=7 [case]=0 [clone]=1 [backup_admin]=1
    [replication]=1 [engines]='' [plugins]='')
  local -a found
  local fact
  for fact; do facts[${fact%%=*}]=${fact#*=}; done
  judge_source found facts 9.7.4
  printf '%s\n' "${found[@]}"
}

@test "a source of the image's series or of the previous one can be followed, with and without GTIDs" {
  source_libraries source-check
  for version in 8.4.0 9.3.0 9.7.4; do
    [ -z "$(findings version=$version)" ]
    [ -z "$(findings version=$version gtid_mode=OFF server_id=1)" ]
  done
}

@test "everything that prevents to follow a source is found at once" {
  source_libraries source-check
  run findings version=10.0.0 gtid_mode=ON_PERMISSIVE log_bin=0 format=MIXED server_id=12 case=1 replication=0 engines=app.old plugins=old@%
  [ "${#lines[@]}" -eq 9 ]
  [[ ${lines[0]} = 'It is of MySQL 10.0.0, and the image has 9.7.4. Use an image of 10.0.0 or later.' ]]
  [[ ${lines[4]} = 'Its server_id is 12, and those of this set begin with 1: a member skips'* ]]
}

@test "a source that would skip a series is not followed" {
  source_libraries source-check
  [[ $(findings version=8.0.40) = *'Upgrade it to 8.4.' ]]
}

@test "a password that a channel would cut is refused before anything is copied" {
  printf '%033d' 1 >"$pod/secrets/source"
  echo follow >"$SOURCE_FILE"
  bootstrap
  [ "$status" -eq 1 ]
  grep -q 'the password of the source has 33 bytes.*\[ReplicationPasswordInvalid\]$' "$pod/termination-log"
}

@test "accounts are copied before their privileges, and default roles last; one that fails is reported without its password" {
  source_libraries source-seed
  ask_source() {
    local -n _rows=$1
    case $3 in
      *'SHOW CREATE USER '*QUOTE*) _rows="SHOW CREATE USER 'a'@'%'; SHOW GRANTS FOR 'a'@'%';" ;;
      *) _rows="CREATE USER \`a\`@\`%\` IDENTIFIED WITH 'x' AS 0x41 DEFAULT ROLE \`r\`@\`%\` REQUIRE NONE PASSWORD REQUIRE CURRENT DEFAULT
GRANT USAGE ON *.* TO \`a\`@\`%\`
CREATE USER \`r\`@\`%\` IDENTIFIED WITH 'x' REQUIRE NONE" ;;
    esac
  }
  local_sql() {
    echo "$1" >>"$pod/statements"
    [[ $1 != *'GRANT USAGE'* ]] || { echo "ERROR 1 near 'secret'" >&2 && return 1; }
  }
  run copy_accounts
  [ "$status" -eq 0 ]
  sed -i 's/^SET SESSION sql_log_bin = OFF; //' "$pod/statements"
  diff "$pod/statements" - <<'EXPECTED'
CREATE USER IF NOT EXISTS `a`@`%` IDENTIFIED WITH 'x' AS 0x41 REQUIRE NONE PASSWORD REQUIRE CURRENT DEFAULT
CREATE USER IF NOT EXISTS `r`@`%` IDENTIFIED WITH 'x' REQUIRE NONE
GRANT USAGE ON *.* TO `a`@`%`
ALTER USER `a`@`%` DEFAULT ROLE `r`@`%`
EXPECTED
  [[ $output = *'could not be copied in full: GRANT USAGE ON *.* TO `a`@`%`: ERROR 1 near ;' ]]
}

@test "the position of a dump is kept, and the dump is passed on" {
  source_libraries source-seed
  printf -- "-- head\n-- CHANGE REPLICATION SOURCE TO SOURCE_LOG_FILE='binlog.000007', SOURCE_LOG_POS=158;\nrest\nof it" >"$pod/dump"
  run bash -c '. "$1/contract.sh"; . "$1/source-seed.sh"; keep_position "$2/position" <"$2/dump" >"$2/passed"' - "$scripts" "$pod"
  cmp "$pod/dump" "$pod/passed"
  [ "$(cat "$pod/position")" = binlog.000007:158 ]
}
