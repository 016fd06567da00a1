#!/usr/bin/env bash
# One would expect: a number in zoo.cfg is decimal, and a server does not start with one that it cannot read, as with tickTime.
# What happens: every setting that the parser does not know itself becomes a system property, which Integer.getInteger reads later. It
#   takes a leading zero for an octal number and 0x for a hexadecimal one, and returns the default for a text that is no number.
#   No error, no warning.
# Why it matters: globalOutstandingLimit=2k and =2_000 leave the limit at 1000; a value that a template pads with zeros is another
#   number; the same text for tickTime stops the server. What is in force is nowhere to be seen but in the AdminServer.
# Source: QuorumPeerConfig.parseProperties, whose last branch sets zookeeper.NAME; Integer.decode.
. "$(dirname "$0")/common.bash"

mvn_copy org.apache.zookeeper:zookeeper:3.9.5 io.dropwizard.metrics:metrics-core:4.1.12.1 org.xerial.snappy:snappy-java:1.1.10.5
cat >Read.java <<'JAVA'
import java.lang.reflect.Method;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;

public class Read {
  public static void main(String[] args) throws Exception {
    try {
      new QuorumPeerConfig().parse(args[0]);
    } catch (QuorumPeerConfig.ConfigException e) {
      System.out.println("refused");
      return;
    }
    Method limit = ZooKeeperServer.class.getDeclaredMethod("getGlobalOutstandingLimit");
    limit.setAccessible(true);
    System.out.println(limit.invoke(new ZooKeeperServer()));
  }
}
JAVA
javac -cp 'jars/*' Read.java
mkdir data
# usage: read_with LINE
read_with() {
  printf '%s\n' "dataDir=$work/data" clientPort=2181 "$1" >zoo.cfg
  java -cp 'jars/*:.' Read zoo.cfg 2>java.log
}
while read -r line recorded; do
  now=$(read_with "$line")
  seen "limit of outstanding requests with $line" "$recorded" "$now"
done <<'CASES'
globalOutstandingLimit=500 500
globalOutstandingLimit=0500 320
globalOutstandingLimit=2k 1000
globalOutstandingLimit=2_000 1000
tickTime=2k refused
CASES
conclude
