#!/usr/bin/env bash
# One would expect: JsonPatch.replace of cdk8s follows RFC 6902, by which the target must exist: a misspelt path fails at synthesis,
#   as the same patch fails with kubectl patch --type=json or in a kustomization.
# What happens: replace creates the misspelt field, and remove of a field that is not there does nothing. Only a missing parent fails.
# Why it matters: JSON patches are cdk8s' way to set what its constructs do not offer, a grace period or an update
#   strategy. The misspelt field is in the manifest beside the old one, and the API server drops it with a warning.
# Source: RFC 6902, 4.2 and 4.3; cdk8s applies patches through fast-json-patch without its validation.
. "$(dirname "$0")/common.bash"

npm_install cdk8s@2.70.106 constructs@10.8.1
cat >patch.js <<'JS'
const { ApiObject, JsonPatch, Testing } = require('cdk8s');
const chart = Testing.chart();
const set = new ApiObject(chart, 'set', { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { minReadySeconds: 5 } });
set.addJsonPatch(JsonPatch.replace('/spec/minReadySecond', 60), JsonPatch.remove('/spec/replica'));
process.stdout.write(JSON.stringify(Testing.synth(chart)[0].spec));
JS
spec=$(node patch.js)
go_run gopkg.in/evanphx/json-patch.v4@v4.13.0 >out.txt <<'GO'
package main

import (
	"fmt"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
)

func main() {
	for _, text := range []string{
		`[{ "op": "replace", "path": "/spec/minReadySecond", "value": 60 }]`,
		`[{ "op": "remove", "path": "/spec/replica" }]`,
	} {
		patch, err := jsonpatch.DecodePatch([]byte(text))
		if err != nil {
			panic(err)
		}
		_, err = patch.Apply([]byte(`{ "spec": { "minReadySeconds": 5 } }`))
		fmt.Println(err != nil)
	}
}
GO
server=$(paste -sd ' ' out.txt)
seen 'cdk8s 2.70.106, spec after replace and remove of misspelt fields' '{"minReadySeconds":5,"minReadySecond":60}' "$spec"
seen 'the API server'"'"'s evanphx/json-patch 4.13.0 refuses the first, the second' 'true true' "$server"
conclude
