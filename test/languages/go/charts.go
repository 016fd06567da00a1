package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"

	"example.invalid/cdk8s-stateful-app-go/statefulapp"
)

func redis(app cdk8s.App) {
	chart := cdk8s.NewChart(app, text("redis"), nil)
	clients := statefulapp.NetworkPeer_Pods(&map[string]*string{"redis-client": text("true")}, nil)
	cache := NewRedis(chart, "Cache", gibibytes(1), mebibytes(192), statefulapp.StatefulAppProps{
		Replicas:      number(3),
		Resources:     resources(millis(50), millis(500), mebibytes(384), mebibytes(256)),
		NetworkAccess: statefulapp.NetworkAccess_Isolated(clients),
	})
	if cache.MasterHost() != "redis-0.redis" {
		panic(cache.MasterHost())
	}
}

func mysql(app cdk8s.App) {
	chart := cdk8s.NewChart(app, text("mysql"), nil)
	secret := kplus.Secret_FromSecretName(chart, text("Passwords"), text("mysql-passwords"))
	password := func(key string) *kplus.SecretValue { return &kplus.SecretValue{Secret: secret, Key: &key} }
	database := statefulapp.NewMySql(chart, text("Db"), &statefulapp.MySqlProps{
		Replicas:  number(3),
		Storage:   gibibytes(20),
		FirstBoot: jsii.Bool(true),
		Accounts: &statefulapp.MySqlAccountsProps{
			RootPassword:        password("root"),
			ReplicationPassword: password("replication"),
			Application:         &statefulapp.MySqlApplication{Database: text("shop"), User: text("shop"), Password: password("shop")},
		},
		Backup:        &statefulapp.MySqlBackup{Password: password("backup"), Storage: gibibytes(20)},
		MaxLag:        seconds(30),
		Resources:     resources(millis(100), kplus.Cpu_Units(jsii.Number(1)), mebibytes(768), gibibytes(1)),
		NetworkAccess: statefulapp.NetworkAccess_Isolated(),
	})
	shop := client(chart, "Shop", "mysql:9.7", 999, script("mysql/shop.sh"),
		resources(millis(50), millis(250), mebibytes(128), gibibytes(1)), 1)
	database.Bind(shop, &statefulapp.MySqlBindingOptions{IsolateClient: jsii.Bool(true)})
}

func kafka(app cdk8s.App) {
	chart := cdk8s.NewChart(app, text("kafka"), nil)
	cluster := statefulapp.NewKafka(chart, text("Kafka"), &statefulapp.KafkaProps{
		Replicas:      number(3),
		Storage:       gibibytes(100),
		ClusterId:     text("b3JkZXJzIG9mIGEgc2hvcA"),
		FirstBoot:     jsii.Bool(true),
		Resources:     resources(millis(200), kplus.Cpu_Units(jsii.Number(2)), mebibytes(768), gibibytes(1)),
		NetworkAccess: statefulapp.NetworkAccess_Isolated(),
	})
	cluster.AddTopic(text("orders"), &statefulapp.KafkaTopicOptions{
		Partitions: number(6),
		Config:     &map[string]*string{"retention.ms": text("86400000")},
	})
	for _, name := range []string{"producer", "consumer"} {
		application := client(chart, name, "apache/kafka:4.3.1", 1000, script("kafka/"+name+".sh"),
			resources(millis(50), millis(500), mebibytes(256), gibibytes(1)), 1)
		cluster.Bind(application, &statefulapp.KafkaBindingOptions{IsolateClient: jsii.Bool(true)})
	}
}

func zookeeper(app cdk8s.App) {
	chart := cdk8s.NewChart(app, text("zookeeper"), nil)
	ensemble := statefulapp.NewZooKeeper(chart, text("Zk"), &statefulapp.ZooKeeperProps{
		Replicas:      number(3),
		Storage:       gibibytes(10),
		FirstBoot:     jsii.Bool(true),
		Resources:     resources(millis(100), kplus.Cpu_Units(jsii.Number(1)), mebibytes(512), gibibytes(1)),
		NetworkAccess: statefulapp.NetworkAccess_Isolated(),
	})
	workers := client(chart, "Workers", "zookeeper:3.9", 1000, script("zookeeper/worker.sh"),
		resources(millis(50), millis(500), mebibytes(192), gibibytes(1)), 2)
	ensemble.Bind(workers, &statefulapp.ZooKeeperBindingOptions{Chroot: text("/shop"), IsolateClient: jsii.Bool(true)})
}
