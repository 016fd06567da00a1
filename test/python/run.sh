#!/usr/bin/env bash
# usage: run.sh
# Builds the Python package from a copy of the repository, installs it in an empty environment next to four lines of cdk8s-plus, and runs
# clients.py. Takes about five minutes, so it is not part of CI.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/repository"
cd "$root"
cp -r .npmignore .projen CHANGELOG.md LICENSE README.md docs package.json projenrc src tsconfig.json "$work/repository"
ln -s "$root/node_modules" "$work/repository/node_modules"

cd "$work/repository"
npm pkg set jsii.targets.python.distName=cdk8s-stateful-app jsii.targets.python.module=cdk8s_stateful_app
npx projen compile
npx jsii-pacmak --targets python --outdir "$work/dist"

python3 -m venv "$work/environment"
"$work/environment/bin/pip" install --quiet "$work"/dist/python/*.whl cdk8s-plus-28 cdk8s-plus-31 cdk8s-plus-33 cdk8s-plus-34
cd "$work"
"$work/environment/bin/python" "$root/test/python/clients.py"
