#!/usr/bin/env bats
# watch-commits.sh: a clone and the commits that wait for a replica do not wait for each other.

load pod

setup() {
  make_pod 0 3
  echo 0 >"$pod/blocked"
  echo 0 >"$pod/may-write"
  ticks 'false'
  # a session, or a client for one query
  stub mysql <<'FAKE'
if [[ $* != *--unbuffered* ]]; then
  sql=$(cat)
  case $sql in
    *threads*) echo 11 && echo 12 ;;
    *processlist*) cat "$pod/blocked" ;;
    *) echo "$sql" >>"$pod/log" ;;
  esac
  exit
fi
trap 'echo closed >>"$pod/log"' TERM
while IFS= read -r line; do
  line=${line%;}
  while IFS= read -r statement; do
    case $statement in
      "SELECT '#'") echo '#' ;;
      *'> 0 OR '*) cat "$pod/may-write" ;;
      FLUSH*) [ ! -e "$pod/lock-fails" ] || { echo 'ERROR 1205 (HY000)' && exit 1; } ;;&
      *) echo "$statement" >>"$pod/log" ;;
    esac
  done <<<"${line//; /$'\n'}"
done
FAKE
}

watch() { run bash "$scripts/watch-commits.sh"; }

# usage: held
# Whether writes were held back.
held() { grep -q 'FLUSH TABLES WITH READ LOCK' "$pod/log" 2>/dev/null; }

@test "commits that end by themselves are left alone" {
  watch
  ! held
}

@test "a replica that is away for one look is waited for" {
  echo 1 >"$pod/blocked"
  ticks '[ $tick -ne 2 ] || echo 0 >"$pod/blocked"'
  watch
  ! held
}

@test "applications are disconnected before the waits end, and admitted when writes wait for the lock" {
  echo 1 >"$pod/blocked"
  watch
  [ "$(head -n 7 "$pod/log")" = 'SET GLOBAL offline_mode = ON
KILL 11
KILL 12
SET GLOBAL rpl_semi_sync_source_enabled = OFF
FLUSH TABLES WITH READ LOCK
SET GLOBAL rpl_semi_sync_source_enabled = ON
SET GLOBAL offline_mode = OFF' ]
  [[ $output = *'[CommitsBlockClone]'* ]]
}

@test "writes continue when a replica is connected, and not before" {
  echo 1 >"$pod/blocked"
  ticks 'case $tick in
    6) echo 1 >"$pod/may-write"; echo 0 >"$pod/blocked" ;;
    *) [ ! -e "$pod/may-write" ] || cp "$pod/may-write" "$pod/seen.$tick" ;;
  esac'
  watch
  held
  [ "$(grep -c 'writes continue' <<<"$output")" -eq 1 ]
  [ "$(<"$pod/seen.5")" -eq 0 ]
}

@test "if writes cannot be held back, semi-synchronous replication is in force again and applications are admitted" {
  echo 1 >"$pod/blocked"
  touch "$pod/lock-fails"
  ticks '[ $tick -ne 3 ] || echo 0 >"$pod/blocked"'
  watch
  [[ $output = *'writes cannot be held back for the clone of a replica: ERROR 1205'* ]]
  [ "$(tail -n 2 "$pod/log")" = 'SET GLOBAL rpl_semi_sync_source_enabled = ON;
SET GLOBAL offline_mode = OFF' ]
}
