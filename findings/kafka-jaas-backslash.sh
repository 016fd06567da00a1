#!/usr/bin/env bash
# One would expect: a password between double quotes in sasl.jaas.config is the password that the server has, as long as it holds
#   no double quote.
# What happens: the text is read by a tokenizer with the escapes of C: a backslash before a letter goes away, \n becomes a line
#   break, and a backslash before digits becomes the character of that octal code. No error, no warning.
# Why it matters: a generated password with a backslash has one value in the Secret, from which the account was made, and another
#   in each client whose JAAS text was rendered from that Secret: authentication fails, and both sides show the same
#   text. In a properties file the text is unescaped twice, so that one backslash has to be written as four.
# Source: JaasConfig of kafka-clients; java.io.StreamTokenizer on quoted strings.
. "$(dirname "$0")/common.bash"

mvn_copy org.apache.kafka:kafka-clients:4.3.1
cat >Jaas.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

public class Jaas {
  public static void main(String[] args) throws Exception {
    for (String password : Files.readAllLines(Path.of("passwords.txt"))) {
      String text = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"app\" password=\"" + password + "\";";
      JaasContext context = JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(text)));
      Object read = context.configurationEntries().get(0).getOptions().get("password");
      System.out.println(read.toString().replace("\n", "<line break>").replace("\007", "<bell>"));
    }
  }
}
JAVA
printf '%s\n' 'k\dT;9' 'k\nT9' 'k\7T9' 'k\\dT9' >passwords.txt
javac -cp 'jars/*' Jaas.java
java -cp 'jars/*:.' Jaas >read.txt 2>java.log
read_as=$(paste -sd ' ' read.txt)
seen 'kafka-clients 4.3.1 reads k\dT;9, k\nT9, k\7T9, k\\dT9 as' 'kdT;9 k<line break>T9 k<bell>T9 k\dT9' "$read_as"
conclude
