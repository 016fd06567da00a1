#!/bin/bash
# The recorder's functions for Kafka; HOST is a bootstrap server, TOPIC a topic of its own, and /writer a producer that is idempotent and
# waits for all copies in sync.
# One producer keeps its own pace and has several records under way, as that of an application: the ledger is made from its reports of each.

# usage: json NAME LINE    sets value: of a number in a line of JSON
json() {
  value=${2#*\""$1"\":}
  value=${value#\"}
  value=${value%%[!0-9]*}
}

# usage: keep_writing
# The first number is 0 there and 1 here. What was sent is known in the end: each of them is in the ledger before the recorder reads it.
keep_writing() {
  local line now sent=0
  [ ! -e /ledger/sent ] || exit 1 # a second producer would begin with the same numbers
  : >/ledger/sent
  printf '%s\n' enable.idempotence=true retries=2147483647 delivery.timeout.ms=120000 request.timeout.ms=5000 metadata.max.age.ms=5000 \
    linger.ms=0 >/tmp/producer.properties
  coproc PRODUCER {
    exec /opt/kafka/bin/kafka-verifiable-producer.sh --bootstrap-server "$HOST" --topic "$TOPIC" --throughput "$RATE" \
      --acks -1 --repeating-keys 12 --command-config /tmp/producer.properties 2>>/ledger/errors
  }
  # shellcheck disable=SC2153 # set by coproc
  exec {said}<&"${PRODUCER[0]}"
  stop_when_told "$PRODUCER_PID" &
  while read -r line <&"$said"; do
    read -r up _ </proc/uptime
    now=${up%.*}${up#*.}
    case $line in
      *'"name":"producer_send_success"'*)
        json value "$line"
        printf 'sent %s %s\nacked %s %s\n' "$((value + 1))" "$now" "$((value + 1))" "$now"
        ;;
      *'"name":"producer_send_error"'*)
        json value "$line"
        printf 'sent %s %s\nfailed %s %s\n' "$((value + 1))" "$now" "$((value + 1))" "$now"
        printf '%s\n' "$line" >>/ledger/errors
        ;;
      *'"name":"tool_data"'*) json sent "$line" && sent=$value ;;
    esac
  done >>/ledger/ledger
  # what nobody answered for is known to have been sent by number alone
  awk -v sent="$sent" -v now="$now" '
    $1 == "sent" { known[$2] = 1 }
    END { for (i = 1; i <= sent; i++) if (!(i in known)) print "sent", i, now }' /ledger/ledger >>/ledger/ledger.rest
  cat /ledger/ledger.rest >>/ledger/ledger
}

# usage: stop_when_told PID
stop_when_told() {
  until [ -e /ledger/stop ]; do sleep 0.2; done
  kill -TERM "$1"
}

# usage: read_numbers
# All that is committed, in the order of each partition. Numbers of one partition rise, or records of one key were reordered, which is an
# error.
read_numbers() {
  timeout 50 /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server "$HOST" --topic "$TOPIC" --from-beginning \
    --timeout-ms 10000 --isolation-level read_committed --formatter-property print.partition=true \
    2>/tmp/consumer.errors >/tmp/numbers || true
  awk -F'\t' '
    { partition = $1; number = $2 + 1 }
    partition in last && number < last[partition] {
      printf "%s: %d came after %d\n", partition, number, last[partition] >"/dev/stderr"
      bad = 1
    }
    { last[partition] = number; print number }
    END { exit bad || NR == 0 }' /tmp/numbers
}
