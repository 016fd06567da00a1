#!/usr/bin/env bash
# usage: compare.sh DIRECTORY
# Compares the YAML of a consumer byte for byte with the golden YAML of TypeScript, and the messages of its mistakes with mistakes.txt.
set -euo pipefail

languages=$(cd "$(dirname "$0")" && pwd)
passed=0 failed=0

# usage: same EXPECTED ACTUAL
same() {
  if diff "$1" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

for yaml in "$1"/*.k8s.yaml; do
  file=${yaml##*/}
  same "$languages/../../examples/${file%.k8s.yaml}/golden/$file" "$yaml"
done
same "$languages/mistakes.txt" "$1/mistakes.txt"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 4 ]
