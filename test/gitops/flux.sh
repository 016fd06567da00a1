#!/usr/bin/env bash
# Runs the golden YAML of each example, or the given files, through the code with which Flux substitutes variables (postBuild). Fails if an
# object changes. Needs Go 1.26 and its module proxy, so CI does not run it: test/gitops.test.ts asserts the rule behind it.
# usage: test/gitops/flux.sh [FILE...]
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
module=$(mktemp -d)
trap 'rm -rf "$module"' EXIT

[ $# -gt 0 ] || set -- examples/*/golden/*.yaml
cp test/gitops/flux/main.go "$module"
(
  cd "$module"
  go mod init substitution
  go get github.com/fluxcd/pkg/kustomize@v1.41.0
  go mod tidy
  go build -o "$module/flux" .
) >"$module/log" 2>&1 || { cat "$module/log" >&2 && exit 2; }
cd "$root"
"$module/flux" "$@"
