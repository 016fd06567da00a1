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

@test "it begins nothing where another controller answers, though first boot is declared" {
  listens 2
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *--no-initial-controllers ]]
}

@test "it begins nothing while another controller cannot be asked" {
  echo kafka-1.kafka.shop.svc.cluster.local >"$pod/existing"
  bootstrap
  [ "$status" -eq 1 ]
  [ ! -e "$pod/formatted" ]
}

@test "alone it waits for nobody" {
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
  [[ $output = *'firstBoot is off: nothing is formatted. Bring the controllers up; for a first deployment, set firstBoot: true'* ]]
  [[ $(<"$TERMINATION_LOG") = *'nothing is formatted'* ]]
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

@test "a mere broker is formatted as such" {
  new_pod kafka 3
  listens 0
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *"--config $ETC/broker.properties" ]]
}

@test "a dedicated controller knows itself by its set" {
  new_pod kafka-controller 0
  export CONTROLLER_SET=kafka-controller NODE_ID=9000
  sed -i 's/kafka-\([0-9]\).kafka/kafka-controller-\1.kafka-controller/' "$pod/existing"
  touch "$ETC/controller.properties"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *"$ETC/controller.properties --standalone" ]]
}

@test "a volume of its own is left as it is" {
  has_volume this 0
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$pod/formatted" ]
}

@test "a volume of another cluster is refused by name" {
  has_volume other 0
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'the volume belongs to the cluster other and this is this: nothing was touched'* ]]
}

@test "a volume of another node is refused by name" {
  has_volume this 2
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'the volume belongs to node 2 and this is node 0: nothing was touched'* ]]
}

@test "who the controllers are is noted beside the data, and more of them are welcome" {
  export CONTROLLERS=1
  bootstrap
  [ "$(<"$VOLUME/controllers")" = 'kafka 1' ]

  export CONTROLLERS=3
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
}

@test "a volume from before the note gets it" {
  has_volume this 0
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
}

@test "what is noted already is not written again, since the volume may be full" {
  has_volume this 0
  echo 'kafka 3' >"$VOLUME/controllers"
  chmod a-w "$VOLUME/controllers"
  mkdir "$VOLUME/controllers.new"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a controller that shall be a broker is refused" {
  new_pod kafka 1
  has_volume this 1
  echo 'kafka 3' >"$VOLUME/controllers"
  export CONTROLLERS=1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = 'the controllers of this cluster are kafka-0 to kafka-2, and shall be kafka-0: the votes of the others would be missing, and nothing was touched. Give back replicas: 3 or more, and Controllers.combined(3)' ]]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
}

@test "a controller that stays one is refused, too, when others go" {
  has_volume this 0
  echo 'kafka 5' >"$VOLUME/controllers"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'are kafka-0 to kafka-4, and shall be kafka-0 to kafka-2: '*'Give back replicas: 5 or more, and Controllers.combined(5)'* ]]
}

@test "controllers of another kind are refused, in both directions" {
  has_volume this 0
  echo 'kafka 3' >"$VOLUME/controllers"
  export CONTROLLER_SET=kafka-controller
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'are kafka-0 to kafka-2, and shall be kafka-controller-0 to kafka-controller-2: '*'Give back replicas: 3 or more, and Controllers.combined(3)'* ]]

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
  export CONTROLLER_SET=kafka-controller NODE_ID=9000 CONTROLLERS=1
  touch "$ETC/controller.properties"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'and shall be kafka-controller-0: '*'Give back Controllers.dedicated({ replicas: 3 })'* ]]
}

@test "a dedicated controller that only kubectl scale made is refused" {
  new_pod kafka-controller 3
  export CONTROLLER_SET=kafka-controller NODE_ID=9003
  touch "$ETC/controller.properties"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = 'controller 3 is not one of the 3 controllers: kubectl scale makes no more of them, and nothing was touched. Scale back to 3' ]]
  [ ! -e "$pod/formatted" ]
}

@test "data without meta.properties is refused" {
  mkdir -p "$VOLUME/logs/orders-0"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'whose data this is cannot be told'* ]]
}

@test "a half-made volume is made anew" {
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
