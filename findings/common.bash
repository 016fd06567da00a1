# Shared by the scripts of this folder: a temporary folder that goes away with the script, and the comparison that decides.
# shellcheck shell=bash
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
cd "$work"
changed=0

# usage: seen WHAT RECORDED NOW
seen() {
  if [ "$2" = "$3" ]; then
    printf 'as recorded: %s: %s\n' "$1" "$3"
  else
    printf 'CHANGED: %s: recorded "%s", now "%s"\n' "$1" "$2" "$3"
    changed=1
  fi
}

# usage: conclude
# Ends the script: 1 when anything differs from the record.
conclude() {
  exit "$changed"
}

# usage: go_run MODULE@VERSION... <MAIN.GO
# Runs a program of one file with exactly these modules.
go_run() {
  mkdir -p "$work/go"
  cat >"$work/go/main.go"
  (cd "$work/go" && go mod init finding && { [ $# -eq 0 ] || go get "$@"; } && go build -mod=mod -o run .) >"$work/go.log" 2>&1 ||
    { cat "$work/go.log" >&2 && return 1; }
  "$work/go/run"
}

# usage: pip_install PACKAGE==VERSION...
# Afterwards $work/python/bin/python has these packages.
pip_install() {
  python3 -m venv "$work/python" && "$work/python/bin/pip" --quiet --disable-pip-version-check install "$@"
}

# usage: npm_install PACKAGE@VERSION...
npm_install() {
  npm init --yes >/dev/null && npm install --silent --no-fund --no-audit "$@"
}

# usage: mvn_copy GROUP:ARTIFACT:VERSION...
# Afterwards $work/jars has the artifacts and what they need.
mvn_copy() {
  local name group artifact version
  {
    echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
    echo '<groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><dependencies>'
    for name in "$@"; do
      IFS=: read -r group artifact version <<<"$name"
      echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
    done
    echo '</dependencies></project>'
  } >pom.xml
  mvn --quiet --batch-mode dependency:copy-dependencies -DoutputDirectory=jars >mvn.log 2>&1 || { cat mvn.log >&2 && return 1; }
}
