#!/usr/bin/env bash
# One would expect: a text in a construct's props is a text for every reader of the YAML that cdk8s writes.
# What happens: cdk8s quotes what looks like a number in YAML 1.1, such as "0x1F" or "017". The texts "0o640" (an octal number
#   only in YAML 1.2), "0X1F", "0B101" and "1e1_0" (numbers in neither) stay bare, and Kubernetes' Go library reads all
#   four as numbers: it mixes the rules of YAML 1.1 and 1.2 with those of Go's own literals.
# Why it matters: file modes for a server's configuration (log files, sockets, umask) are written as 0o640 today. As the
#   value of an environment variable or of a ConfigMap the manifest is refused by kubectl apply, at deployment, though synthesis
#   and its tests passed; an annotation of a custom resource or a free-form field silently becomes 416.
. "$(dirname "$0")/common.bash"

npm_install cdk8s@2.70.106 constructs@10.8.1 yaml@2.9.1
cat >write.js <<'JS'
const { ApiObject, Testing, Yaml } = require('cdk8s');
const chart = Testing.chart();
new ApiObject(chart, 'free', {
  apiVersion: 'example.com/v1',
  kind: 'Server',
  spec: { upper: '0X1F', mode: '0o640', bits: '0B101', gap: '1e1_0', lower: '0x1F', plain: '017' },
});
process.stdout.write(Yaml.stringify(...Testing.synth(chart)));
JS
node write.js >server.yaml
go_run sigs.k8s.io/yaml@v1.6.0 >read.txt <<'GO'
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

func main() {
	text, err := os.ReadFile("server.yaml")
	if err != nil {
		panic(err)
	}
	var object struct{ Spec map[string]any }
	if err := yaml.Unmarshal(text, &object); err != nil {
		panic(err)
	}
	for _, name := range []string{"mode", "upper", "bits", "gap", "lower", "plain"} {
		fmt.Printf("%T %v\n", object.Spec[name], object.Spec[name])
	}
}
GO
read_as=$(paste -sd ',' read.txt)
seen 'sigs.k8s.io/yaml 1.6.0 reads what cdk8s 2.70.106 wrote for 0o640 0X1F 0B101 1e1_0 0x1F 017 as' \
  'float64 416,float64 31,float64 5,float64 1e+10,string 0x1F,string 017' "$read_as"
conclude
