package main

import (
	"fmt"
	"strings"

	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"

	"example.invalid/cdk8s-stateful-app-go/statefulapp"
)

func shop() cdk8s.Chart { return cdk8s.NewChart(cdk8s.NewApp(nil), text("shop"), nil) }

func cache(change func(*statefulapp.StatefulAppProps)) statefulapp.StatefulApp {
	props := &statefulapp.StatefulAppProps{Name: text("cache"), Replicas: number(3), Image: text("redis:8"), User: number(999)}
	change(props)
	return statefulapp.NewStatefulApp(shop(), text("Cache"), props)
}

func database(change func(*statefulapp.MySqlProps)) {
	chart := shop()
	secret := kplus.Secret_FromSecretName(chart, text("Passwords"), text("mysql-passwords"))
	password := func(key string) *kplus.SecretValue { return &kplus.SecretValue{Secret: secret, Key: &key} }
	props := &statefulapp.MySqlProps{
		Replicas: number(3),
		Storage:  gibibytes(20),
		Accounts: &statefulapp.MySqlAccountsProps{RootPassword: password("root"), ReplicationPassword: password("replication")},
	}
	change(props)
	statefulapp.NewMySql(chart, text("Db"), props)
}

// Ten mistakes, whose messages the test compares with those of the other languages.
var mistakes = []func(){
	func() { cache(func(props *statefulapp.StatefulAppProps) { props.Name = text("Cache") }) },
	func() { cache(func(props *statefulapp.StatefulAppProps) { props.Replicas = number(2.5) }) },
	func() {
		cache(func(props *statefulapp.StatefulAppProps) {
			props.Claims = &map[string]*statefulapp.ClaimProps{"data": {Size: gibibytes(1), MountPath: text("data")}}
		})
	},
	func() {
		cache(func(props *statefulapp.StatefulAppProps) {
			props.DisruptionBudget = statefulapp.DisruptionBudget_MaxUnavailable(number(0))
		})
	},
	func() { cache(func(*statefulapp.StatefulAppProps) {}).Fqdn(number(7)) },
	func() {
		cache(func(props *statefulapp.StatefulAppProps) {
			props.Ports = &[]statefulapp.Port{statefulapp.Port_Tcp(number(70000), nil)}
		})
	},
	func() { database(func(props *statefulapp.MySqlProps) { props.PrimaryOrdinal = number(5) }) },
	func() {
		database(func(props *statefulapp.MySqlProps) {
			props.PrimarySettings = &map[string]*string{"innodb_buffer_pol_size": text("1G")}
		})
	},
	func() {
		statefulapp.NewKafka(shop(), text("Kafka"), &statefulapp.KafkaProps{
			Replicas: number(0), Storage: gibibytes(0), ClusterId: text("b3JkZXJzIG9mIGEgc2hvcA"),
		})
	},
	func() {
		statefulapp.NewZooKeeper(shop(), text("Zk"), &statefulapp.ZooKeeperProps{Replicas: number(4), Storage: gibibytes(10)})
	},
}

func messageOf(mistake func()) (message string) {
	defer func() {
		if problem := recover(); problem != nil {
			message = fmt.Sprint(problem)
		}
	}()
	mistake()
	return "accepted"
}

func messages() string {
	var texts []string
	for _, mistake := range mistakes {
		texts = append(texts, messageOf(mistake))
	}
	return strings.Join(texts, "\n\n") + "\n"
}
