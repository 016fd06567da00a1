#!/usr/bin/env bash
# usage: page.sh PAGE
# Follows a page of docs/languages in the current directory: writes the first block of each kind to its file, and runs the commands in
# order. With KUBECONFIG, it applies the YAML in a new namespace of that cluster and waits for the members. Otherwise, a check that a
# StatefulSet is in the applied directory replaces kubectl.
set -euo pipefail

page=$1
mkdir -p bin src/main/java/shop
if [ -n "${KUBECONFIG:-}" ]; then
  namespace=language-page-$$
  cp "$KUBECONFIG" kubeconfig
  export KUBECONFIG=$PWD/kubeconfig
  kubectl create namespace "$namespace"
  trap 'kubectl delete namespace "$namespace" --wait=false' EXIT
  kubectl config set-context --current "--namespace=$namespace"
else
  cat >bin/kubectl <<'KUBECTL'
#!/usr/bin/env bash
[ "$1" != apply ] || grep -q '^kind: StatefulSet$' "$3"/*.yaml
KUBECTL
  chmod +x bin/kubectl
  export PATH=$PWD/bin:$PATH
fi

# usage: block LANGUAGE
block() {
  awk -v language="$1" '
    /^```/ { inside = !done && $0 == "```" language; if (!inside && seen) done = 1; next }
    inside { print; seen = 1 }' "$page"
}

for file in python:main.py xml:pom.xml java:src/main/java/shop/Main.java go:main.go; do
  block "${file%%:*}" >content
  [ ! -s content ] || mv content "${file#*:}"
done
awk '/^```/ { inside = $0 == "```sh"; next } inside' "$page" >commands.sh
# shellcheck source=/dev/null
. ./commands.sh
if [ -n "${namespace:-}" ]; then
  sets=$(kubectl get statefulsets --output name)
  [ -n "$sets" ]
  for set in $sets; do kubectl rollout status "$set" --timeout 8m; done
fi
echo "1 passed, 0 failed"
