#!/usr/bin/env bash
# One would expect: min.insync.replicas=2 in a broker's properties, and a restart, give 2 to every topic that has no value of
#   its own, as with default.replication.factor and as with Kafka until 4.0.
# What happens: the value of the file is ignored. With eligible leader replicas, on in every new cluster since 4.1, the controllers
#   write the value of the first start into the metadata as the cluster's default, which goes before each broker's file; it
#   cannot be removed, nor set for one broker. It changes by kafka-configs.sh --entity-type brokers --entity-default alone.
# Why it matters: Kafka on Kubernetes is configured by a ConfigMap or environment variables and a rolling restart. The restart
#   succeeds, the file in each pod has the 2, and producers with acks=all still get their acknowledgement from one replica.
# Source: KIP-966.
. "$(dirname "$0")/kafka.bash"
. "$(dirname "$0")/common.bash"

mvn_copy org.apache.kafka:kafka_2.13:4.3.1
kafka_format
start_kafka
stop_kafka
echo min.insync.replicas=2 >>server.properties
start_kafka
cat >Describe.java <<'JAVA'
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

public class Describe {
  public static void main(String[] args) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
      admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1))).all().get();
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
      ConfigEntry entry = admin.describeConfigs(List.of(topic)).all().get().get(topic).get("min.insync.replicas");
      System.out.println(entry.value() + " " + entry.source());
      ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
      AlterConfigOp remove = new AlterConfigOp(new ConfigEntry("min.insync.replicas", null), AlterConfigOp.OpType.DELETE);
      try {
        admin.incrementalAlterConfigs(Map.of(all, List.of(remove))).all().get();
      } catch (Exception e) {
        System.out.println(e.getCause().getMessage());
      }
    }
  }
}
JAVA
kafka_client Describe >out.txt
effective=$(sed -n 1p out.txt)
removal=$(sed -n 2p out.txt)
seen 'kafka 4.3.1, a new topic after a restart with min.insync.replicas=2' '1 DYNAMIC_DEFAULT_BROKER_CONFIG' "$effective"
seen 'removal of the default' 'Cluster-level min.insync.replicas cannot be removed while ELR is enabled.' "$removal"
conclude
