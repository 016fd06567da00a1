#!/usr/bin/env bash
# One would expect: Flux' post-build substitution, documented as bash's string replacement, treats ${TLS:+--tls} and
#   ${PASSWORD:?...} as a shell does: the first is "--tls" when TLS has a value and empty otherwise, the second fails without a value.
# What happens: both are read as a default, as if they were written with ":-". Without TLS the result is "--tls", with
#   TLS=true it is "true": the opposite of the shell in both cases. And the complaint of ":?" becomes the value.
# Why it matters: a manifest that guards its password with ":?" is applied with the sentence "PASSWORD must be set" as
#   the password, and a database initialized with it keeps it. Shell scripts in ConfigMaps pass through the same substitution:
#   an optional flag written with ":+" is reversed on its way to the pod.
# Source: lookupFunc in the package's template.go.
. "$(dirname "$0")/common.bash"

# the dollars are for Flux and for bash below
# shellcheck disable=SC2016
texts=('${TLS:+--tls}' '${PASSWORD:?PASSWORD must be set}' '${TLS:-none}')
printf '%s\n' "${texts[@]}" >texts.txt
go_run github.com/fluxcd/pkg/envsubst@v1.8.0 >out.txt <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/fluxcd/pkg/envsubst"
)

func main() {
	for _, variables := range []map[string]string{{}, {"TLS": "true", "PASSWORD": "secret"}} {
		file, err := os.Open("texts.txt")
		if err != nil {
			panic(err)
		}
		for lines := bufio.NewScanner(file); lines.Scan(); {
			result, err := envsubst.Eval(lines.Text(), func(name string) (string, bool) {
				value, found := variables[name]
				return value, found
			})
			fmt.Println(result, err)
		}
	}
}
GO
# usage: shell [NAME=VALUE...]
shell() {
  local text
  for text in "${texts[@]}"; do
    env -u TLS -u PASSWORD "$@" bash -c "printf '%s\n' \"$text\"" 2>>shell.log || echo fails
  done | paste -sd '|'
}
unset_flux=$(sed -n 1,3p out.txt | paste -sd '|')
set_flux=$(sed -n 4,6p out.txt | paste -sd '|')
unset_shell=$(shell)
set_shell=$(shell TLS=true PASSWORD=secret)
seen 'bash, variables unset' '|fails|none' "$unset_shell"
seen 'fluxcd/pkg/envsubst 1.8.0, variables unset (result, error)' '--tls <nil>|PASSWORD must be set <nil>|none <nil>' "$unset_flux"
seen 'bash, TLS=true PASSWORD=secret' '--tls|secret|true' "$set_shell"
seen 'fluxcd/pkg/envsubst 1.8.0, TLS=true PASSWORD=secret' 'true <nil>|secret <nil>|true <nil>' "$set_flux"
conclude
