#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  bats_require_minimum_version 1.5.0
  load pod.bash
  setup_pod 1
  # the member serves clients unless a test says otherwise
  echo 'serves_cql() { [ ! -e "$pod/closed" ]; }' >>"$scripts/cql.sh"
  mkdir -p "$RUN_CONFIG" "$DATA/app/numbers-3" "$pod/store"
  echo 'broadcast_address: 10.0.0.2' >"$RUN_CONFIG/cassandra.yaml"
  printf '%s\n' dc=dc1 rack=rack1 >"$RUN_CONFIG/cassandra-rackdc.properties"
  in_ring '10.0.0.1 Up Normal 10' '10.0.0.2 Up Normal -20' '10.0.0.2 Up Normal 30' '10.0.0.3 Up Normal 40'
  mkdir -p "$pod/secrets"/cassandra-{snapshots,source}
  for directory in snapshots source; do
    echo access >"$pod/secrets/cassandra-$directory/access-key"
    echo 'of the store' >"$pod/secrets/cassandra-$directory/secret-key"
  done
  export REPOSITORY=store:backups/shop KEEP=2 DATACENTER=dc1 SNAPSHOT=$first
  store=$pod/store/backups/shop
  write_rclone
}

first=2026-01-01T01-00-00Z second=2026-01-02T01-00-00Z third=2026-01-03T01-00-00Z fourth=2026-01-04T01-00-00Z

# usage: in_ring 'ADDRESS UP STATE TOKEN'...
# The answer of nodetool ring.
in_ring() {
  local address up state token
  printf '\nDatacenter: dc1\n==========\nAddress  Rack  Status State  Load  Owns  Token\n                                            40\n' >"$pod/nodetool-ring"
  for line; do
    read -r address up state token <<<"$line"
    printf '%s    rack1       %s     %s  100.5 KiB       100.00%%             %s   \n' "$address" "$up" "$state" "$token" >>"$pod/nodetool-ring"
  done
}

# usage: turn REQUEST
turn() {
  run --separate-stderr bash "$scripts/turn.sh" <<<"$1"
}

# usage: in_sh SCRIPT
# A script of a container with rclone, whose image has a small shell. The contract of the other tests has functions of bash.
in_sh() {
  local shell=dash
  command -v dash >/dev/null || shell=sh
  grep -v '^[^A-Z]' "$scripts/contract.sh" | grep -E '^[A-Z_]+=' >"$pod/contract" && cp "$pod/contract" "$scripts/contract.sh"
  run "$shell" "$scripts/$1" "${@:2}"
}

# usage: upload
# The container with rclone until it has nothing to do.
upload() {
  # a signal to the script ends its wait
  sed -i 's/^    sleep 3 &/    exit 0/' "$scripts/upload.sh"
  in_sh upload.sh
  [ "$status" -eq 0 ]
}

# usage: part RUN ORDINAL
# What the repository has of another member.
part() {
  mkdir -p "$store/$1/$2/data/app/numbers-3"
  touch "$store/$1/$2/data/app/numbers-3/nb-1-big-Data.db" "$store/$1/$2/facts"
}

# usage: complete_snapshot RUN
complete_snapshot() {
  for ordinal in 0 1 2; do part "$1" "$ordinal"; done
  echo 'members 3' >"$store/$1/complete"
  echo 'orders 10' >"$store/ring"
  printf '%s\n' 'ring orders' 'member shop/cassandra-1' 'members 3' 'datacenter dc1' 'rack rack1' 'tokens -20,30' >"$store/$1/1/facts"
}

write_rclone() {
  stub rclone <<'FAKE'
echo "rclone $*" >>"$pod/rclone"
echo "$RCLONE_CONFIG_STORE_ACCESS_KEY_ID $RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY" >>"$pod/keys"
[ ! -e "$pod/unreachable" ] || [ "$1" != "$(<"$pod/unreachable")" ] || { echo 'connection refused'; exit 1; }
command=$1 include='' paths=()
shift
while [ $# -gt 0 ]; do
  case $1 in
    --copy-dest | --max-depth | --stats | --stats-log-level) shift ;;
    --include) include=$2 && shift ;;
    --*) ;;
    *) paths+=("${1/#store:/$pod/store/}") ;;
  esac
  shift
done
from=${paths[0]} to=${paths[1]:-}
case $command in
  cat)
    # rclone 1.75 succeeds with no output if the directory has other objects
    [ -d "${from%/*}" ] || exit 3
    [ ! -f "$from" ] || cat "$from"
    ;;
  rcat) mkdir -p "${from%/*}" && cat >"$from" ;;
  copyto) mkdir -p "${to%/*}" && cp "$from" "$to" ;;
  copy | sync)
    [ "$command" = copy ] || rm -rf "$to"
    mkdir -p "$to" && cp -r "$from/." "$to"
    ;;
  lsf)
    [ -d "$from" ] || exit 3
    if [ -n "$include" ]; then
      cd "$from" && find . -mindepth 2 -maxdepth 2 -name "${include##*/}" -printf '%P\n'
    else
      cd "$from" && find . -mindepth 1 -maxdepth 1 -type d -printf '%P/\n'
    fi
    ;;
  delete) rm -f "$from/complete" ;;
  purge) rm -rf "$from" ;;
esac
FAKE
}

@test "a member takes its part: links to the files of all tables but those of the member itself, and facts about the member" {
  turn "begin $first snapshot"
  [ "$output" = started ]
  [ "$(<"$STAGES/$first/data/app/numbers-3/nb-1-big-Data.db")" = app/numbers-3 ]
  [ -e "$STAGES/$first/data/system_schema/tables-2/nb-1-big-Data.db" ]
  [ ! -e "$STAGES/$first/data/system" ]
  grep -qx 'tokens -20,30' "$STAGES/$first/facts"
  grep -qx 'datacenter dc1' "$STAGES/$first/facts"
  grep -qx 'rack rack1' "$STAGES/$first/facts"
  grep -qx 'members 3' "$STAGES/$first/facts"
  grep -qx 'member shop/cassandra-1' "$STAGES/$first/facts"
  grep -q -- "snapshot -t $first --ttl 1h" "$pod/nodetool"
  [ ! -e "$DATA/app/numbers-3/snapshots" ]
  [ ! -e "$STAGES.new" ]
  turn "state $first snapshot"
  [ "$output" = running ]
}

@test "a snapshot waits for no repair, which can take days" {
  exec 8>"$TURN_LOCK"
  flock 8
  turn "state $first snapshot" 8>&-
  [ "$output" = idle ]
}

@test "while a part is taken, no other snapshot begins" {
  exec 8>"$SNAPSHOT_LOCK"
  flock 8
  turn "begin $first snapshot" 8>&-
  [ "$output" = running ]
}

@test "while a part is uploaded, no other snapshot begins, and a repair may" {
  mkdir -p "$STAGES/$first"
  turn "begin $second snapshot"
  [ "$output" = running ]
  turn 'state run-1 full'
  [ "$output" = idle ]
}

@test "the state of a snapshot is the one that the upload has left, and that of another run is idle" {
  for word in 'done' complete failed; do
    echo "$first $word" >"$UPLOADED"
    turn "state $first snapshot"
    [ "$output" = "$word" ]
    turn "state $second snapshot"
    [ "$output" = idle ]
  done
}

@test "no part is taken while a member is away, joins or leaves, or the ring has another one" {
  for line in '10.0.0.3 Down Normal 40' '10.0.0.3 Up Leaving 40' '10.0.0.3 Up Joining 40'; do
    in_ring '10.0.0.1 Up Normal 10' '10.0.0.2 Up Normal -20' "$line"
    rm -f "$UPLOADED"
    turn "begin $first snapshot"
    [[ $stderr = *'[SnapshotFailed]'* ]]
    [ "$(<"$UPLOADED")" = "$first failed" ]
  done
  in_ring '10.0.0.1 Up Normal 10' '10.0.0.2 Up Normal -20' '10.0.0.3 Up Normal 40' '10.0.0.4 Up Normal 50'
  turn "begin $first snapshot"
  [[ $stderr = *'the ring has 4 members'*'and 3 are configured'* ]]
  [ ! -e "$STAGES/$first" ]
  ! grep -q 'nodetool snapshot' "$pod/nodetool"
}

@test "a member that leaves the ring takes no part" {
  echo leaving >"$LEAVES"
  turn "begin $first snapshot"
  [ "$output" = away ]
}

@test "a snapshot that fails leaves no files, and another request begins it again" {
  touch "$pod/snapshot-fails"
  turn "begin $first snapshot"
  [[ $stderr = *'the snapshot has failed: error: no space [SnapshotFailed]'* ]]
  [ ! -e "$STAGES/$first" ]
  [ ! -e "$STAGES.new" ]
  rm "$pod/snapshot-fails"
  turn "begin $first snapshot"
  [ "$output" = started ]
  [ -e "$STAGES/$first/facts" ]
}

@test "a part is taken although a server that was killed has left the links of its snapshot" {
  mkdir -p "$DATA/app/numbers-3/snapshots/$first"
  touch "$DATA/app/numbers-3/snapshots/$first/nb-0-big-Data.db"
  turn "begin $first snapshot"
  [ -e "$STAGES/$first/facts" ]
  [ ! -e "$STAGES/$first/data/app/numbers-3/nb-0-big-Data.db" ]
}

@test "a start deletes the part of an interrupted run, but not before it knows that the volume is its own" {
  data
  mkdir -p "$STAGES/$first" "$STAGES.new"
  echo 'orders shop/cassandra-2' >"$OWNER"
  refused_unchanged VolumeOfAnotherMember
  [ -d "$STAGES/$first" ]
  data
  start
  [ ! -e "$STAGES" ]
  [ ! -e "$STAGES.new" ]
}

@test "the part is uploaded with its facts last, leaves the volume, and is not complete without those of the others" {
  echo 'orders 10' >"$pod/ring" && mkdir -p "$store" && cp "$pod/ring" "$store/ring"
  turn "begin $first snapshot"
  upload
  [ "$(<"$store/$first/1/data/app/numbers-3/nb-1-big-Data.db")" = app/numbers-3 ]
  [ "$(grep -nE 'rclone (sync|copyto)' "$pod/rclone" | tail -n 1)" = "$(grep -n 'rclone copyto' "$pod/rclone")" ]
  [ ! -e "$store/$first/complete" ]
  [ "$(<"$UPLOADED")" = "$first done" ]
  [ -z "$(ls -A "$STAGES")" ]
  [ "$(sort -u "$pod/keys")" = 'access of the store' ]
  ! grep -q 'of the store' "$pod/rclone"
}

@test "the member that sees all parts marks the snapshot as complete, and deletes the oldest, but never one that is not from a run" {
  for run in "$first" "$second" "$third"; do complete_snapshot "$run"; done
  mkdir -p "$store/other"
  part "$fourth" 0
  part "$fourth" 2
  turn "begin $fourth snapshot"
  upload
  [ "$(<"$UPLOADED")" = "$fourth complete" ]
  [ "$(<"$store/$fourth/complete")" = 'members 3' ]
  [ "$(ls "$store" | tr '\n' ' ')" = "$third $fourth other ring " ]
  # the mark goes before the files
  [[ $(grep -E "delete|purge" "$pod/rclone" | head -n 2) = *"delete --include /complete $REPOSITORY/$first/"$'\n'*"purge $REPOSITORY/$first/" ]]
}

@test "an incomplete snapshot is kept as a source of files until a later one is complete" {
  complete_snapshot "$first"
  part "$second" 1
  turn "begin $third snapshot"
  upload
  [ -e "$store/$second/1/facts" ]
  grep -q -- "--copy-dest $REPOSITORY/$first/1/data --copy-dest $REPOSITORY/$second/1/data" "$pod/rclone"
  for ordinal in 0 2; do part "$fourth" "$ordinal"; done
  turn "begin $fourth snapshot"
  upload
  [ "$(ls "$store" | tr '\n' ' ')" = "$first $fourth ring " ]
}

@test "an upload that fails is no part, and frees the volume" {
  echo sync >"$pod/unreachable"
  complete_snapshot "$first"
  turn "begin $second snapshot"
  upload
  [ "$(<"$UPLOADED")" = "$second failed" ]
  [ ! -e "$store/$second/1/facts" ]
  [ -z "$(ls -A "$STAGES")" ]
  turn "state $second snapshot"
  [ "$output" = failed ]
}

@test "a member adds nothing to the repository of another ring, nor the first one to that of an earlier ring with its name" {
  complete_snapshot "$first"
  echo 'payments 10' >"$store/ring"
  turn "begin $second snapshot"
  upload
  [[ $output = *'snapshots of another ring, payments'*'[SnapshotsOfOtherRing]'* ]]
  [ "$(<"$UPLOADED")" = "$second failed" ]
  [ ! -e "$store/$second" ]
  echo 'orders 11' >"$store/ring"
  turn "begin $second snapshot"
  POD_INDEX=0 upload
  [[ $output = *'[SnapshotsOfOtherRing]'* ]]
  [ -e "$store/$first/complete" ]
}

@test "the first member makes the repository its own, and the others wait for that" {
  turn "begin $first snapshot"
  POD_INDEX=0 upload
  [ "$(<"$store/ring")" = 'orders -20,30' ]
}

@test "a repository that does not answer is not taken for an empty one" {
  echo cat >"$pod/unreachable"
  turn "begin $first snapshot"
  POD_INDEX=0 upload
  [ ! -e "$store/ring" ]
  [ "$(<"$UPLOADED")" = "$first failed" ]
}

@test "an interrupted upload begins again" {
  complete_snapshot "$first"
  turn "begin $second snapshot"
  part "$second" 1
  rm "$store/$second/1/facts"
  mkdir -p "$STAGES/.removed/data"
  upload
  [ -s "$store/$second/1/facts" ]
  [ ! -e "$STAGES/.removed" ]
}

@test "a second attempt leaves nothing of the first one in the part, and does not touch a part that the repository has" {
  complete_snapshot "$first"
  turn "begin $second snapshot"
  part "$second" 1
  rm "$store/$second/1/facts"
  touch "$store/$second/1/data/app/numbers-3/nb-0-big-Data.db"
  upload
  [ -s "$store/$second/1/facts" ]
  [ ! -e "$store/$second/1/data/app/numbers-3/nb-0-big-Data.db" ]

  rm "$UPLOADED" "$pod/rclone"
  touch "$store/$second/1/data/app/numbers-3/nb-0-big-Data.db"
  turn "begin $second snapshot"
  upload
  [ -e "$store/$second/1/data/app/numbers-3/nb-0-big-Data.db" ]
  ! grep -q 'rclone sync' "$pod/rclone" || return 1
  [ "$(<"$UPLOADED")" = "$second done" ]
}

@test "a part that a start deletes gives the repository no name without tokens" {
  mkdir -p "$STAGES/$first/data"
  POD_INDEX=0 upload
  [ ! -e "$store/ring" ]
  [ "$(<"$UPLOADED")" = "$first failed" ]
}

# usage: job STATES STATES STATES
# The Job of three members, each of which answers requests of the state with its words, the last of them again and again.
job() {
  local ordinal=0 states
  export JOB_NAME=cassandra-snapshots-29000000 HOSTS=cassandra-0.cassandra,cassandra-1.cassandra,cassandra-2.cassandra
  sed -i 's/timeout 10 bash -c .* "\$2" "\$JOBS_PORT"/ask_member "$2"/' "$scripts/turns.sh"
  mkdir -p "$pod/members"
  for states; do
    printf '%s\n' $states >"$pod/members/cassandra-$ordinal.cassandra"
    ordinal=$((ordinal + 1))
  done
  stub ask_member <<'FAKE'
echo "$1 $2" >>"$pod/asked"
case $2 in
  begin*) echo started ;;
  *)
    sed -n 1p "$pod/members/$1"
    [ "$(wc -l <"$pod/members/$1")" -eq 1 ] || sed -i 1d "$pod/members/$1"
    ;;
esac
FAKE
  run bash "$scripts/snapshot-job.sh"
}

@test "the Job asks all members at once and ends when the snapshot is complete" {
  job 'idle idle running done' 'idle idle running running running done' 'idle idle running complete'
  [ "$status" -eq 0 ]
  [[ $output = *'is complete' ]]
  [ "$(grep -c begin "$pod/asked")" -eq 3 ]
  # none is asked to begin after the first part is there
  [ "$(grep -n begin "$pod/asked" | tail -n 1 | cut -d : -f 1)" -lt 10 ]
}

@test "the Job asks for no part while a member is away, and again for a part that failed" {
  job 'idle idle done' 'away away idle idle running failed running complete' 'idle idle done'
  [ "$status" -eq 0 ]
  [[ $output = *'waiting for cassandra-1 (away)'* ]]
  [ "$(grep -c 'cassandra-1.cassandra begin' "$pod/asked")" -eq 2 ]
}

@test "the Job fails if a part fails three times" {
  job 'idle idle done' 'idle idle failed' 'idle idle done'
  [ "$status" -eq 1 ]
  [[ $output = *'the part of cassandra-1 in the snapshot has failed 3 times'*'[SnapshotFailed]' ]]
}

@test "the Job fails if no member has seen all parts" {
  job 'idle idle done' 'idle idle done' 'idle idle done'
  [ "$status" -eq 1 ]
  [[ $output = *'[SnapshotIncomplete]' ]]
}

@test "the Job of a renamed copy does not reach the members of the original" {
  export NAME=other
  job idle idle idle
  [ "$status" -eq 1 ]
  [[ $output = *'[SetRenamed]' ]]
  [ ! -e "$pod/asked" ]
}

# usage: fetch
# The init container on an empty volume, on the first boot.
fetch() {
  rm -rf "$DATA"
  echo true >"$FIRST_BOOT_FILE"
  in_sh fetch.sh
}

@test "the part is fetched on the first boot, and appears under its name when it is complete" {
  complete_snapshot "$first"
  CLUSTER_NAME=copy fetch
  [ "$status" -eq 0 ]
  [ -e "$FETCHED/data/app/numbers-3/nb-1-big-Data.db" ]
  grep -qx 'tokens -20,30' "$FETCHED/facts"
  [ ! -e "$FETCHING" ]
}

@test "an interrupted fetch continues, and the rest of an interrupted file is deleted" {
  complete_snapshot "$first"
  mkdir -p "$FETCHING/data"
  touch "$FETCHING/data/nb-1-big-Data.db.partial"
  CLUSTER_NAME=copy fetch
  [ "$status" -eq 0 ]
  [ ! -e "$FETCHED/data/nb-1-big-Data.db.partial" ]
}

@test "if another snapshot is named before the member enters, its part takes the place of the first one" {
  complete_snapshot "$first"
  complete_snapshot "$second"
  mv "$store/$second/1/data/app/numbers-3/nb-1-big-Data.db" "$store/$second/1/data/app/numbers-3/nb-2-big-Data.db"
  CLUSTER_NAME=copy fetch
  grep -qx "snapshot $first" "$FETCHED/facts"
  rm "$pod/rclone"
  CLUSTER_NAME=copy fetch
  [ ! -e "$pod/rclone" ]
  SNAPSHOT=$second CLUSTER_NAME=copy fetch
  [ "$status" -eq 0 ]
  [ "$(ls "$FETCHED/data/app/numbers-3")" = nb-2-big-Data.db ]
  [ "$(grep -c ^snapshot "$FETCHED/facts")" -eq 1 ]
  grep -qx "snapshot $second" "$FETCHED/facts"
  # never the part of another snapshot once the member has begun to enter
  touch "$OWNER"
  CLUSTER_NAME=copy fetch
  grep -qx "snapshot $second" "$FETCHED/facts"
}

@test "nothing is fetched when the first boot is over, and onto a volume that has anything" {
  complete_snapshot "$first"
  rm -rf "$DATA"
  in_sh fetch.sh
  [ "$status" -eq 0 ]
  for name in owner data other; do
    touch "$VOLUME/$name"
    fetch_with_volume
    [ "$status" -eq 0 ]
    rm "$VOLUME/$name"
  done
  [ ! -e "$pod/rclone" ]
}

fetch_with_volume() {
  echo true >"$FIRST_BOOT_FILE"
  in_sh fetch.sh
}

@test "a restore into another number of members, another datacenter, or a ring of the same name is refused before the data is fetched" {
  complete_snapshot "$first"
  fetch
  # of the same ring, member and namespace: its own disaster
  [ "$status" -eq 0 ]
  rm -rf "$FETCHED"
  POD_NAME=restored-1 fetch
  [ "$status" -eq 1 ]
  [[ $output = *'[RestoreRingName]' ]]
  CLUSTER_NAME=copy DATACENTER=dc2 fetch
  [[ $output = *'the datacenter dc1, and this ring is in dc2'*'[RestoreDatacenterDiffers]' ]]
  echo 4 >"$MEMBERS_FILE"
  CLUSTER_NAME=copy fetch
  [[ $output = *'a ring of 3 members, and this one has 4'*'Set replicas to 3'*'[RestoreMembersDiffer]' ]]
  grep -q RestoreMembersDiffer "$pod/termination-log"
  [ "$(grep -c 'rclone sync' "$pod/rclone")" -eq 1 ]
}

@test "an incomplete snapshot is not restored" {
  complete_snapshot "$first"
  rm "$store/$first/complete"
  CLUSTER_NAME=copy fetch
  [ "$status" -eq 1 ]
  [[ $output = *'[SnapshotMissing]' ]]
  [ ! -e "$FETCHED" ]
}

@test "an engineer fetches the files of one table, and is told if the snapshot has none" {
  complete_snapshot "$first"
  mv "$store/$first/1/data/app/numbers-3" "$store/$first/1/data/app/numbers-3f1b9c8e5d7a4b2c9e0d1a2b3c4d5e6f"
  in_sh fetch-table.sh "$first" app numbers
  [ "$status" -eq 0 ]
  [ -e "$VOLUME/fetched-tables/app/numbers/nb-1-big-Data.db" ]
  in_sh fetch-table.sh "$first" app number
  [ "$status" -eq 1 ]
  [[ $output = *'has no table number in the keyspace app [FetchFailed]' ]]
}

# usage: fetched
# This member has its part of the snapshot.
fetched() {
  rm -rf "$DATA"
  mkdir -p "$FETCHED/data/app/numbers-3"
  printf '%s\n' 'ring orders' 'rack rack1' 'tokens -20,30' "snapshot $first" >"$FETCHED/facts"
  echo true >"$FIRST_BOOT_FILE"
  stub ask_member <<<'echo "${1%%.*} $2" >>"$pod/asked"; cat "$pod/entry-${1%%.*}" 2>/dev/null'
  sed -i 's/timeout 10 bash -c .* "\$2" "\$JOBS_PORT"/ask_member "$2"/' "$scripts/turns.sh"
}

@test "a restored member enters with its data and tokens when all others have their parts, closed to clients" {
  fetched
  echo restores >"$pod/entry-cassandra-0"
  echo restores >"$pod/entry-cassandra-2"
  # no other one is in the ring yet
  in_ring '10.0.0.2 Up Normal -20'
  start
  [ "$(<"$OWNER")" = 'orders shop/cassandra-1' ]
  [ "$(<"$ENTRY")" = restore ]
  [ ! -e "$MEMBER" ]
  [ -d "$DATA/app/numbers-3" ]
  [ "$(seeds)" = 10.0.0.1,10.0.0.2,10.0.0.3 ]
  grep -qx 'initial_token: -20,30' "$RUN_CONFIG/cassandra.yaml"
  grep -qx 'auto_bootstrap: false' "$RUN_CONFIG/cassandra.yaml"
  grep -q start_native_transport=false "$pod/log"
  [ ! -e "$PROVISION" ]
}

@test "a member does not enter with the part of a member of another rack" {
  fetched
  export RACKS='a b c' ZONE=a
  echo 6 >"$MEMBERS_FILE"
  sed -i 's/^rack .*/rack b/' "$FETCHED/facts"
  start
  [ "$status" -eq 1 ]
  [[ $output = *'belongs to the rack b for its life, and would start in the rack a'*'[RackDiffers]' ]]
  [ -d "$FETCHED/data" ]
  [ ! -e "$OWNER" ]
}

@test "if each rack has one member, a part enters in any zone, because its rows are on the same members" {
  fetched
  export RACKS='a b c' ZONE=a
  sed -i 's/^rack .*/rack b/' "$FETCHED/facts"
  echo restores >"$pod/entry-cassandra-0"
  echo restores >"$pod/entry-cassandra-2"
  in_ring '10.0.0.2 Up Normal -20'
  start
  [ "$(<"$ENTRY")" = restore ]
  [ "$(<"$RACK")" = a ]
  grep -qx rack=a "$RUN_CONFIG/cassandra-rackdc.properties"
}

@test "a restored member waits until all others have their parts" {
  fetched
  echo restores >"$pod/entry-cassandra-0"
  start
  [ "$status" -eq 143 ]
  [[ $output = *'waits until cassandra-2 have theirs of 2026-01-01T01-00-00Z [RestoreWaits]'* ]]
  [ ! -e "$OWNER" ]
  [ ! -e "$pod/log" ]
}

@test "a member that lost its volume does not enter a ring that serves with the rows of a snapshot, and replaces itself" {
  fetched
  peer 0 serves
  peer 2 serves
  ring 10.0.0.2 10.0.0.3
  start
  [ ! -e "$FETCHED" ]
  grep -q replace_address_first_boot=10.0.0.2 "$pod/log"
  [ -e "$REPAIR" ]
}

@test "a part that a kill has left half deleted is none, and its rest leaves the volume" {
  fetched
  peer 0 serves
  peer 2 serves
  ring 10.0.0.2 10.0.0.3
  stub rm <<'FAKE'
for path; do
  [[ $path = "$pod/volume/fetch"* && -e $path/data ]] || continue
  /bin/rm "$path/facts"
  kill -9 "$(<"$pod/start")"
  exit 1
done
exec /bin/rm "$@"
FAKE
  start
  [ "$status" -eq 137 ]
  [ ! -e "$FETCHED" ]
  /bin/rm "$pod/bin/rm"
  start
  [ "$status" -eq 0 ]
  [ ! -e "$FETCHING" ]
  grep -q replace_address_first_boot=10.0.0.2 "$pod/log"
}

@test "an interrupted entry continues, whatever the others are" {
  fetched
  mkdir -p "$DATA"
  echo 'orders shop/cassandra-1' >"$OWNER"
  echo restore >"$ENTRY"
  start
  grep -qx 'initial_token: -20,30' "$RUN_CONFIG/cassandra.yaml"
  [ ! -e "$pod/asked" ]
}

@test "a restored member serves clients when all members are in the ring, and is then one as any other" {
  fetched
  echo 'orders shop/cassandra-1' >"$OWNER"
  echo restore >"$ENTRY"
  mkdir -p "$DATA/system/local-7ad54392bcdd35a684174e047860b377" "$pod/accounts"
  touch "$pod/lives"
  printf password >"$pod/accounts/admin"
  in_ring '10.0.0.1 Up Normal 10' '10.0.0.2 Up Normal -20' '10.0.0.3 Up Normal 40'
  mv "$pod/nodetool-ring" "$pod/nodetool-ring.next"
  in_ring '10.0.0.1 Up Normal 10' '10.0.0.2 Up Normal -20'
  start
  [[ $output = *'the ring is restored, and this member serves clients'* ]]
  [ "$(grep -c 'nodetool ring' "$pod/nodetool")" -gt 1 ]
  [ "$(grep -c enablebinary "$pod/nodetool")" -eq 1 ]
  [ -e "$MEMBER" ]
  [ ! -e "$ENTRY" ]
  [ ! -e "$FETCHED" ]
  [[ $output != *RestoredPasswordDiffers* ]]
}

@test "other members learn whether this one can enter with its part" {
  turn "entry $first"
  [ "$output" = other ]
  fetched
  turn "entry $first"
  [ "$output" = restores ]
  # a ring with the rows of two snapshots would miss acknowledged ones at QUORUM
  turn "entry $second"
  [ "$output" = other ]
  echo restore >"$MEMBER"
  turn "entry $first"
  [ "$output" = other ]
}
