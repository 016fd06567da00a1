package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"

	"example.invalid/cdk8s-stateful-app-go/statefulapp"
)

// Redis is a preset that is written in Go.
type Redis struct {
	statefulapp.StatefulApp
}

// NewRedis completes the props for a server with one master.
func NewRedis(scope constructs.Construct, id string, storage, maxMemory cdk8s.Size, props statefulapp.StatefulAppProps) *Redis {
	redis := &Redis{}
	settings := statefulapp.Settings_Spaced(&map[string]*string{
		"dir":            text("/data"),
		"appendonly":     text("yes"),
		"appendfsync":    text("always"),
		"protected-mode": text("no"),
		"maxmemory":      text("192mb"),
	})
	role := "/etc/redis/role.conf"
	props.Name = text("redis")
	props.User = number(999)
	props.TerminationGracePeriod = cdk8s.Duration_Minutes(number(1))
	props.Image = text("redis:8")
	props.Command = jsii.Strings("redis-server", "/etc/redis/redis.conf")
	props.Ports = &[]statefulapp.Port{statefulapp.Port_Tcp(number(6379), &statefulapp.PortOptions{Name: text("redis")})}
	props.Claims = &map[string]*statefulapp.ClaimProps{"data": {Size: storage, MountPath: text("/data")}}
	props.Files = &map[string]*string{"/etc/redis/redis.conf": text(*settings + "include " + role + "\n")}
	props.Roles = &map[string]*statefulapp.AppRoleProps{
		"master": {
			Ordinals: statefulapp.Ordinals_Only(number(0)),
			Files:    &map[string]*string{role: text("# takes the writes\n")},
		},
		"replica": {
			Ordinals: statefulapp.Ordinals_StartingAt(number(1)),
			Files:    &map[string]*string{role: statefulapp.Settings_Spaced(&map[string]*string{"replicaof": text("redis-0.redis 6379")})},
		},
	}
	props.Startup = statefulapp.AppProbe_Tcp(&statefulapp.PortProbeOptions{Period: seconds(2), FailureThreshold: number(1800)})
	props.Readiness = statefulapp.AppProbe_Exec(
		jsii.Strings("redis-cli", "-e", "ping"),
		&statefulapp.AppProbeOptions{Period: seconds(5), Timeout: seconds(3)},
	)
	props.Liveness = statefulapp.AppProbe_Tcp(
		&statefulapp.PortProbeOptions{Period: seconds(10), Timeout: seconds(5), FailureThreshold: number(6)},
	)
	props.ClientServices = &map[string]*statefulapp.ClientServiceProps{
		"master": {Target: statefulapp.ServiceTarget_Role(text("master"))},
	}
	statefulapp.NewStatefulApp_Override(redis, scope, &id, &props)
	return redis
}

// MasterHost is the host name of the pod that accepts writes.
func (redis *Redis) MasterHost() string {
	hosts := *redis.Role(text("master")).Hosts
	return *hosts[0]
}
