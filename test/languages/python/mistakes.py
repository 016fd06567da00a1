"""Ten mistakes, whose messages the test compares with those of the other languages."""
from cdk8s import App, Chart, Size
from cdk8s_plus_28 import Secret, SecretValue
from cdk8s_stateful_app import ClaimProps, DisruptionBudget, Kafka, MySql, MySqlAccountsProps, Port, StatefulApp, ZooKeeper


def chart() -> Chart:
    return Chart(App(), "shop")


def app(**props) -> StatefulApp:
    return StatefulApp(chart(), "Cache", **{"name": "cache", "replicas": 3, "image": "redis:8", "user": 999, **props})


def mysql(**props) -> MySql:
    scope = chart()
    secret = Secret.from_secret_name(scope, "Passwords", "mysql-passwords")
    accounts = MySqlAccountsProps(
        root_password=SecretValue(secret=secret, key="root"),
        replication_password=SecretValue(secret=secret, key="replication"),
    )
    return MySql(scope, "Db", **{"replicas": 3, "storage": Size.gibibytes(20), "accounts": accounts, **props})


def kafka(**props) -> Kafka:
    return Kafka(chart(), "Kafka", **{"replicas": 3, "storage": Size.gibibytes(100), "cluster_id": "b3JkZXJzIG9mIGEgc2hvcA", **props})


def zookeeper(**props) -> ZooKeeper:
    return ZooKeeper(chart(), "Zk", **{"replicas": 3, "storage": Size.gibibytes(10), **props})


MISTAKES = [
    lambda: app(name="Cache"),
    lambda: app(replicas=2.5),
    lambda: app(claims={"data": ClaimProps(size=Size.gibibytes(1), mount_path="data")}),
    lambda: app(disruption_budget=DisruptionBudget.max_unavailable(0)),
    lambda: app().fqdn(7),
    lambda: app(ports=[Port.tcp(70000)]),
    lambda: mysql(primary_ordinal=5),
    lambda: mysql(primary_settings={"innodb_buffer_pol_size": "1G"}),
    lambda: kafka(replicas=0, storage=Size.gibibytes(0)),
    lambda: zookeeper(replicas=4),
]


def messages() -> str:
    texts = []
    for mistake in MISTAKES:
        try:
            mistake()
            texts.append("accepted")
        except RuntimeError as error:
            texts.append(str(error))
    return "\n\n".join(texts) + "\n"
