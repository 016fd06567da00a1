#!/usr/bin/env bash
# One would expect: kubectl apply treats two ports of a Service with the same number, one TCP and one UDP, as two ports: the API
#   server does, and keeps (port, protocol) unique.
# What happens: the client-side merge has the number alone as its key. A manifest that adds UDP to a Service with TCP changes
#   nothing; one that removes TCP from both takes away both; one that renames the UDP port renames the TCP port.
# Why it matters: Galera (4567), Consul (8301), DNS and QUIC need both protocols on one port. The first apply creates what was
#   written, so a test in a fresh cluster passes; the next change is reported as applied. Server-side
#   apply has both fields as its key and is not concerned.
# Source: kubernetes/kubernetes issue 39188.
. "$(dirname "$0")/common.bash"

go_run k8s.io/apimachinery@v0.37.2 k8s.io/api@v0.37.2 >out.txt <<'GO'
package main

import (
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

var (
	tcp     = corev1.ServicePort{Name: "tcp", Port: 4567, Protocol: "TCP"}
	udp     = corev1.ServicePort{Name: "udp", Port: 4567, Protocol: "UDP"}
	renamed = corev1.ServicePort{Name: "new", Port: 4567, Protocol: "UDP"}
)

func service(ports ...corev1.ServicePort) []byte {
	text, err := json.Marshal(corev1.Service{Spec: corev1.ServiceSpec{Ports: ports}})
	if err != nil {
		panic(err)
	}
	return text
}

// What kubectl apply sends for a Service that nobody else changed, and the API server's result.
func apply(live, manifest []byte) {
	schema, err := strategicpatch.NewPatchMetaFromStruct(corev1.Service{})
	if err != nil {
		panic(err)
	}
	patch, err := strategicpatch.CreateThreeWayMergePatch(live, manifest, live, schema, true)
	if err != nil {
		panic(err)
	}
	text, err := strategicpatch.StrategicMergePatch(live, patch, corev1.Service{})
	if err != nil {
		panic(err)
	}
	var result corev1.Service
	if err := json.Unmarshal(text, &result); err != nil {
		panic(err)
	}
	line := ""
	for _, port := range result.Spec.Ports {
		line += fmt.Sprintf("%s/%s ", port.Name, port.Protocol)
	}
	fmt.Println(line)
}

func main() {
	apply(service(tcp), service(tcp, udp))
	apply(service(tcp, udp), service(udp))
	apply(service(tcp, udp), service(tcp, renamed))
}
GO
added=$(sed -n 1p out.txt)
removed=$(sed -n 2p out.txt)
renamed=$(sed -n 3p out.txt)
seen 'apimachinery 0.37.2, ports after adding udp/UDP to tcp/TCP' 'tcp/TCP ' "$added"
seen 'ports after removing tcp/TCP from tcp/TCP and udp/UDP' '' "$removed"
seen 'ports after renaming udp/UDP to new' 'new/TCP udp/UDP ' "$renamed"
conclude
