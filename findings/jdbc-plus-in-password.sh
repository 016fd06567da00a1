#!/usr/bin/env bash
# One would expect: a plus in the password part of a database URL is a plus for every driver, since only the forms of HTML use it
#   for a blank.
# What happens: libpq reads a plus. The JDBC drivers of PostgreSQL and of MySQL read a blank, MySQL's even in front of the @, where
#   no form ever was. %2B is a plus for all of them.
# Why it matters: generated passwords in base64 have a plus in every second case (at 43 characters). A Secret with the password and URLs
#   made from it works for one client and not for another, and again after a rotation, or no longer.
# Source: RFC 3986, 3.2.1; the drivers decode with java.net.URLDecoder, which is for forms.
. "$(dirname "$0")/common.bash"

mvn_copy org.postgresql:postgresql:42.7.10 com.mysql:mysql-connector-j:9.7.0
pip_install 'psycopg[binary]==3.3.9'
cat >Parse.java <<'JAVA'
import com.mysql.cj.conf.ConnectionUrlParser;
import java.util.Properties;

public class Parse {
  public static void main(String[] args) {
    for (String password : new String[] {"a+b", "a%2Bb"}) {
      Properties postgresql = org.postgresql.Driver.parseURL("jdbc:postgresql://db/app?user=app&password=" + password, new Properties());
      ConnectionUrlParser mysql = ConnectionUrlParser.parseConnectionString("jdbc:mysql://app:" + password + "@db/app");
      System.out.println(postgresql.getProperty("password") + "|" + mysql.getHosts().get(0).getPassword());
    }
  }
}
JAVA
cat >parse.py <<'PY'
from psycopg.conninfo import conninfo_to_dict

for password in ("a+b", "a%2Bb"):
    print(conninfo_to_dict(f"postgresql://db/app?user=app&password={password}")["password"])
PY
javac -cp 'jars/*' Parse.java
java -cp 'jars/*:.' Parse >java.txt
"$work/python/bin/python" parse.py >python.txt
java_plus=$(sed -n 1p java.txt)
java_encoded=$(sed -n 2p java.txt)
libpq=$(paste -sd '|' python.txt)
seen 'a+b in pgjdbc 42.7.10, Connector/J 9.7.0' 'a b|a b' "$java_plus"
seen 'a%2Bb in pgjdbc 42.7.10, Connector/J 9.7.0' 'a+b|a+b' "$java_encoded"
seen 'a+b, a%2Bb in libpq (psycopg 3.3.9)' 'a+b|a+b' "$libpq"
conclude
