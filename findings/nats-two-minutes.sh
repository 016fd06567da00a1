#!/usr/bin/env bash
# One would expect: `ping_interval: 2m` in the configuration of a NATS server is two minutes, as `30s` is thirty seconds.
# What happens: it is 555 hours. Without quotes the letter m is a suffix of numbers, one million; a bare number is taken as
#   seconds. `30s` has no such suffix, falls back to text and is right. `"2m"` in quotes is two minutes.
# Why it matters: the interval finds dead clients and dead routes behind load balancers and after a lost node;
#   sync_interval, read by the same rule, bounds what JetStream loses when a node loses power. The server starts and
#   reports nothing, and templates that render a duration usually render it without quotes.
. "$(dirname "$0")/common.bash"

go_run github.com/nats-io/nats-server/v2@v2.15.3 >out.txt <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/nats-io/nats-server/v2/server"
)

func main() {
	for _, text := range []string{`30s`, `2m`, `"2m"`} {
		config := fmt.Sprintf("ping_interval: %s\njetstream { sync_interval: %s }\n", text, text)
		if err := os.WriteFile("nats.conf", []byte(config), 0o600); err != nil {
			panic(err)
		}
		options, err := server.ProcessConfigFile("nats.conf")
		if err != nil {
			panic(err)
		}
		fmt.Println(text, options.PingInterval, options.SyncInterval)
	}
}
GO
durations=$(paste -sd ',' out.txt)
seen 'nats-server 2.15.3 reads ping_interval and sync_interval' '30s 30s 30s,2m 555h33m20s 555h33m20s,"2m" 2m0s 2m0s' "$durations"
conclude
