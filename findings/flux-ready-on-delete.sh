#!/usr/bin/env bash
# One would expect: Flux, told to wait for a StatefulSet, waits until the set's pods are ready, whatever the update strategy; and
#   a custom resource with the condition NotReady=True is not ready.
# What happens: with the strategy OnDelete the set is done at once, with none of three pods ready. A partition above all ordinals
#   is done with no pod updated. The custom resource is done, too: only a condition of the type Ready counts, and without
#   one the object is taken for finished, even before its operator has looked at it.
# Why it matters: OnDelete is the strategy of systems whose operator or person restarts members in a safe order. A
#   Kustomization that depends on such a set (a migration, a client) starts while the database is down, and each health check is green.
# Source: stsConditions in the package's pkg/kstatus/status/core.go; kustomize-controller and helm-controller use it.
. "$(dirname "$0")/common.bash"

go_run github.com/fluxcd/cli-utils@v1.3.0 k8s.io/apimachinery@v0.37.0 sigs.k8s.io/yaml@v1.6.0 >out.txt <<'GO'
package main

import (
	"fmt"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const noneReady = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, generation: 1 }
spec: { replicas: 3, updateStrategy: { type: %s } }
status:
  { observedGeneration: 1, replicas: 3, readyReplicas: 0, currentReplicas: 3, updatedReplicas: 3, currentRevision: a, updateRevision: a }
`

const partition = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, generation: 2 }
spec: { replicas: 3, updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 3 } } }
status:
  { observedGeneration: 2, replicas: 3, readyReplicas: 3, currentReplicas: 3, updatedReplicas: 0, currentRevision: a, updateRevision: b }
`

const custom = `
apiVersion: example.com/v1
kind: Database
metadata: { name: db, generation: 5 }
status: { conditions: [{ type: NotReady, status: "True" }] }
`

func main() {
	for _, text := range []string{fmt.Sprintf(noneReady, "RollingUpdate"), fmt.Sprintf(noneReady, "OnDelete"), partition, custom} {
		json, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			panic(err)
		}
		object := &unstructured.Unstructured{}
		if err := object.UnmarshalJSON(json); err != nil {
			panic(err)
		}
		result, err := status.Compute(object)
		if err != nil {
			panic(err)
		}
		fmt.Println(result.Status)
	}
}
GO
statuses=$(paste -sd ' ' out.txt)
seen 'fluxcd/cli-utils 1.3.0 on: none of 3 ready with RollingUpdate, with OnDelete, partition 3, custom NotReady' \
  'InProgress Current Current Current' "$statuses"
conclude
