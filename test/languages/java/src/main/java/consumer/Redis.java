package consumer;

import cdk8s.statefulapp.ClaimProps;
import cdk8s.statefulapp.ClientServiceProps;
import cdk8s.statefulapp.NetworkAccess;
import cdk8s.statefulapp.Ordinals;
import cdk8s.statefulapp.Port;
import cdk8s.statefulapp.PortOptions;
import cdk8s.statefulapp.PortProbeOptions;
import cdk8s.statefulapp.AppProbe;
import cdk8s.statefulapp.AppProbeOptions;
import cdk8s.statefulapp.AppRoleProps;
import cdk8s.statefulapp.ServiceTarget;
import cdk8s.statefulapp.Settings;
import cdk8s.statefulapp.StatefulApp;
import cdk8s.statefulapp.StatefulAppProps;
import java.util.List;
import java.util.Map;
import org.cdk8s.Duration;
import org.cdk8s.Size;
import org.cdk8s.plus28.ContainerResources;
import software.constructs.Construct;

/** A preset that is written in Java. */
final class Redis extends StatefulApp {
    private static final String ROLE = "/etc/redis/role.conf";

    Redis(Construct scope, String id, Size storage, ContainerResources resources, NetworkAccess networkAccess) {
        super(scope, id, blueprint(storage).resources(resources).networkAccess(networkAccess).build());
    }

    String getMasterHost() {
        return role("master").getHosts().get(0);
    }

    private static StatefulAppProps.Builder blueprint(Size storage) {
        String settings = Settings.spaced(Map.of(
            "dir", "/data", "appendonly", "yes", "appendfsync", "always", "protected-mode", "no", "maxmemory", "192mb"));
        return StatefulAppProps.builder()
            .name("redis")
            .replicas(3)
            .user(999)
            .terminationGracePeriod(Duration.minutes(1))
            .image("redis:8")
            .command(List.of("redis-server", "/etc/redis/redis.conf"))
            .ports(List.of(Port.tcp(6379, PortOptions.builder().name("redis").build())))
            .claims(Map.of("data", ClaimProps.builder().size(storage).mountPath("/data").build()))
            .files(Map.of("/etc/redis/redis.conf", settings + "include " + ROLE + "\n"))
            .roles(Map.of(
                "master", role(Ordinals.only(0), "# takes the writes\n"),
                "replica", role(Ordinals.startingAt(1), Settings.spaced(Map.of("replicaof", "redis-0.redis 6379")))))
            .startup(AppProbe.tcp(PortProbeOptions.builder().period(Duration.seconds(2)).failureThreshold(1800).build()))
            .readiness(AppProbe.exec(
                List.of("redis-cli", "-e", "ping"),
                AppProbeOptions.builder().period(Duration.seconds(5)).timeout(Duration.seconds(3)).build()))
            .liveness(AppProbe.tcp(PortProbeOptions.builder()
                .period(Duration.seconds(10))
                .timeout(Duration.seconds(5))
                .failureThreshold(6)
                .build()))
            .clientServices(Map.of("master", ClientServiceProps.builder().target(ServiceTarget.role("master")).build()));
    }

    private static AppRoleProps role(Ordinals ordinals, String file) {
        return AppRoleProps.builder().ordinals(ordinals).files(Map.of(ROLE, file)).build();
    }
}
