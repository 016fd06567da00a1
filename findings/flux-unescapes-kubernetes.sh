#!/usr/bin/env bash
# One would expect: Flux' substitution concerns ${NAME} alone, so $$(POD_NAME), the way to write a literal $(POD_NAME) in a
#   container's args, reaches the kubelet as it is; and a relabeling's ${1} is no variable, so it stays.
# What happens: Flux, too, takes $$ for an escaped dollar, before anything else. It hands $(POD_NAME) to the API server, and
#   the kubelet then expands what its author had escaped. ${1} is a variable to Flux, unset, hence empty.
# Why it matters: a log format, a template or a line of shell that was escaped correctly for Kubernetes, and works with
#   kubectl apply, changes its meaning in the same manifest under Flux, once any substitution is configured.
#   `replacement: ${1}:9308` of a ServiceMonitor becomes ":9308", and all members of a set are scraped at no host. `kill $$`
#   in a script of a ConfigMap becomes `kill $`.
# Source: Kubernetes' third_party/forked/golang/expansion; the lexer of fluxcd/pkg/envsubst.
. "$(dirname "$0")/common.bash"

mkdir go
kubernetes=$(go mod download -json k8s.io/kubernetes@v1.36.3 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
mkdir go/expansion
cp "$kubernetes/third_party/forked/golang/expansion/expand.go" go/expansion
go_run github.com/fluxcd/pkg/envsubst@v1.8.0 >out.txt <<'GO'
package main

import (
	"fmt"

	"finding/expansion"

	"github.com/fluxcd/pkg/envsubst"
)

func main() {
	kubelet := expansion.MappingFuncFor(map[string]string{"POD_NAME": "db-0"})
	for _, text := range []string{"$$(POD_NAME)", "${1}:9308", "kill $$"} {
		// the lookup that Flux uses unless strict substitution is switched on
		substituted, err := envsubst.Eval(text, func(name string) (string, bool) { return "", true })
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s|%s|%s\n", substituted, expansion.Expand(text, kubelet), expansion.Expand(substituted, kubelet))
	}
}
GO
escaped=$(sed -n 1p out.txt)
group=$(sed -n 2p out.txt | cut -d '|' -f 1)
pid=$(sed -n 3p out.txt | cut -d '|' -f 1)
# shellcheck disable=SC2016
seen '$$(POD_NAME) after envsubst 1.8.0, in the kubelet 1.36.3 without Flux, in the kubelet with Flux' \
  '$(POD_NAME)|$(POD_NAME)|db-0' "$escaped"
# shellcheck disable=SC2016
seen '${1}:9308 after envsubst' ':9308' "$group"
# shellcheck disable=SC2016
seen 'kill $$ after envsubst' 'kill $' "$pid"
conclude
