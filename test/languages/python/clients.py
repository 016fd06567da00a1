"""Applications of four lines of cdk8s-plus are bound to one set, and to a set of another program."""
import cdk8s
import cdk8s_plus_28
import cdk8s_plus_31
import cdk8s_plus_33
import cdk8s_plus_34
from cdk8s_stateful_app import MySql, MySqlAccountsProps, MySqlApplication, MySqlTls, NetworkAccess

LINES = [cdk8s_plus_28, cdk8s_plus_31, cdk8s_plus_33, cdk8s_plus_34]

chart = cdk8s.Chart(cdk8s.Testing.app(), "clients", namespace="shop")
secret = cdk8s_plus_34.Secret.from_secret_name(chart, "Auth", "mysql-passwords")


def value(key):
    return cdk8s_plus_28.SecretValue(secret=secret, key=key)


db = MySql(
    chart,
    "Db",
    replicas=3,
    storage=cdk8s.Size.gibibytes(20),
    accounts=MySqlAccountsProps(
        root_password=value("root"),
        replication_password=value("replication"),
        application=MySqlApplication(database="shop", user="shop", password=value("shop")),
    ),
    tls=MySqlTls(certificate=secret),
    network_access=NetworkAccess.isolated(),
)
for plus in LINES:
    client = plus.Deployment(chart, plus.__name__, containers=[plus.ContainerProps(name="main", image="shop:1.0")])
    db.bind(client, isolate_client=plus is cdk8s_plus_31)

elsewhere = cdk8s_plus_33.Deployment(chart, "Elsewhere", containers=[cdk8s_plus_33.ContainerProps(image="shop:1.0")])
MySql.from_name(chart, "Other", "orders", namespace="orders").bind(elsewhere)

manifests = cdk8s.Testing.synth(chart)
deployments = [manifest for manifest in manifests if manifest["kind"] == "Deployment"]
assert len(deployments) == len(LINES) + 1
for manifest in deployments[:-1]:
    main = manifest["spec"]["template"]["spec"]["containers"][0]
    names = [variable["name"] for variable in main["env"]]
    assert {"MYSQL_PRIMARY_HOST", "MYSQL_PASSWORD"} <= set(names), names
    assert main["volumeMounts"][0]["mountPath"] == "/etc/mysql-client-ca", main["volumeMounts"]
others = deployments[-1]["spec"]["template"]["spec"]["containers"][0]["env"]
assert {"name": "MYSQL_PRIMARY_HOST", "value": "orders-primary.orders"} in others, others

policies = [manifest for manifest in manifests if manifest["kind"] == "NetworkPolicy"]
assert len(policies) == 2, [policy["metadata"]["name"] for policy in policies]

try:
    db.bind(db)
except Exception as error:
    assert "client of bind must be a ClientWorkload, got a MySql" in str(error), error
else:
    raise AssertionError("a set was accepted as an application")

print(f"{len(deployments)} passed, 0 failed")
