#!/usr/bin/env bash
# One would expect: a dynamic setting with a name that Kafka lacks is refused for brokers, as it is for topics, groups and client metrics.
# What happens: for one broker and for all of them it is stored in the metadata and reported as done. So is a topic's setting
#   under its topic name (retention.ms instead of log.retention.ms), which no broker reads. Values of known settings are checked.
# Why it matters: the change of a day with a full disk, retention shortened for all topics at once, is reported as done and has no
#   effect. A description of the broker shows the setting, without a value and marked as sensitive, since its type is unknown.
. "$(dirname "$0")/kafka.bash"
. "$(dirname "$0")/common.bash"

mvn_copy org.apache.kafka:kafka_2.13:4.3.1
kafka_format
start_kafka
cat >Alter.java <<'JAVA'
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

public class Alter {
  static void set(Admin admin, ConfigResource.Type type, String name, String key) throws Exception {
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, "60000"), AlterConfigOp.OpType.SET);
    try {
      admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), List.of(set))).all().get();
      System.out.println("done");
    } catch (Exception e) {
      System.out.println(e.getCause().getMessage());
    }
  }

  public static void main(String[] args) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
      set(admin, ConfigResource.Type.TOPIC, "orders", "retention.mss");
      set(admin, ConfigResource.Type.BROKER, "1", "log.retention.mss");
      set(admin, ConfigResource.Type.BROKER, "", "log.retention.mss");
      set(admin, ConfigResource.Type.BROKER, "", "retention.ms");
      Thread.sleep(2000);
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
      System.out.println(admin.describeConfigs(List.of(topic)).all().get().get(topic).get("retention.ms").value());
    }
  }
}
JAVA
kafka_client Alter >out.txt
topic=$(sed -n 1p out.txt)
brokers=$(sed -n 2,4p out.txt | paste -sd ' ')
retention=$(sed -n 5p out.txt)
seen 'kafka 4.3.1, retention.mss for a topic' 'Unknown topic config name: retention.mss' "$topic"
seen 'log.retention.mss for a broker, for all; retention.ms for all' 'done done done' "$brokers"
seen 'retention of the topic afterwards, in ms' 604800000 "$retention"
conclude
