#!/usr/bin/env bats
# What a node does with its volume before it starts.

setup() {
  load pod.bash
  new_pod kafka 0
  cluster_is_well
}

@test "on the first boot the first controller begins the cluster" {
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *"--cluster-id this --config $ETC/broker,controller.properties --standalone" ]]
  [ -e "$VOLUME/logs/meta.properties" ]
}

@test "it does not begin a cluster if another controller answers, even if first boot is declared" {
  listens 2
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *--no-initial-controllers ]]
}

@test "it does not begin a cluster while another controller is unreachable" {
  echo kafka-1.kafka.shop.svc.cluster.local >"$pod/existing"
  bootstrap
  [ "$status" -eq 1 ]
  [ ! -e "$pod/formatted" ]
}

@test "a controller without an address does not count as silent if a search domain has a wildcard record" {
  echo kafka-0.kafka.shop.svc.cluster.local >"$pod/existing"
  touch "$pod/wildcard"
  bootstrap
  [ "$status" -eq 1 ]
  [ ! -e "$pod/formatted" ]
  local others='kafka-1.kafka.shop.svc.cluster.local kafka-2.kafka.shop.svc.cluster.local'
  [[ $output = *"$others (firstBoot is true) and kafka-2.kafka.shop.svc.cluster.local has no address"* ]]
}

@test "a waiting start immediately logs the controllers that it waits for, however long a query takes" {
  echo false >"$ETC/live/first-boot"
  sed -i 's/^PATIENCE_SECONDS=2/PATIENCE_SECONDS=25/; s/^ *probe_controllers /sleep 11; &/' "$scripts/format.sh"
  bootstrap
  [ "$status" -eq 1 ]
  [ "$(grep -c 'waiting for kafka-1.* (firstBoot is false)' <<<"$output")" -eq 1 ]
}

@test "a single controller does not wait" {
  export CONTROLLERS=1
  sed -i 's/^QUIET_SECONDS=1/QUIET_SECONDS=100/' "$scripts/format.sh"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *--standalone ]]
}

@test "without first boot an empty volume is not formatted, and the message says what to do" {
  echo false >"$ETC/live/first-boot"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'firstBoot is off: the volume is not formatted. Bring the controllers up; for a first deployment, set firstBoot: true'* ]]
  [[ $(<"$TERMINATION_LOG") = *'the volume is not formatted'* ]]
  [ ! -e "$VOLUME/logs" ]
}

@test "an emptied controller joins without a vote" {
  echo false >"$ETC/live/first-boot"
  listens 1 2
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *--no-initial-controllers ]]
}

@test "the other controllers and brokers wait for the first one" {
  new_pod kafka 1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'Bring kafka-0 up, which begins the cluster'* ]]

  listens 0
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *--no-initial-controllers ]]
}

@test "a broker without the controller role is formatted as a broker" {
  new_pod kafka 3
  listens 0
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *"--config $ETC/broker.properties" ]]
}

@test "a dedicated controller knows itself by its set" {
  new_pod kafka-controller 0
  export CONTROLLER_SET=kafka-controller FIRST_NODE_ID=9000
  sed -i 's/kafka-\([0-9]\).kafka/kafka-controller-\1.kafka-controller/' "$pod/existing"
  touch "$ETC/controller.properties"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *"$ETC/controller.properties --standalone" ]]
}

@test "a volume of this node is not changed" {
  has_volume this 0
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$pod/formatted" ]
}

@test "a volume of another cluster is refused by name" {
  has_volume other 0
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'the volume belongs to the cluster other and this is this: no file was changed'* ]]
}

@test "a volume of another node is refused by name" {
  has_volume this 2
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'the volume belongs to node 2 and this is node 0: no file was changed'* ]]
}

@test "the controllers are recorded next to the data, and additional ones are accepted" {
  export CONTROLLERS=1
  bootstrap
  [ "$(<"$VOLUME/controllers")" = 'kafka 1' ]

  export CONTROLLERS=3
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
}

@test "the controllers are recorded on a volume of an earlier build" {
  has_volume this 0
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
}

@test "an unchanged record is not written again, because the volume can be full" {
  has_volume this 0
  echo 'kafka 3' >"$VOLUME/controllers"
  chmod a-w "$VOLUME/controllers"
  mkdir "$VOLUME/controllers.new"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a controller that is configured as a broker does not start" {
  new_pod kafka 1
  has_volume this 1
  echo 'kafka 3' >"$VOLUME/controllers"
  export CONTROLLERS=1
  bootstrap
  [ "$status" -eq 1 ]
  local message='the controllers of this cluster are kafka-0 to kafka-2, and are to be kafka-0: '
  message+='the votes of the others would be missing, and no file was changed. '
  message+='Give back replicas: 3 or more, and Controllers.combined(3) [ControllersChanged]'
  [[ $(<"$TERMINATION_LOG") = "$message" ]]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
}

@test "a remaining controller also does not start if others are removed" {
  has_volume this 0
  echo 'kafka 5' >"$VOLUME/controllers"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'are kafka-0 to kafka-4, and are to be kafka-0 to kafka-2: '* ]]
  [[ $output = *'Give back replicas: 5 or more, and Controllers.combined(5)'* ]]
}

@test "a change between combined and dedicated controllers is rejected in both directions" {
  has_volume this 0
  echo 'kafka 3' >"$VOLUME/controllers"
  export CONTROLLER_SET=kafka-controller
  bootstrap
  [ "$status" -eq 1 ]
  local remedy='Give back replicas: 3 or more, and Controllers.combined(3) [ControllersChanged]'
  [[ $output = *'are kafka-0 to kafka-2, and are to be kafka-controller-0 to kafka-controller-2: '*"$remedy"* ]]

  echo 'kafka-controller 3' >"$VOLUME/controllers"
  export CONTROLLER_SET=kafka
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'Give back Controllers.dedicated({ replicas: 3 })'* ]]
}

@test "fewer dedicated controllers are refused" {
  new_pod kafka-controller 0
  has_volume this 9000
  echo 'kafka-controller 3' >"$VOLUME/controllers"
  export CONTROLLER_SET=kafka-controller FIRST_NODE_ID=9000 CONTROLLERS=1
  touch "$ETC/controller.properties"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'and are to be kafka-controller-0: '*'Give back Controllers.dedicated({ replicas: 3 })'* ]]
}

@test "a dedicated controller that only kubectl scale made is refused" {
  new_pod kafka-controller 3
  export CONTROLLER_SET=kafka-controller FIRST_NODE_ID=9000
  touch "$ETC/controller.properties"
  bootstrap
  [ "$status" -eq 1 ]
  local message='controller 3 is not one of the 3 controllers: kubectl scale makes no more of them, and no file was changed. '
  message+='Scale back to 3 [MemberNotConfigured]'
  [[ $(<"$TERMINATION_LOG") = "$message" ]]
  [ ! -e "$pod/formatted" ]
}

@test "data without meta.properties is refused" {
  mkdir -p "$VOLUME/logs/orders-0"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'whose data this is cannot be told'* ]]
}

@test "an incomplete volume is formatted again" {
  mkdir -p "$VOLUME/logs.incoming/half"
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$VOLUME/logs/half" ]
  [ ! -e "$VOLUME/logs.incoming" ]
}

@test "a broker without an address for clients outside does not start" {
  has_volume this 0
  : >"$ETC/external-addresses"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'external.addresses has no address for broker 0'* ]]
}

# usage: refuses_foreign NAMES ORIGIN
# Nothing is changed on a volume that has the data of another installation, whether first boot is declared or not.
refuses_foreign() {
  local before first_boot
  before=$(find "$VOLUME" | sort)
  listens 1 2
  for first_boot in true false; do
    echo "$first_boot" >"$ETC/live/first-boot"
    bootstrap
    [ "$status" -eq 1 ]
    local refusal="the volume has files that this preset did not write: $1 ($2). No file was changed. "
    [[ $(<"$TERMINATION_LOG") = "${refusal}Give this node its own volume, or delete"* ]]
    [ "$(find "$VOLUME" | sort)" = "$before" ]
    [ ! -e "$pod/formatted" ]
  done
}

@test "a volume of Bitnami's chart is refused by name" {
  mkdir -p "$VOLUME/data/__cluster_metadata-0" "$VOLUME/lost+found"
  touch "$VOLUME/data/meta.properties" "$VOLUME/.user_scripts_initialized"
  refuses_foreign '.user_scripts_initialized data' "the layout of Bitnami's chart, or of one like it"
}

@test "a volume of Bitnami's chart before 24 is rejected by name, also with incomplete data of this preset" {
  mkdir -p "$VOLUME/data" "$VOLUME/logs.incoming"
  touch "$VOLUME/data/meta.properties"
  refuses_foreign data "the layout of Bitnami's chart, or of one like it"
}

@test "volumes of Strimzi and of a server at the root of the volume are refused by name" {
  mkdir -p "$VOLUME/kafka-log0"
  refuses_foreign kafka-log0 'the layout of Strimzi'
  rm -r "$VOLUME/kafka-log0"
  mkdir -p "$VOLUME/orders-0"
  touch "$VOLUME/meta.properties" "$VOLUME/recovery-point-offset-checkpoint"
  refuses_foreign 'meta.properties orders-0 recovery-point-offset-checkpoint' \
    'a server whose log.dirs is the root of the volume, as with the official image'
}

@test "files of any kind are refused, and no more than five are named" {
  touch "$VOLUME"/{a,b,'c d',e,f,g}
  refuses_foreign 'a b c\ d e f ...' 'no layout of Kafka that is known here'
}

@test "files of an interrupted start are not foreign data" {
  mkdir -p "$VOLUME/lost+found" "$VOLUME/logs.incoming"
  touch "$VOLUME"/{controllers,controllers.new,accept-loss}
  echo 'kafka 3' >"$VOLUME/controllers"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a node starts on its volume even if the volume has other files" {
  has_volume this 0
  mkdir "$VOLUME/data"
  touch "$VOLUME/data/meta.properties" "$VOLUME/filler"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a meta.properties that was cut off is refused" {
  has_volume this 0
  : >"$VOLUME/logs/meta.properties"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = "$VOLUME/logs/meta.properties has no cluster.id: no file was changed. "* ]]
}

@test "a volume that may not be read is refused" {
  [ "$EUID" != 0 ] || skip 'root may read everything'
  chmod a-rx "$VOLUME"
  bootstrap
  chmod u+rx "$VOLUME"
  [ "$status" -eq 1 ]
  local refusal="user $EUID may not read and write the volume at $VOLUME: no file was changed. "
  [[ $(<"$TERMINATION_LOG") = "${refusal}Make the pod's user or group its owner" ]]
}

@test "a renamed copy connects to no controller and formats no volume" {
  export POD_NAME=kafka-test-0
  run "$BASH" "$scripts/bootstrap.sh"
  [ "$status" -eq 1 ]
  [[ $(cat "$pod/termination-log") = *'kafka-test-0 does not belong to the StatefulSet kafka,'*'[SetRenamed]' ]]
  [ ! -e "$pod/formatted" ]
  [ -z "$(ls -A "$pod/volume")" ]
}

@test "a pod of dedicated controllers is compared with the name of their set" {
  new_pod kafka-controller 0
  export CONTROLLER_SET=kafka-controller POD_NAME=test-kafka-controller-0
  run "$BASH" "$scripts/bootstrap.sh"
  [ "$status" -eq 1 ]
  [[ $output = *'does not belong to the StatefulSet kafka-controller,'*'[SetRenamed]' ]]
}
