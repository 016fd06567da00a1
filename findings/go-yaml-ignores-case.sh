#!/usr/bin/env bash
# One would expect: a manifest that passes UnmarshalStrict of Kubernetes' YAML library into Kubernetes' own types has no field
#   that the API server does not know.
# What happens: field names are matched without regard to case, in the strict form, too: "Replicas" and "SERVICENAME" fill the
#   struct and are no error. The API server reads through sigs.k8s.io/json, where case counts: for it both are unknown.
# Why it matters: operators, tests in Go and admission tools check manifests with the first; "3 replicas" is asserted, and the
#   cluster runs one, with a warning in the answer to kubectl, or refuses the object where fields are validated strictly.
# Source: encoding/json on case-insensitive matches; the README of sigs.k8s.io/json.
. "$(dirname "$0")/common.bash"

go_run sigs.k8s.io/yaml@v1.6.0 sigs.k8s.io/json@v0.0.0-20250730193827-2d320260d730 k8s.io/api@v0.37.2 >out.txt <<'GO'
package main

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	"sigs.k8s.io/json"
	"sigs.k8s.io/yaml"
)

const manifest = "spec: { Replicas: 3, SERVICENAME: db }"

func main() {
	var client, server appsv1.StatefulSet
	err := yaml.UnmarshalStrict([]byte(manifest), &client)
	fmt.Println(*client.Spec.Replicas, client.Spec.ServiceName, err)

	text, err := yaml.YAMLToJSON([]byte(manifest))
	if err != nil {
		panic(err)
	}
	unknown, err := json.UnmarshalStrict(text, &server)
	if err != nil {
		panic(err)
	}
	fmt.Println(server.Spec.Replicas == nil, server.Spec.ServiceName == "", unknown)
}
GO
client=$(sed -n 1p out.txt)
server=$(sed -n 2p out.txt)
seen 'sigs.k8s.io/yaml 1.6.0, strict (replicas, service name, error)' '3 db <nil>' "$client"
seen 'sigs.k8s.io/json 0.0.0-20250730193827-2d320260d730, strict (no replicas, no service name, unknown fields)' \
  'true true [unknown field "spec.Replicas" unknown field "spec.SERVICENAME"]' "$server"
conclude
