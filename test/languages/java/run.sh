#!/usr/bin/env bash
# usage: run.sh [REPOSITORY]
# Compiles and runs the consumer, and follows the page, with the Maven repository that `npx projen package:java` wrote, or with REPOSITORY.
# If the mirror of Maven Central lacks cdk8s-plus-28, this writes both to dist/java:
#   npx tsx projenrc/package.ts java node_modules/cdk8s-plus-28
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
repository=$(cd "${1:-$root/dist/java}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r "$here/pom.xml" "$here/src" "$work"
cd "$work"
pom=$(find "$repository" -path '*cdk8s-stateful-app*' -name '*.pom')
version=$(basename "$(dirname "$pom")")
group=$(sed -n 's:^  *<groupId>\(.*\)</groupId>:\1:p' "$pom" | head -n 1)
# Maven keeps a version that it has seen, so it would not test a package that was built again
rm -rf "$HOME/.m2/repository/${group//.//}/cdk8s-stateful-app"
mvn --batch-mode --quiet compile dependency:build-classpath -Dmdep.outputFile=classpath \
  "-Dpackages=$repository" "-Dgroup=$group" "-Dlibrary=$version"
mkdir out
EXAMPLES=$root/examples java -cp "target/classes:$(<classpath)" consumer.Main out
"$here/../compare.sh" out

mkdir -p page/.mvn
cd page
echo "--settings=$PWD/settings.xml" >.mvn/maven.config
cat >settings.xml <<SETTINGS
<settings><profiles><profile><id>built</id><repositories>
  <repository><id>built</id><url>file://$repository</url></repository>
</repositories></profile></profiles><activeProfiles><activeProfile>built</activeProfile></activeProfiles></settings>
SETTINGS
"$here/../page.sh" "$root/docs/languages/java.md"
