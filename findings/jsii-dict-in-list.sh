#!/usr/bin/env bash
# One would expect: in Python a dict may be passed wherever jsii wants a struct, and its keys are the snake_case names of
#   the struct's members, at every depth; a key that the struct lacks is an error.
# What happens: that holds for a struct inside a struct. Inside a list or a map, a dict goes to JavaScript as it is: each
#   key of more than one word is dropped without a warning, and so are misspelt keys. There the camelCase names work,
#   which raise a TypeError one level up.
# Why it matters: the containers of a StatefulSet are a list. A container given as a dict keeps its name and its image and
#   loses volume_mounts: the server writes its data into the container's own file system, and the first restart deletes it.
. "$(dirname "$0")/common.bash"

pip_install cdk8s-plus-33==2.5.63 cdk8s==2.70.115 constructs==10.8.1 jsii==1.142.0
cat >synth.py <<'PY'
import json
import cdk8s
from cdk8s_plus_33 import k8s

chart = cdk8s.Testing.chart()
container = {
    "name": "db",
    "image": "db:1",
    "image_pull_policy": "Always",
    "volume_mounts": [{"name": "data", "mount_path": "/data"}],
    "no_such_member": 1,
    "terminationMessagePolicy": "FallbackToLogsOnError",
}
pod = {"termination_grace_period_seconds": 300, "containers": [container]}
template = {"metadata": {"labels": {"app": "db"}}, "spec": pod}
k8s.KubeStatefulSet(chart, "db", spec={"service_name": "db", "selector": {"match_labels": {"app": "db"}}, "template": template})
spec = cdk8s.Testing.synth(chart)[0]["spec"]
print(spec["serviceName"], spec["template"]["spec"]["terminationGracePeriodSeconds"])
print(json.dumps(spec["template"]["spec"]["containers"][0]))

try:
    k8s.KubeStatefulSet(chart, "camel", spec={"serviceName": "db", "selector": {}, "template": template})
except TypeError as error:
    print("TypeError:", "serviceName" in str(error))
PY
JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 "$work/python/bin/python" synth.py >out.txt
nested=$(sed -n 1p out.txt)
container=$(sed -n 2p out.txt)
camel=$(sed -n 3p out.txt)
seen 'jsii 1.142.0 keeps snake_case keys of nested dicts' 'db 300' "$nested"
seen 'and the container of the list becomes' \
  '{"image": "db:1", "name": "db", "terminationMessagePolicy": "FallbackToLogsOnError"}' "$container"
seen 'a camelCase key outside a list' 'TypeError: True' "$camel"
conclude
