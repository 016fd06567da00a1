#!/usr/bin/env bash
# usage: run.sh [lines]
# Installs the wheel that `npx projen package:python` built in an empty environment, runs maps.py, readme.py and consumer.py, and follows
# the page.
# With "lines", it runs clients.py next to four lines of cdk8s-plus instead, which takes minutes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/environment"
"$work/environment/bin/pip" install --quiet "$root"/dist/python/*.whl
cd "$work"
if [ "${1:-}" = lines ]; then
  "$work/environment/bin/pip" install --quiet cdk8s-plus-31 cdk8s-plus-33 cdk8s-plus-34
  "$work/environment/bin/python" "$here/clients.py"
else
  "$work/environment/bin/python" "$here/maps.py"
  "$work/environment/bin/python" "$here/readme.py"
  "$work/environment/bin/python" "$here/consumer.py" "$work/out"
  "$here/../compare.sh" "$work/out"
  mkdir page && cd page
  PIP_FIND_LINKS=$root/dist/python "$here/../page.sh" "$root/docs/languages/python.md"
fi
