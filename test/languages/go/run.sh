#!/usr/bin/env bash
# usage: run.sh
# Compiles and runs the consumer with the module that `npx projen package:go` wrote, and follows the page.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT

cp "$here"/*.go "$here/go.mod" "$work"
cd "$work"
module=$(sed -n 's/^module //p' "$root/dist/go/statefulapp/go.mod")
# cdk8s-plus requires a later one, which some mirrors do not serve; this is the oldest that the library allows
cdk8s=$(awk '/cdk8s-core-go/ { print $1 "@" $2 }' "$root/dist/go/statefulapp/go.mod")
replace=(go mod edit -replace "$module=$root/dist/go/statefulapp" -replace "${cdk8s%@*}=$cdk8s")
"${replace[@]}"
version=$(<"$root/dist/go/statefulapp/version")
go get "$module@v$version"
go mod tidy
go build -o consumer .
mkdir out
EXAMPLES=$root/examples ./consumer out
"$here/../compare.sh" out

mkdir page
cd page
sed "s|^go mod init shop$|&; ${replace[*]}|" "$root/docs/languages/go.md" >page.md
"$here/../page.sh" page.md
