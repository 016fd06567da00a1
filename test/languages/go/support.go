package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"

	"example.invalid/cdk8s-stateful-app-go/statefulapp"
)

func text(value string) *string { return &value }

func number(value float64) *float64 { return &value }

func gibibytes(value float64) cdk8s.Size { return cdk8s.Size_Gibibytes(&value) }

func mebibytes(value float64) cdk8s.Size { return cdk8s.Size_Mebibytes(&value) }

func millis(value float64) kplus.Cpu { return kplus.Cpu_Millis(&value) }

func seconds(value float64) cdk8s.Duration { return cdk8s.Duration_Seconds(&value) }

// The script of an example, below the directory that EXAMPLES names.
func script(path string) *string {
	content, err := os.ReadFile(filepath.Join(os.Getenv("EXAMPLES"), path))
	if err != nil {
		panic(err)
	}
	return text(string(content))
}

func resources(request, limit kplus.Cpu, memory, ephemeral cdk8s.Size) *kplus.ContainerResources {
	return &kplus.ContainerResources{
		Cpu:              &kplus.CpuResources{Request: request, Limit: limit},
		Memory:           &kplus.MemoryResources{Request: memory, Limit: memory},
		EphemeralStorage: &kplus.EphemeralStorageResources{Request: ephemeral, Limit: ephemeral},
	}
}

// A client that runs a script with the tools in the image of a server.
func client(scope constructs.Construct, id, image string, user float64, script *string, limits *kplus.ContainerResources, replicas float64) statefulapp.IClientWorkload {
	name := text(strings.ToLower(id))
	deployment := kplus.NewDeployment(scope, &id, &kplus.DeploymentProps{
		Metadata: &cdk8s.ApiObjectMetadata{
			Name:        name,
			Annotations: &map[string]*string{"kustomize.toolkit.fluxcd.io/substitute": text("disabled")},
		},
		PodMetadata:     &cdk8s.ApiObjectMetadata{Labels: &map[string]*string{"app": name}},
		Replicas:        &replicas,
		SecurityContext: &kplus.PodSecurityContextProps{User: &user, Group: &user},
		Containers: &[]*kplus.ContainerProps{{
			Name:            name,
			Image:           &image,
			ImagePullPolicy: kplus.ImagePullPolicy_IF_NOT_PRESENT,
			Command:         jsii.Strings("bash", "-c", *script),
			Resources:       limits,
			SecurityContext: &kplus.ContainerSecurityContextProps{
				User:           &user,
				Group:          &user,
				Capabilities:   &kplus.ContainerSecutiryContextCapabilities{Drop: &[]kplus.Capability{kplus.Capability_ALL}},
				SeccompProfile: &kplus.SeccompProfile{Type: kplus.SeccompProfileType_RUNTIME_DEFAULT},
			},
		}},
	})
	containers := *deployment.Containers()
	containers[0].Mount(text("/tmp"), kplus.Volume_FromEmptyDir(deployment, text("Tmp"), text("tmp"), nil), nil)
	var workload statefulapp.IClientWorkload
	jsii.UnsafeCast(deployment, &workload)
	return workload
}
