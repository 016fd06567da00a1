#!/usr/bin/env bash
# One would expect: a patch that gives an environment variable a valueFrom, a volume a claim, a probe a socket or a set the
#   strategy OnDelete replaces the value, the emptyDir, the command and the partition that were there, as kubectl apply of such
#   a manifest does.
# What happens: kustomize merges field by field, and both alternatives are in the result. The API server refuses each of the four:
#   "may not be specified when value is not empty", "may not specify more than 1 volume type", and so on.
# Why it matters: an overlay that moves a password into a Secret, or a scratch volume onto a disk, builds and passes a schema
#   check (the union is not in the schema), and fails in the cluster. The old alternative has to be set to null by name, which
#   ties the overlay to what the base happens to use: a base that changes its alternative breaks the overlay again.
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
  updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 1 } }
  template:
    spec:
      containers:
        - name: db
          env: [{ name: PASSWORD, value: secret }]
          livenessProbe: { exec: { command: [check] } }
      volumes: [{ name: scratch, emptyDir: {} }]
`

const overlay = `
resources: [set.yaml]
patches:
  - patch: |
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: db }
      spec:
        updateStrategy: { type: OnDelete }
        template:
          spec:
            containers:
              - name: db
                env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
                livenessProbe: { tcpSocket: { port: 3306 } }
            volumes: [{ name: scratch, persistentVolumeClaim: { claimName: scratch } }]
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
	text, err := built.AsYaml()
	if err != nil {
		panic(err)
	}
	fmt.Print(string(text))
}
GO
# usage: fields PATTERN
fields() {
  grep -oE "$1" out.yaml | sort -u | paste -sd ' '
}
variable=$(fields 'value(From)?:')
volume=$(fields 'emptyDir:|persistentVolumeClaim:')
probe=$(fields 'exec:|tcpSocket:')
strategy=$(fields 'OnDelete|partition:')
seen 'kustomize 0.21.2, a variable moved to a Secret has' 'value: valueFrom:' "$variable"
seen 'a volume moved to a claim has' 'emptyDir: persistentVolumeClaim:' "$volume"
seen 'a probe moved to a socket has' 'exec: tcpSocket:' "$probe"
seen 'a strategy moved to OnDelete has' 'OnDelete partition:' "$strategy"
conclude
