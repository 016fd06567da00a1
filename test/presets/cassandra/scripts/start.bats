#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

@test "a member with data starts at once, and is its own seed only if no other member serves, so that it starts alone if it has to" {
  setup_pod 1
  data
  peer 2 serves
  start
  [ "$(seeds)" = 10.0.0.1,10.0.0.3 ]
  rm "$pod"/{log,end} "$pod/peers"/*
  start
  [ "$status" -eq 0 ]
  [ "$(<"$pod/log")" = "cassandra -f -Xmx512m -Dcassandra.gossip_settle_min_wait_ms=2000 -Dcassandra.gossip_settle_interval_ms=500" ]
  [ "$(seeds)" = 10.0.0.1,10.0.0.2,10.0.0.3 ]
  [ "$(<"$pod/conf")" = "$RUN_CONFIG" ]
  grep -qx 'broadcast_address: 10.0.0.2' "$RUN_CONFIG/cassandra.yaml"
  grep -qx 'broadcast_rpc_address: 10.0.0.2' "$RUN_CONFIG/cassandra.yaml"
  [ -e "$RUN_CONFIG/cassandra-env.sh" ]
}

@test "on first boot the first member begins a ring after all others have answered that they are empty" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 1 empty
  peer 2 empty
  start
  [ "$status" -eq 0 ]
  [ "$(seeds)" = 10.0.0.1 ]
  grep -q ring_delay_ms=1000 "$pod/log"
  [ "$(<"$OWNER")" = 'orders shop/cassandra-0' ]
  [ -e "$PROVISION" ]
}

@test "a ring does not begin with a password with which cqlsh could not log in" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 1 empty
  peer 2 empty
  for password in '' ' a' 'a ' $'a\nb'; do
    printf %s "$password" >"$SUPERUSER_PASSWORD"
    refused_unchanged PasswordUnfit
  done
}

@test "on first boot the first member waits for one that does not answer, because it may have data" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 1 empty
  start
  [ "$status" -eq 143 ]
  [[ $output = *'waiting for the answer of cassandra-2 that they have no data [FirstBootWaits]'* ]]
  grep -q FirstBootWaits "$WAIT_REASON"
  [ -e "$pod/answers" ]
  [ ! -e "$pod/log" ]
}

@test "on first boot another member waits for the first one, and does not ask for lost volumes" {
  setup_pod 1
  echo true >"$FIRST_BOOT_FILE"
  peer 0 empty
  peer 2 empty
  start
  [ "$status" -eq 143 ]
  [[ $output = *'waiting for the members with lower ordinals'*'[FirstBootWaits]'* ]]
  [[ $output != *EmptyVolumeWaits* ]]
}

@test "on first boot another member joins when those with lower ordinals serve, and is not its own seed" {
  setup_pod 2
  echo true >"$FIRST_BOOT_FILE"
  peer 0 serves
  start
  [ "$status" -eq 143 ]
  [ ! -e "$pod/log" ]
  peer 1 serves
  start
  [ "$status" -eq 0 ]
  [ "$(seeds)" = 10.0.0.1,10.0.0.2 ]
  grep -q ring_delay_ms=10000 "$pod/log"
  [ ! -e "$REPAIR" ]
}

@test "with first boot left on, a member that the ring knows replaces itself" {
  setup_pod 1
  echo true >"$FIRST_BOOT_FILE"
  peer 0 serves
  peer 2 serves
  ring 10.0.0.2 10.0.0.3
  start
  [ "$status" -eq 0 ]
  grep -q 'replace_address_first_boot=10.0.0.2' "$pod/log"
}

@test "with first boot left on, the first member never begins a second ring beside members that serve" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 1 serves
  ring 10.0.0.1 10.0.0.3
  start
  [ "$status" -eq 143 ]
  peer 2 serves
  start
  [ "$status" -eq 0 ]
  grep -q 'replace_address_first_boot=10.0.0.1' "$pod/log"
}

@test "an empty member replaces itself if all others serve, and serves no clients before a repair" {
  setup_pod 1
  ring 10.0.0.2 10.0.0.3
  peer 0 serves
  peer 2 serves
  start
  [ "$status" -eq 0 ]
  grep -q -- '-Dcassandra.replace_address_first_boot=10.0.0.2 -Dcassandra.start_native_transport=false' "$pod/log"
  [ "$(seeds)" = 10.0.0.1,10.0.0.3 ]
  [ -e "$REPAIR" ]
}

@test "an empty member does not begin while another member is away, and says what to do" {
  setup_pod 1
  peer 0 serves
  peer 2 empty
  start
  [ "$status" -eq 143 ]
  [[ $output = *"cassandra-2 cannot give their data"*"'Recover when most volumes are lost' [EmptyVolumeWaits]"* ]]
  [ ! -e "$pod/log" ]
  [ -z "$(ls -A "$VOLUME")" ]
}

@test "an engineer lets an empty member begin while another one is away" {
  setup_pod 1
  peer 0 serves
  touch "$REPLACE_NOW"
  start
  [ "$status" -eq 0 ]
  grep -q replace_address_first_boot=10.0.0.2 "$pod/log"
  [ "$(seeds)" = 10.0.0.1 ]
}

@test "an engineer cannot let a member begin without any other" {
  setup_pod 1
  touch "$REPLACE_NOW"
  start
  [ "$status" -eq 143 ]
  [ ! -e "$pod/log" ]
}

@test "an engineer names another address that an empty member replaces" {
  setup_pod 1
  peer 0 serves
  peer 2 serves
  ring 10.0.0.3 10.9.9.9
  start
  [ "$status" -eq 143 ]
  [[ $output = *'the ring has a record of 10.9.9.9 and none of this member'*AddressUnknown* ]]
  echo 10.9.9.9 >"$REPLACES"
  start
  grep -q replace_address_first_boot=10.9.9.9 "$pod/log"
}

@test "an interrupted replacement begins again, and an interrupted begin goes on" {
  setup_pod 1
  ring 10.0.0.2 10.0.0.3
  peer 0 serves
  peer 2 serves
  start
  rm "$pod/log" "$pod/end"
  mkdir -p "$DATA/system/local-7ad54392bcdd35a684174e047860b377"
  start
  grep -q 'reset_bootstrap_progress=true -Dcassandra.replace_address_first_boot=10.0.0.2' "$pod/log"

  rm -r "$VOLUME" "$pod/log" "$pod/end"
  mkdir "$VOLUME"
  export POD_INDEX=0 POD_NAME=cassandra-0
  sed -i 's/cassandra-1/cassandra-0/g' "$HOSTS_FILE"
  echo 'orders shop/cassandra-0' >"$OWNER"
  echo begin >"$ENTRY"
  start
  [ "$status" -eq 0 ]
  [ "$(seeds)" = 10.0.0.1 ]
}

@test "a copy of a volume in another namespace is refused" {
  setup_pod 1
  data
  export NAMESPACE=copy
  refused_unchanged "the volume has the data of 'orders shop/cassandra-1', and this is 'orders copy/cassandra-1'" VolumeOfAnotherMember
}

@test "the volume of another member, and of another ring, is refused" {
  setup_pod 1
  data
  echo 'orders shop/cassandra-2' >"$OWNER"
  refused_unchanged VolumeOfAnotherMember
  echo 'invoices shop/cassandra-1' >"$OWNER"
  refused_unchanged VolumeOfAnotherMember
}

@test "a volume with files of another installation is refused" {
  setup_pod
  mkdir "$VOLUME/data" "$VOLUME/lost+found"
  refused_unchanged 'files that this preset did not write: data' VolumeForeign
}

@test "a member whose system tables are gone is refused" {
  setup_pod
  data
  rm -r "$DATA/system"
  refused_unchanged 'its system tables are missing' DataDamaged
}

@test "a pod beyond the members is refused" {
  setup_pod 3
  refused_unchanged 'member 3 is not one of the 3 members' MemberNotConfigured
}

@test "a start on a full volume fails with the reason" {
  setup_pod 1
  ring 10.0.0.2 10.0.0.3
  peer 0 serves
  peer 2 serves
  ln -s /dev/full "$OWNER.new"
  start
  [ "$status" -eq 1 ]
  grep -q 'cannot write .*owner.new' "$TERMINATION_LOG"
}

@test "the server finds its key with the certificate in one file, in memory, and the authority in another" {
  setup_pod 1
  data
  certificate cassandra
  start
  [ "$status" -eq 0 ]
  [ "$(<"$KEYSTORE")" = "$(cat "$CERTIFICATE/tls.key" "$CERTIFICATE/tls.crt")" ]
  [ "$(<"$TRUSTSTORE")" = "$(<"$CERTIFICATE/ca.crt")" ]
  [ "$(stat -c %a "$KEYSTORE")" = 600 ]
}

@test "a key that Java cannot read ends the start before the server" {
  setup_pod 1
  data
  mkdir -p "$CERTIFICATE"
  printf -- '-----BEGIN RSA PRIVATE KEY-----\nk\n' >"$CERTIFICATE/tls.key"
  refused_unchanged 'privateKey.encoding: PKCS8' CertificateUnusable
}

@test "an image of another program is named, and nothing on the volume changes" {
  setup_pod 1
  data
  rm "$pod/bin/cqlsh"
  refused_unchanged 'the image has no cqlsh on its PATH' ImageIncomplete
}

@test "a member with data waits on a full volume, changes nothing, and starts when there is room" {
  setup_pod 1
  data
  echo 400 >"$pod/free"
  local before
  before=$(find "$VOLUME" -printf '%p %m %s %T@\n')
  start
  [ "$status" -eq 143 ]
  [[ $output = *'the volume is full'*'[VolumeFull]'* ]]
  grep -q VolumeFull "$WAIT_REASON"
  [ "$(find "$VOLUME" -printf '%p %m %s %T@\n')" = "$before" ]
  [ ! -e "$pod/log" ]
  rm "$pod/free"
  start
  [ "$status" -eq 0 ]
  [ ! -e "$WAIT_REASON" ]
}

@test "a volume or data of another user is named, and nothing on the volume changes" {
  local path unprivileged=()
  setup_pod 1
  data
  if [ "$EUID" -eq 0 ]; then
    unprivileged=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    chmod a+x "$BATS_RUN_TMPDIR" "${BATS_TEST_TMPDIR%/*}" "$BATS_TEST_TMPDIR"
    chmod -R a+rwX "$pod"
  fi
  for path in "$DATA" "$VOLUME"; do
    chmod 700 "$path"
    [ "$EUID" -eq 0 ] || chmod 0 "$path"
    run "${unprivileged[@]}" bash "$scripts/start.sh"
    [ "$status" -eq 1 ]
    [[ $(<"$TERMINATION_LOG") = *"may not read and write $path: no file was changed"*VolumeInaccessible* ]]
    chmod 777 "$path"
  done
}
