#!/usr/bin/env bash
# One would expect: in "zk-0:2181/kafka,zk-1:2181/kafka" each server carries its chroot, as each URL of a list carries its path; or
#   the client refuses the text.
# What happens: the chroot begins at the first slash and reaches to the end. The client has one server, zk-0, and the chroot
#   "/kafka,zk-1:2181/kafka", which is a legal path. The reference client in Java and kazoo in Python agree.
# Why it matters: lists of a StatefulSet's members are made by a loop, and a loop appends the path to each. A system that
#   creates its chroot starts in the wrong tree and works until the node of zk-0 is drained: the ensemble of three is used
#   as one server. Mending the text later moves the system to another, empty tree.
# Source: the ZooKeeper programmer's guide gives the right form, the path once after the last server.
. "$(dirname "$0")/common.bash"

mvn_copy org.apache.zookeeper:zookeeper:3.9.5
pip_install kazoo==2.11.0
cat >Parse.java <<'JAVA'
import org.apache.zookeeper.client.ConnectStringParser;

public class Parse {
  public static void main(String[] args) {
    ConnectStringParser parser = new ConnectStringParser(args[0]);
    System.out.println(parser.getServerAddresses().size() + " " + parser.getChrootPath());
  }
}
JAVA
cat >parse.py <<'PY'
import sys
from kazoo.hosts import collect_hosts

servers, chroot = collect_hosts(sys.argv[1])
print(len(servers), chroot)
PY
repeated=zk-0:2181/kafka,zk-1:2181/kafka,zk-2:2181/kafka
once=zk-0:2181,zk-1:2181,zk-2:2181/kafka
javac -cp 'jars/*' Parse.java
java_repeated=$(java -cp 'jars/*:.' Parse "$repeated" 2>java.log)
java_once=$(java -cp 'jars/*:.' Parse "$once" 2>java.log)
python_repeated=$("$work/python/bin/python" parse.py "$repeated")
seen 'servers and chroot in zookeeper 3.9.5, chroot once' '3 /kafka' "$java_once"
seen 'servers and chroot in zookeeper 3.9.5, chroot repeated' '1 /kafka,zk-1:2181/kafka,zk-2:2181/kafka' "$java_repeated"
seen 'servers and chroot in kazoo 2.11.0, chroot repeated' '1 /kafka,zk-1:2181/kafka,zk-2:2181/kafka' "$python_repeated"
conclude
