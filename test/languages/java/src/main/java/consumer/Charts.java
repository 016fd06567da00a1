package consumer;

import static consumer.Support.client;
import static consumer.Support.resources;
import static consumer.Support.script;

import cdk8s.statefulapp.IClientWorkload;
import cdk8s.statefulapp.Kafka;
import cdk8s.statefulapp.KafkaBindingOptions;
import cdk8s.statefulapp.KafkaProps;
import cdk8s.statefulapp.KafkaTopicOptions;
import cdk8s.statefulapp.MySql;
import cdk8s.statefulapp.MySqlAccountsProps;
import cdk8s.statefulapp.MySqlApplication;
import cdk8s.statefulapp.MySqlBackup;
import cdk8s.statefulapp.MySqlBindingOptions;
import cdk8s.statefulapp.MySqlProps;
import cdk8s.statefulapp.NetworkAccess;
import cdk8s.statefulapp.NetworkPeer;
import cdk8s.statefulapp.ZooKeeper;
import cdk8s.statefulapp.ZooKeeperBindingOptions;
import cdk8s.statefulapp.ZooKeeperProps;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.Duration;
import org.cdk8s.Size;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.ISecret;
import org.cdk8s.plus28.Secret;
import org.cdk8s.plus28.SecretValue;

/** The charts of the examples, whose YAML the test compares byte for byte with that of TypeScript. */
final class Charts {
    static void redis(App app) {
        Redis cache = new Redis(
            new Chart(app, "redis"),
            "Cache",
            Size.gibibytes(1),
            resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(384), Size.mebibytes(256)),
            NetworkAccess.isolated(NetworkPeer.pods(Map.of("redis-client", "true"))));
        if (!cache.getMasterHost().equals("redis-0.redis")) {
            throw new AssertionError(cache.getMasterHost());
        }
    }

    static void mysql(App app) {
        Chart chart = new Chart(app, "mysql");
        ISecret secret = Secret.fromSecretName(chart, "Passwords", "mysql-passwords");
        MySqlApplication application = MySqlApplication.builder()
            .database("shop").user("shop").password(password(secret, "shop")).build();
        MySql database = new MySql(chart, "Db", MySqlProps.builder()
            .replicas(3)
            .storage(Size.gibibytes(20))
            .firstBoot(true)
            .accounts(MySqlAccountsProps.builder()
                .rootPassword(password(secret, "root"))
                .replicationPassword(password(secret, "replication"))
                .application(application)
                .build())
            .backup(MySqlBackup.builder().password(password(secret, "backup")).storage(Size.gibibytes(20)).build())
            .maxLag(Duration.seconds(30))
            .resources(resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(768)))
            .networkAccess(NetworkAccess.isolated())
            .build());
        IClientWorkload shop = client(chart, "Shop", "mysql:9.7", 999, script("mysql/shop.sh"),
            resources(Cpu.millis(50), Cpu.millis(250), Size.mebibytes(128)), 1);
        database.bind(shop, MySqlBindingOptions.builder().isolateClient(true).build());
    }

    static void kafka(App app) {
        Chart chart = new Chart(app, "kafka");
        Kafka cluster = new Kafka(chart, "Kafka", KafkaProps.builder()
            .replicas(3)
            .storage(Size.gibibytes(100))
            .clusterId("b3JkZXJzIG9mIGEgc2hvcA")
            .firstBoot(true)
            .resources(resources(Cpu.millis(200), Cpu.units(2), Size.mebibytes(768)))
            .networkAccess(NetworkAccess.isolated())
            .build());
        cluster.addTopic("orders", KafkaTopicOptions.builder().partitions(6).config(Map.of("retention.ms", "86400000")).build());
        for (String name : List.of("producer", "consumer")) {
            IClientWorkload application = client(chart, name, "apache/kafka:4.3.1", 1000, script("kafka/" + name + ".sh"),
                resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(256)), 1);
            cluster.bind(application, KafkaBindingOptions.builder().isolateClient(true).build());
        }
    }

    static void zookeeper(App app) {
        Chart chart = new Chart(app, "zookeeper");
        ZooKeeper ensemble = new ZooKeeper(chart, "Zk", ZooKeeperProps.builder()
            .replicas(3)
            .storage(Size.gibibytes(10))
            .firstBoot(true)
            .resources(resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(512)))
            .networkAccess(NetworkAccess.isolated())
            .build());
        IClientWorkload workers = client(chart, "Workers", "zookeeper:3.9", 1000, script("zookeeper/worker.sh"),
            resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(192)), 2);
        ensemble.bind(workers, ZooKeeperBindingOptions.builder().chroot("/shop").isolateClient(true).build());
    }

    static SecretValue password(ISecret secret, String key) {
        return SecretValue.builder().secret(secret).key(key).build();
    }
}
