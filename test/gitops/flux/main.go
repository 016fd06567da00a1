// Substitutes manifests as a Kustomization of Flux with `postBuild` does, and fails if an object changes.
// Usage: flux FILE...
package main

import (
	"context"
	"fmt"
	"os"
	"reflect"

	flux "github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resource"
)

// A Kustomization that substitutes a variable of other objects.
var kustomization = unstructured.Unstructured{Object: map[string]any{
	"spec": map[string]any{"postBuild": map[string]any{"substitute": map[string]any{"cluster_name": "production"}}},
}}

// substitute returns what happened to the object, and whether it is unchanged.
func substitute(object *resource.Resource) (string, bool) {
	before, err := object.Map()
	if err != nil {
		return err.Error(), false
	}
	result, err := flux.SubstituteVariables(context.Background(), nil, kustomization, object, flux.SubstituteWithDryRun(true))
	if err != nil {
		return err.Error(), false
	}
	if result == nil {
		return "opted out", true
	}
	after, err := result.Map()
	if err != nil {
		return err.Error(), false
	}
	if !reflect.DeepEqual(before, after) {
		return "CHANGED", false
	}
	return "unchanged", true
}

func main() {
	passed, failed := 0, 0
	factory := provider.NewDefaultDepProvider().GetResourceFactory()
	for _, path := range os.Args[1:] {
		text, err := os.ReadFile(path)
		if err != nil {
			panic(err)
		}
		objects, err := factory.SliceFromBytes(text)
		if err != nil {
			panic(err)
		}
		for _, object := range objects {
			outcome, ok := substitute(object)
			if ok {
				passed++
			} else {
				failed++
			}
			if outcome != "unchanged" {
				fmt.Printf("%s %s/%s: %s\n", path, object.GetKind(), object.GetName(), outcome)
			}
		}
	}
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
