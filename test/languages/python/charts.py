"""The charts of the examples, whose YAML the test compares byte for byte with that of TypeScript."""
from pathlib import Path

import constructs
from cdk8s import ApiObjectMetadata, Chart, Duration, Size
from cdk8s_plus_28 import (
    Capability, ContainerProps, ContainerResources, ContainerSecurityContextProps, ContainerSecutiryContextCapabilities, Cpu, CpuResources,
    Deployment, EnvValue, EphemeralStorageResources, ImagePullPolicy, MemoryResources, PodSecurityContextProps, SeccompProfile,
    SeccompProfileType, Secret, SecretValue, Volume,
)
from cdk8s_stateful_app import (
    ClaimProps, ClientServiceProps, EmptyDirOptions, Kafka, MySql, MySqlAccountsProps, MySqlApplication, MySqlBackup, NetworkAccess,
    NetworkPeer, Ordinals, Port, AppProbe, AppRoleProps, SecretFile, ServiceTarget, Settings, StatefulApp, ZooKeeper,
)

EXAMPLES = Path(__file__).parents[3] / "examples"


def script(path: str) -> str:
    return (EXAMPLES / path).read_text()


def resources(request: Cpu, limit: Cpu, memory: Size, ephemeral: Size = Size.gibibytes(1)) -> ContainerResources:
    return ContainerResources(
        cpu=CpuResources(request=request, limit=limit),
        memory=MemoryResources(request=memory, limit=memory),
        ephemeral_storage=EphemeralStorageResources(request=ephemeral, limit=ephemeral),
    )


def client(scope, id, *, image: str, user: int, script: str, resources: ContainerResources, replicas: int = 1) -> Deployment:
    name = id.lower()
    deployment = Deployment(
        scope,
        id,
        metadata=ApiObjectMetadata(name=name, annotations={"kustomize.toolkit.fluxcd.io/substitute": "disabled"}),
        pod_metadata=ApiObjectMetadata(labels={"app": name}),
        replicas=replicas,
        security_context=PodSecurityContextProps(user=user, group=user),
        containers=[
            ContainerProps(
                name=name,
                image=image,
                image_pull_policy=ImagePullPolicy.IF_NOT_PRESENT,
                command=["bash", "-c", script],
                resources=resources,
                security_context=ContainerSecurityContextProps(
                    user=user,
                    group=user,
                    capabilities=ContainerSecutiryContextCapabilities(drop=[Capability.ALL]),
                    seccomp_profile=SeccompProfile(type=SeccompProfileType.RUNTIME_DEFAULT),
                ),
            )
        ],
    )
    deployment.containers[0].mount("/tmp", Volume.from_empty_dir(deployment, "Tmp", "tmp"))
    return deployment


class Redis(StatefulApp):
    """A preset that is written in Python."""

    def __init__(self, scope: constructs.Construct, id: str, *, storage: Size, max_memory: Size, **common) -> None:
        settings = {
            "dir": "/data",
            "appendonly": "yes",
            "appendfsync": "always",
            "protected-mode": "no",
            "maxmemory": f"{int(max_memory.to_mebibytes())}mb",
        }
        super().__init__(
            scope,
            id,
            **common,
            name="redis",
            user=999,
            termination_grace_period=Duration.minutes(1),
            image="redis:8",
            command=["redis-server", "/etc/redis/redis.conf"],
            ports=[Port.tcp(6379, name="redis")],
            # a dict in a map is as good as the class
            claims={"data": {"size": storage, "mount_path": "/data"}},
            files={"/etc/redis/redis.conf": f"{Settings.spaced(settings)}include /etc/redis/role.conf\n"},
            roles={
                "master": AppRoleProps(ordinals=Ordinals.only(0), files={"/etc/redis/role.conf": "# takes the writes\n"}),
                "replica": AppRoleProps(
                    ordinals=Ordinals.starting_at(1),
                    files={"/etc/redis/role.conf": Settings.spaced({"replicaof": "redis-0.redis 6379"})},
                ),
            },
            startup=AppProbe.tcp(period=Duration.seconds(2), failure_threshold=1800),
            readiness=AppProbe.exec(["redis-cli", "-e", "ping"], period=Duration.seconds(5), timeout=Duration.seconds(3)),
            liveness=AppProbe.tcp(period=Duration.seconds(10), timeout=Duration.seconds(5), failure_threshold=6),
            client_services={"master": ClientServiceProps(target=ServiceTarget.role("master"))},
        )

    @property
    def master_host(self) -> str:
        return self.role("master").hosts[0]


def redis(scope) -> None:
    chart = Chart(scope, "redis")
    cache = Redis(
        chart,
        "Cache",
        replicas=3,
        storage=Size.gibibytes(1),
        max_memory=Size.mebibytes(192),
        resources=resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(384), Size.mebibytes(256)),
        network_access=NetworkAccess.isolated(NetworkPeer.pods({"redis-client": "true"})),
    )
    assert cache.master_host == "redis-0.redis", cache.master_host


def quickstart(scope) -> None:
    chart = Chart(scope, "quickstart")
    secret = Secret.from_secret_name(chart, "Passwords", "mysql-passwords")
    ping = ["mysqladmin", "--no-defaults", "--socket=/var/run/mysqld/mysqld.sock", "ping"]
    StatefulApp(
        chart,
        "Mysql",
        name="mysql",
        replicas=3,
        image="mysql:9.7",
        user=999,
        ports=[Port.tcp(3306, name="mysql")],
        claims={"data": ClaimProps(size=Size.gibibytes(10), mount_path="/var/lib/mysql")},
        empty_dirs={"/var/run/mysqld": EmptyDirOptions()},
        secret_files={"/run/secrets/mysql/root-password": SecretFile(secret=secret, key="root-password")},
        env={"MYSQL_ROOT_PASSWORD_FILE": EnvValue.from_value("/run/secrets/mysql/root-password")},
        startup=AppProbe.tcp(period=Duration.seconds(5), failure_threshold=720),
        readiness=AppProbe.tcp(period=Duration.seconds(5)),
        liveness=AppProbe.exec(ping, period=Duration.seconds(10), timeout=Duration.seconds(5), failure_threshold=6),
        termination_grace_period=Duration.minutes(2),
        resources=resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(768)),
        network_access=NetworkAccess.isolated(NetworkPeer.pods({"mysql-client": "true"})),
    )


def mysql(scope) -> None:
    chart = Chart(scope, "mysql")
    secret = Secret.from_secret_name(chart, "Passwords", "mysql-passwords")
    database = MySql(
        chart,
        "Db",
        replicas=3,
        storage=Size.gibibytes(20),
        first_boot=True,
        accounts=MySqlAccountsProps(
            root_password=SecretValue(secret=secret, key="root"),
            replication_password=SecretValue(secret=secret, key="replication"),
            application=MySqlApplication(database="shop", user="shop", password=SecretValue(secret=secret, key="shop")),
        ),
        backup=MySqlBackup(password=SecretValue(secret=secret, key="backup"), storage=Size.gibibytes(20)),
        max_lag=Duration.seconds(30),
        resources=resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(768)),
        network_access=NetworkAccess.isolated(),
    )
    shop = client(
        chart,
        "Shop",
        image="mysql:9.7",
        user=999,
        script=script("mysql/shop.sh"),
        resources=resources(Cpu.millis(50), Cpu.millis(250), Size.mebibytes(128)),
    )
    database.bind(shop, isolate_client=True)


def kafka(scope) -> None:
    chart = Chart(scope, "kafka")
    cluster = Kafka(
        chart,
        "Kafka",
        replicas=3,
        storage=Size.gibibytes(100),
        cluster_id="b3JkZXJzIG9mIGEgc2hvcA",
        first_boot=True,
        resources=resources(Cpu.millis(200), Cpu.units(2), Size.mebibytes(768)),
        network_access=NetworkAccess.isolated(),
    )
    cluster.add_topic("orders", partitions=6, config={"retention.ms": "86400000"})
    for name in ["producer", "consumer"]:
        application = client(
            chart,
            name,
            image="apache/kafka:4.3.1",
            user=1000,
            script=script(f"kafka/{name}.sh"),
            resources=resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(256)),
        )
        cluster.bind(application, isolate_client=True)


def zookeeper(scope) -> None:
    chart = Chart(scope, "zookeeper")
    ensemble = ZooKeeper(
        chart,
        "Zk",
        replicas=3,
        storage=Size.gibibytes(10),
        first_boot=True,
        resources=resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(512)),
        network_access=NetworkAccess.isolated(),
    )
    workers = client(
        chart,
        "Workers",
        image="zookeeper:3.9",
        user=1000,
        script=script("zookeeper/worker.sh"),
        resources=resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(192)),
        replicas=2,
    )
    ensemble.bind(workers, chroot="/shop", isolate_client=True)


CHARTS = [quickstart, redis, mysql, kafka, zookeeper]
