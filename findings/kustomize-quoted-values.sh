#!/usr/bin/env bash
# One would expect: kustomize takes `literals` literally, and reads an env file as a shell, Docker Compose or a dotenv
#   library does, which take the quotes around a value away.
# What happens: the reverse. A literal loses a pair of quotes around its value; an env file keeps quotes, the comment
#   behind a value, and the word export as part of the key. A key without "=" is empty, not inherited from the
#   environment as it is with kubectl's --from-env-file.
# Why it matters: a password moved from `literals` into an env file, to keep it out of the repository, becomes two characters
#   longer. Server and clients mount the same Secret and still agree; the accounts already in the database do not.
# Source: parseLiteralSource and the reader of env files in the package's kv/kv.go.
. "$(dirname "$0")/common.bash"

go_run sigs.k8s.io/kustomize/api@v0.21.2 sigs.k8s.io/kustomize/kyaml@v0.21.2 >out.txt <<'GO'
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const env = `FILE="secret"
COMMENT=secret # of the application
INHERITED
`

const kustomization = `
configMapGenerator:
  - name: settings
    literals: ['LITERAL="secret"']
    envs: [settings.env]
`

func main() {
	os.Setenv("INHERITED", "secret")
	files := filesys.MakeFsInMemory()
	for name, text := range map[string]string{"settings.env": env, "kustomization.yaml": kustomization} {
		if err := files.WriteFile("/"+name, []byte(text)); err != nil {
			panic(err)
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(files, "/")
	if err != nil {
		panic(err)
	}
	data := built.Resources()[0].GetDataMap()
	for _, key := range []string{"LITERAL", "FILE", "COMMENT", "INHERITED"} {
		fmt.Printf("%s\n", data[key])
	}
}
GO
values=$(paste -sd '|' out.txt)
seen 'kustomize 0.21.2, quoted literal, quoted in env file, with comment, without value' \
  'secret|"secret"|secret # of the application|' "$values"
conclude
