#!/usr/bin/env bash
# One would expect: a limit of ephemeral storage holds for the container that has it. The other containers of the pod, and its
#   empty directories, have no limit.
# What happens: Kubernetes adds up the limits of the containers to one of the pod, and leaves out those that have none. The sum of
#   a server without a limit and a sidecar with 16Mi is 16Mi. It is the same with an init container.
# Why it matters: the kubelet compares this sum with the logs, written files and empty directories of all containers of the pod,
#   and evicts it. On Kubernetes 1.35.4, a database whose exporter had a limit of 16Mi was evicted while it cloned its data.
# Source: podEphemeralStorageLimitEviction in the kubelet's eviction manager, which calls this function. The documentation says
#   that the limit of a pod is the sum of its containers' limits, and not what a missing one adds.
. "$(dirname "$0")/common.bash"

go_run k8s.io/component-helpers@v0.35.4 k8s.io/api@v0.35.4 k8s.io/apimachinery@v0.35.4 >out.txt <<'GO'
package main

import (
	"fmt"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	helpers "k8s.io/component-helpers/resource"
)

func container(limit string) v1.Container {
	if limit == "" {
		return v1.Container{}
	}
	limits := v1.ResourceList{v1.ResourceEphemeralStorage: resource.MustParse(limit)}
	return v1.Container{Resources: v1.ResourceRequirements{Limits: limits}}
}

func show(spec v1.PodSpec) {
	limit, found := helpers.PodLimits(&v1.Pod{Spec: spec}, helpers.PodResourcesOptions{})[v1.ResourceEphemeralStorage]
	if !found {
		fmt.Println("none")
		return
	}
	fmt.Println(limit.String())
}

func main() {
	show(v1.PodSpec{Containers: []v1.Container{container(""), container("")}})
	show(v1.PodSpec{Containers: []v1.Container{container(""), container("16Mi")}})
	show(v1.PodSpec{Containers: []v1.Container{container("")}, InitContainers: []v1.Container{container("32Mi")}})
	show(v1.PodSpec{Containers: []v1.Container{container("1Gi"), container("16Mi")}})
}
GO
seen 'the limit of a pod without limits' none "$(sed -n 1p out.txt)"
seen 'a server without a limit, and a sidecar with 16Mi' 16Mi "$(sed -n 2p out.txt)"
seen 'a server without a limit, and an init container with 32Mi' 32Mi "$(sed -n 3p out.txt)"
seen 'a server with 1Gi, and a sidecar with 16Mi' 1040Mi "$(sed -n 4p out.txt)"
conclude
