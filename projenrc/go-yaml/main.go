// Reads YAML as kubectl does: the standard input has a document as a JSON string a line, the output its content as JSON, or null.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	documents := json.NewDecoder(os.Stdin)
	for {
		var document string
		if err := documents.Decode(&document); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			panic(err)
		}
		var content any
		if err := yaml.NewYAMLOrJSONDecoder(strings.NewReader(document), 4096).Decode(&content); err != nil {
			content = nil
		}
		out, err := json.Marshal(content)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(out))
	}
}
