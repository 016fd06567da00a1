import { strict as assert } from 'node:assert';
import type { V1Secret } from '@kubernetes/client-node';
import { App, Chart, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { Controllers, Durability, MySqlTopology, NetworkAccess, QuorumSecurity, type Kafka } from '../../../src';
import { PlanEffect } from '../../../src/plan/plan-step';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { expandableClass } from '../harness/storage-classes';
import { kafka, type Variation as KafkaVariation } from '../kafka/deployment';
import { certificatesAndRenewal, tls } from '../mysql/certificates';
import { accounts, mysql, type Variation as MySqlVariation } from '../mysql/deployment';
import { settled } from '../plan/observe';
import type { Json } from '../plan/pair';
import { follow, has, larger, lineOf, podLabels } from '../plan/preset-changes';
import { zookeeper, type Variation as ZooKeeperVariation } from '../zookeeper/deployment';

const { NONE, RELOAD, ROLL, HANDS, DANGER } = PlanEffect;

const optionalTls = { certificate: tls.certificate, requireSecureTransport: false };

clusterCase('a plan tells what each kind of change of MySql does', { level: 'full', seconds: 1800 }, async t => {
  const { current, renewed } = certificatesAndRenewal(3);
  interface Variation extends MySqlVariation { readonly secrets: V1Secret[] }
  const storageClassName = await expandableClass(t);
  const start: Variation = {
    secrets: [...current, accounts()], tls: optionalTls, replicas: 2, durability: Durability.semiSynchronous(), storageClassName, podLabels,
  };
  const manifestsOf = ({ secrets, ...variation }: Variation) => [...secrets, ...mysql(t.namespace, variation)] as Json[];
  await t.apply(manifestsOf(start) as never);
  await t.until.setReady('mysql', 300);

  const live = '/etc/mysql/stateful/live/first-boot';
  const faults = await follow(t, manifestsOf, start, [
    { title: 'first boot off', effect: RELOAD, to: { firstBoot: false }, reads: has(live, 'false') },
    {
      title: 'a renewed certificate',
      effect: RELOAD,
      to: { secrets: [renewed, current[1], accounts()] },
      reads: has('/run/secrets/mysql-tls/tls.crt', lineOf(renewed)),
    },
    { title: 'no certificate', effect: ROLL, to: { tls: undefined } },
    {
      title: 'a certificate',
      effect: HANDS,
      to: { tls: optionalTls },
      refused: { pod: 'mysql-1', container: 'bootstrap', log: /\[LoginRefused\]/ },
    },
    { title: 'another primary', effect: ROLL, to: { primaryOrdinal: 1 } },
    { title: 'a network policy', effect: RELOAD, to: { networkAccess: NetworkAccess.isolated() } },
    ...storageClassName === undefined ? [] : [larger],
    { title: 'a further replica', effect: RELOAD, to: { replicas: 3 } },
    {
      title: 'another topology',
      effect: DANGER,
      to: { topology: MySqlTopology.groupReplication(), primaryOrdinal: undefined, durability: undefined, networkAccess: undefined },
      refused: { pod: 'mysql-2', container: 'bootstrap', log: /\[(AccountsOfReplication|TopologyChanged)\]/ },
    },
    { title: 'a replica fewer', effect: ROLL, to: { replicas: 2 } },
    { title: 'first boot on again', effect: DANGER, to: { firstBoot: true }, reads: has(live, 'true') },
    { title: 'a setting', effect: ROLL, to: { maxConnections: 152 } },
    { title: 'an image', effect: ROLL, to: { image: 'docker.io/library/mysql:9.7' } },
    { title: 'resources', effect: ROLL, to: { resources: { cpu: { request: Cpu.millis(20) } } } },
    { title: 'another database of the first boot', effect: ROLL, to: { application: { database: 'other', user: 'app' } } },
  ]);
  assert.deepEqual(faults, {});
});

clusterCase('a plan tells what each kind of change of Kafka does', { level: 'full', seconds: 2400 }, async t => {
  interface Variation extends KafkaVariation { readonly topics: string[] }
  const start: Variation = { topics: ['orders'], podLabels };
  const manifestsOf = ({ topics, ...variation }: Variation) => kafka(t.namespace, variation, (cluster: Kafka) => {
    for (const topic of topics) { cluster.addTopic(topic, { partitions: 3 }); }
  }) as Json[];
  const hosts = [`*.kafka.${t.namespace}.svc.cluster.local`, 'kafka-bootstrap'];
  await t.apply(issue([{ secret: 'kafka-tls', name: 'kafka', extensions: [hostsExtension(hosts)] }]));
  await t.apply(manifestsOf(start) as never);
  await t.until.setReady('kafka', 300);

  const refused = { pod: 'kafka-2', container: 'bootstrap', log: /the controllers of this cluster are/ };
  const faults = await follow(t, manifestsOf, start, [
    {
      title: 'first boot off', effect: RELOAD, to: { firstBoot: false }, reads: has('/etc/kafka/stateful/live/first-boot', 'false'),
    },
    { title: 'a topic', effect: NONE, to: { topics: ['orders', 'returns'] } },
    { title: 'a setting', effect: ROLL, to: { settings: { 'log.cleaner.threads': '2' } } },
    { title: 'an image', effect: ROLL, to: { image: 'docker.io/apache/kafka:4.3.1' } },
    { title: 'dedicated controllers', effect: DANGER, to: { controllers: Controllers.dedicated({ replicas: 1 }) }, refused },
    { title: 'fewer controllers', effect: DANGER, to: { replicas: 2 }, refused: { ...refused, pod: 'kafka-1' } },
    {
      title: 'TLS',
      effect: HANDS,
      to: { certificate: 'kafka-tls' },
      refused: { pod: 'kafka-2', container: 'kafka', log: /SSL handshake failed/ },
    },
    { title: 'a further broker', effect: NONE, to: { replicas: 4 } },
    { title: 'a broker fewer', effect: HANDS, to: { replicas: 3 } },
  ]);
  assert.deepEqual(faults, {});
});

clusterCase('a plan tells what each kind of change of ZooKeeper does', { level: 'full', seconds: 2400 }, async t => {
  const hosts = [0, 1, 2, 3].map(ordinal => `zk-${ordinal}.zk`);
  const request = { secret: 'zk-tls', extensions: [hostsExtension([...hosts, 'zk-client'])] };
  const [certificate, renewed] = issue([{ ...request, name: 'first' }, { ...request, name: 'second' }]);
  interface Variation extends ZooKeeperVariation { readonly secret: V1Secret }
  const storageClassName = await expandableClass(t);
  const start: Variation = { secret: certificate, storageClassName, podLabels };
  const manifestsOf = ({ secret, ...variation }: Variation) => [secret, ...zookeeper(t.namespace, variation)] as Json[];
  await t.apply(manifestsOf(start) as never);
  await settled(t, 'preset', manifestsOf(start), 300);

  const live = '/etc/zookeeper/stateful/live/first-boot';
  const server = Secret.fromSecretName(new Chart(new App(), 'names'), 'Tls', 'zk-tls');
  const plain = { certificate: server, requireSecureTransport: false };
  const faults = await follow(t, manifestsOf, start, [
    { title: 'first boot off', effect: RELOAD, to: { firstBoot: false }, reads: has(live, 'false') },
    { title: 'first boot on again', effect: DANGER, to: { firstBoot: true }, reads: has(live, 'true') },
    { title: 'a further member', effect: ROLL, to: { replicas: 4, allowEvenSize: true } },
    { title: 'the last member leaves', effect: ROLL, to: { removeLastMember: true } },
    { title: 'a pod fewer', effect: ROLL, to: { replicas: 3, removeLastMember: false, allowEvenSize: false } },
    { title: 'a setting', effect: ROLL, to: { maxClientConnections: 61 } },
    { title: 'an image', effect: ROLL, to: { image: 'zookeeper:3.9.5' } },
    { title: 'resources', effect: ROLL, to: { resources: { cpu: { request: Cpu.millis(20) }, memory: { limit: Size.mebibytes(384) } } } },
    {
      title: 'TLS among the members in one step',
      effect: HANDS,
      to: { tls: plain },
      refused: { pod: 'zk-2', container: 'zk', log: /SSLHandshakeException|Unsupported or unrecognized SSL message|not an SSL/ },
    },
    { title: 'TLS accepted', effect: ROLL, to: { tls: { ...plain, quorum: QuorumSecurity.ACCEPTED } } },
    { title: 'TLS preferred', effect: ROLL, to: { tls: { ...plain, quorum: QuorumSecurity.PREFERRED } } },
    { title: 'TLS required', effect: ROLL, to: { tls: plain } },
    {
      title: 'a renewed certificate',
      effect: RELOAD,
      to: { secret: renewed },
      reads: has('/run/secrets/zookeeper-tls/tls.crt', lineOf(renewed)),
    },
    ...storageClassName === undefined ? [] : [larger],
  ]);
  assert.deepEqual(faults, {});
});
