#!/usr/bin/env bash
# One would expect: a JSON patch that replaces a misspelt field fails, at the latest in the API server: by RFC 6902 the target of
#   replace must exist, and the API server does refuse to remove a field that is not there.
# What happens: the package that the API server and kustomize use, json-patch.v4, adds the misspelt field in the place of an
#   error; its own next major version refuses it. cdk8s goes further: its patches neither refuse replace nor remove.
# Why it matters: replace is taken instead of add for its protection, as in `replace /spec/minReadySecond`. The patch is reported
#   as done, the field that was meant keeps its value, and the API server drops the misspelt one, with a warning at most.
# Source: RFC 6902, 4.2 and 4.3; the go.mod of k8s.io/kubernetes 1.36.3 and of sigs.k8s.io/kustomize/api 0.21.
. "$(dirname "$0")/common.bash"

npm_install cdk8s@2.70.106 constructs@10.8.1
cat >patch.js <<'JS'
const { ApiObject, JsonPatch, Testing } = require('cdk8s');
for (const patch of [JsonPatch.replace('/spec/minReadySecond', 60), JsonPatch.remove('/spec/replica')]) {
  const chart = Testing.chart();
  const set = new ApiObject(chart, 'set', { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { minReadySeconds: 5 } });
  set.addJsonPatch(patch);
  console.log(JSON.stringify(Testing.synth(chart)[0].spec));
}
JS
node patch.js >cdk8s.txt
go_run gopkg.in/evanphx/json-patch.v4@v4.13.0 github.com/evanphx/json-patch/v5@v5.9.11 >out.txt <<'GO'
package main

import (
	"fmt"

	v5 "github.com/evanphx/json-patch/v5"
	v4 "gopkg.in/evanphx/json-patch.v4"
)

func show(result []byte, err error) {
	if err != nil {
		fmt.Println("refused")
	} else {
		fmt.Println(string(result))
	}
}

func main() {
	spec := []byte(`{"minReadySeconds":5}`)
	for _, text := range []string{
		`[{ "op": "replace", "path": "/minReadySecond", "value": 60 }]`,
		`[{ "op": "remove", "path": "/replica" }]`,
	} {
		server, err := v4.DecodePatch([]byte(text))
		if err != nil {
			panic(err)
		}
		show(server.Apply(spec))
		next, err := v5.DecodePatch([]byte(text))
		if err != nil {
			panic(err)
		}
		show(next.Apply(spec))
	}
}
GO
cdk8s=$(paste -sd ' ' cdk8s.txt)
replace=$(sed -n 1,2p out.txt | paste -sd ' ')
remove=$(sed -n 3,4p out.txt | paste -sd ' ')
seen 'cdk8s 2.70.106 after replace, after remove of a missing field' \
  '{"minReadySeconds":5,"minReadySecond":60} {"minReadySeconds":5}' "$cdk8s"
seen 'json-patch 4.13.0, 5.9.11 after replace' '{"minReadySecond":60,"minReadySeconds":5} refused' "$replace"
seen 'json-patch 4.13.0, 5.9.11 after remove' 'refused refused' "$remove"
conclude
