package consumer;

import cdk8s.statefulapp.ClaimProps;
import cdk8s.statefulapp.DisruptionBudget;
import cdk8s.statefulapp.Kafka;
import cdk8s.statefulapp.KafkaProps;
import cdk8s.statefulapp.MySql;
import cdk8s.statefulapp.MySqlAccountsProps;
import cdk8s.statefulapp.MySqlProps;
import cdk8s.statefulapp.Port;
import cdk8s.statefulapp.StatefulApp;
import cdk8s.statefulapp.StatefulAppProps;
import cdk8s.statefulapp.ZooKeeper;
import cdk8s.statefulapp.ZooKeeperProps;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.Size;
import org.cdk8s.plus28.ISecret;
import org.cdk8s.plus28.Secret;

/** Ten mistakes, whose messages the test compares with those of the other languages. */
final class Mistakes {
    private static final List<Runnable> ALL = List.of(
        () -> cache(props -> props.name("Cache")),
        () -> cache(props -> props.replicas(2.5)),
        () -> cache(props -> props.claims(Map.of("data", ClaimProps.builder().size(Size.gibibytes(1)).mountPath("data").build()))),
        () -> cache(props -> props.disruptionBudget(DisruptionBudget.maxUnavailable(0))),
        () -> cache(props -> props).fqdn(7),
        () -> cache(props -> props.ports(List.of(Port.tcp(70000)))),
        () -> database(props -> props.primaryOrdinal(5)),
        () -> database(props -> props.primarySettings(Map.of("innodb_buffer_pol_size", "1G"))),
        () -> new Kafka(shop(), "Kafka", KafkaProps.builder()
            .replicas(0).storage(Size.gibibytes(0)).clusterId("b3JkZXJzIG9mIGEgc2hvcA").build()),
        () -> new ZooKeeper(shop(), "Zk", ZooKeeperProps.builder().replicas(4).storage(Size.gibibytes(10)).build()));

    static String messages() {
        return ALL.stream().map(Mistakes::messageOf).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String messageOf(Runnable mistake) {
        try {
            mistake.run();
            return "accepted";
        } catch (RuntimeException error) {
            // jsii appends the stack in JavaScript, which begins with the message
            return error.getMessage().split("\n(@jsii/kernel\\.|Error: )")[0];
        }
    }

    private static Chart shop() {
        return new Chart(new App(), "shop");
    }

    private static StatefulApp cache(UnaryOperator<StatefulAppProps.Builder> change) {
        StatefulAppProps.Builder props = StatefulAppProps.builder().name("cache").replicas(3).image("redis:8").user(999);
        return new StatefulApp(shop(), "Cache", change.apply(props).build());
    }

    private static void database(UnaryOperator<MySqlProps.Builder> change) {
        Chart chart = shop();
        ISecret secret = Secret.fromSecretName(chart, "Passwords", "mysql-passwords");
        MySqlAccountsProps accounts = MySqlAccountsProps.builder()
            .rootPassword(Charts.password(secret, "root"))
            .replicationPassword(Charts.password(secret, "replication"))
            .build();
        MySqlProps.Builder props = MySqlProps.builder().replicas(3).storage(Size.gibibytes(20)).accounts(accounts);
        new MySql(chart, "Db", change.apply(props).build());
    }
}
