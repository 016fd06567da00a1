#!/usr/bin/env bash
# One would expect: a manifest that Kubernetes' own YAML library wrote comes through cdk8s' Include unchanged.
# What happens: the text "e2", a lone dot and every other "e" with digits after it turn into the number NaN, written as .nan.
#   Go's library writes them without quotes, since they are no numbers in any version of YAML. The npm library yaml, in the
#   YAML 1.1 mode that cdk8s chooses, takes the digits before the exponent and behind the dot as optional and finds a float.
# Why it matters: node selectors on machine families ("e2"), `workingDir: .`, `path: .` and short hashes of releases are
#   plain texts in charts and in output of kubectl. Include and Helm both read through Yaml.load. The API server refuses
#   the pod at best; in a custom resource without a schema for that field the value is gone.
# Source: the float pattern in schema/yaml-1.1/float.js of the npm package yaml 2.9.1.
. "$(dirname "$0")/common.bash"

go_run sigs.k8s.io/yaml@v1.6.0 >pod.yaml <<'GO'
package main

import (
	"fmt"

	"sigs.k8s.io/yaml"
)

func main() {
	out, err := yaml.Marshal(map[string]any{
		"apiVersion": "v1", "kind": "Pod", "metadata": map[string]any{"name": "db"},
		"spec": map[string]any{
			"nodeSelector": map[string]any{"family": "e2", "release": "e10"},
			"containers":   []any{map[string]any{"name": "db", "workingDir": "."}},
		},
	})
	if err != nil {
		panic(err)
	}
	fmt.Print(string(out))
}
GO
npm_install cdk8s@2.70.106 constructs@10.8.1 yaml@2.9.1
cat >include.js <<'JS'
const { Include, Testing, Yaml } = require('cdk8s');
const chart = Testing.chart();
new Include(chart, 'pod', { url: 'pod.yaml' });
process.stdout.write(Yaml.stringify(...Testing.synth(chart)));
JS
node include.js >included.yaml

# usage: values FILE
values() {
  sed -n 's/^ *-* *\(family\|release\|workingDir\): //p' "$1" | sort | paste -sd ' '
}
written=$(values pod.yaml)
included=$(values included.yaml)
seen 'sigs.k8s.io/yaml 1.6.0 writes' '. e10 e2' "$written"
seen 'cdk8s 2.70.106 makes of it' '.nan .nan .nan' "$included"
conclude
