// usage: consumer DIRECTORY
//
// Writes the YAML of the charts, and the messages of the mistakes.
package main

import (
	"os"
	"path/filepath"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()
	directory := os.Args[1]
	for _, chart := range []func(cdk8s.App){redis, mysql, kafka, zookeeper} {
		app := cdk8s.NewApp(&cdk8s.AppProps{Outdir: &directory})
		chart(app)
		app.Synth()
	}
	if err := os.WriteFile(filepath.Join(directory, "mistakes.txt"), []byte(messages()), 0o644); err != nil {
		panic(err)
	}
}
