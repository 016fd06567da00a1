#!/usr/bin/env bash
# One would expect: a strategic merge patch that names the volumeClaimTemplate "data" and a new size changes that size, as a patch
#   that names the container "db" changes that container.
# What happens: volumeClaimTemplates has no merge key, so the patch's list replaces the whole list. "data" keeps nothing but
#   the size: access modes and storage class are gone. The other claim template, "wal", is gone as well.
# Why it matters: an overlay that sets a disk's size is the commonest patch of a stateful system. A new set without access
#   modes is refused at its claims; once the patch repeats them, the manifest is whole again and lacks the other claim.
. "$(dirname "$0")/common.bash"

go_run sigs.k8s.io/kustomize/api@v0.21.2 sigs.k8s.io/kustomize/kyaml@v0.21.2 >out.yaml <<'GO'
package main

import (
	"fmt"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  template:
    spec:
      containers:
        - { name: db, image: "db:1" }
        - { name: exporter, image: "exporter:1" }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } }
    - metadata: { name: wal }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`

const overlay = `
resources: [set.yaml]
patches:
  - patch: |
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db }
      spec:
        template:
          spec:
            containers:
              - { name: db, image: "db:2" }
        volumeClaimTemplates:
          - metadata: { name: data }
            spec: { resources: { requests: { storage: 2Gi } } }
`

func main() {
	files := filesys.MakeFsInMemory()
	for name, text := range map[string]string{"set.yaml": set, "kustomization.yaml": overlay} {
		if err := files.WriteFile("/"+name, []byte(text)); err != nil {
			panic(err)
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "/")
	if err != nil {
		panic(err)
	}
	for _, field := range []string{"spec.template.spec.containers", "spec.volumeClaimTemplates"} {
		value, err := built.Resources()[0].GetSlice(field)
		if err != nil {
			panic(err)
		}
		fmt.Println(value)
	}
}
GO
containers=$(sed -n 1p out.yaml)
claims=$(sed -n 2p out.yaml)
seen 'containers after kustomize 0.21.2' '[map[image:db:2 name:db] map[image:exporter:1 name:exporter]]' "$containers"
seen 'volumeClaimTemplates' '[map[metadata:map[name:data] spec:map[resources:map[requests:map[storage:2Gi]]]]]' "$claims"
conclude
