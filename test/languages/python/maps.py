"""Dicts in maps become structs, and a key that a struct does not have is an error."""
from cdk8s import App, Chart, Duration, Size, Testing
from cdk8s_plus_28 import Secret
from cdk8s_stateful_app import Ordinals, Port, ServiceTarget, StatefulApp

SIZE = Size.gibibytes(1)


def manifests(**props) -> list:
    chart = Chart(App(), "shop")
    secret = Secret.from_secret_name(chart, "Auth", "redis-auth")
    app = StatefulApp(
        chart,
        "Cache",
        name="redis",
        replicas=2,
        image="redis:8",
        user=999,
        ports=[Port.tcp(6379, name="redis")],
        secret_files={"/run/secrets/redis/password": {"secret": secret, "key": "password"}},
        roles={"all": {"ordinals": Ordinals.all(), "files": {"/etc/redis/role.conf": "any\n"}}},
        client_services={"read": {"target": ServiceTarget.all(), "client_affinity": Duration.minutes(5)}},
        **{"claims": {"data": {"size": SIZE, "mount_path": "/data", "storage_class_name": "fast"}}, **props},
    )
    app.add_job("check", command=["check"], empty_dirs={"/work": {"in_memory": True, "size_limit": SIZE}})
    return Testing.synth(chart)


def find(kind: str, name: str, objects: list) -> dict:
    return next(o for o in objects if o["kind"] == kind and o["metadata"]["name"].startswith(name))


def mistake(**props) -> str:
    try:
        manifests(**props)
    except TypeError as error:
        return str(error)
    return "accepted"


objects = manifests(empty_dirs={"/cache": {"in_memory": True, "size_limit": SIZE}, "/scratch": {}})
claim = find("StatefulSet", "redis", objects)["spec"]["volumeClaimTemplates"][0]["spec"]
assert claim["storageClassName"] == "fast", claim
volumes = find("StatefulSet", "redis", objects)["spec"]["template"]["spec"]["volumes"]
assert [v["emptyDir"] for v in volumes if "emptyDir" in v].count({"medium": "Memory", "sizeLimit": "1Gi"}) == 1, volumes
assert find("Service", "redis-read", objects)["spec"]["sessionAffinityConfig"] == {"clientIP": {"timeoutSeconds": 300}}
assert {"medium": "Memory", "sizeLimit": "1Gi"} in [
    v.get("emptyDir") for v in find("Job", "redis-check", objects)["spec"]["template"]["spec"]["volumes"]
]

camel = mistake(claims={"data": {"size": SIZE, "mountPath": "/data"}})
assert camel == "ClaimProps.__init__() got an unexpected keyword argument 'mountPath'", camel
unknown = mistake(claims={"data": {"size": SIZE, "mount_pth": "/data"}})
assert unknown == "ClaimProps.__init__() got an unexpected keyword argument 'mount_pth'", unknown
empty = mistake(empty_dirs={"/cache": {"sizeLimit": SIZE}})
assert empty == "EmptyDirOptions.__init__() got an unexpected keyword argument 'sizeLimit'", empty

print("4 passed, 0 failed")
