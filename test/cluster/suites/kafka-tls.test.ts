import { strict as assert } from 'node:assert';
import { Secret } from 'cdk8s-plus-28';
import { Controllers, KafkaPermission, KafkaSasl, type Kafka } from '../../../src';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { deploy, kafka, scramProperties, shell } from '../kafka/deployment';
import { untilJob, untilJobSays } from '../kafka/topics-job';

clusterCase('nodes authenticate by certificates, users log in by SCRAM, '
  + 'and each user can do only the permitted operations', { level: 'full', seconds: 900 }, async t => {
  const domain = `${t.namespace}.svc.cluster.local`;
  await t.apply(issue([{
    secret: 'kafka-tls',
    name: 'kafka',
    extensions: [
      hostsExtension([`*.kafka.${domain}`, `*.kafka-controller.${domain}`, 'kafka-bootstrap']), 'extendedKeyUsage=serverAuth,clientAuth',
    ],
  }]));
  const passwords = { shop: 'of \'shop\' "$x" \\ #!', guest: 'of guest' };
  await t.apply([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'kafka-users' },
    stringData: { ...passwords, echoed: 'of echo\n', windows: 'of windows\r\n' },
  } as never]);
  const users = (cluster: Kafka, further: string[] = []) => {
    const secret = Secret.fromSecretName(cluster, 'Users', 'kafka-users');
    cluster.addTopic('orders', { partitions: 3 });
    cluster.addUser('shop', {
      password: { secret, key: 'shop' },
      permissions: [KafkaPermission.produce('orders'), KafkaPermission.consume('ord*', 'shop'), KafkaPermission.transact('shop-*')],
    });
    for (const user of ['guest', ...further]) { cluster.addUser(user, { password: { secret, key: user } }); }
  };
  const manifests = (further?: string[]) => kafka(t.namespace, {
    certificate: 'kafka-tls',
    sasl: KafkaSasl.scram(),
    authorization: { superUsers: ['User:CN=kafka'] },
    controllers: Controllers.dedicated({ replicas: 1 }),
  }, cluster => users(cluster, further));

  await t.apply(manifests());
  await t.until.setReady('kafka-controller', 240);
  await t.until.setReady('kafka', 240);
  await untilJob(t, manifests());

  const as = async (user: keyof typeof passwords, command: string) => {
    const jaas = passwords[user].replace(/["\\]/g, '\\$&').replace(/\\/g, '\\\\');
    return shell(t, 'kafka-0', `
${scramProperties(`/tmp/${user}.properties`, user, jaas)}
${command}`);
  };
  await as(
    'shop', 'for i in 1 2 3; do echo "order $i"; done | /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server kafka-bootstrap:9092 '
      + '--topic orders --command-config /tmp/shop.properties',
  );
  const read = (user: keyof typeof passwords, group: string) => as(user,
    `/opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server kafka-bootstrap:9092 --topic orders --group ${group} --from-beginning `
      + `--max-messages 3 --timeout-ms 15000 --command-config /tmp/${user}.properties 2>&1 || true`);
  assert.match(await read('shop', 'shop'), /order 1[\s\S]*Processed a total of 3 messages/);
  assert.match(await read('shop', 'shop-of-others'), /Not authorized to access group/);
  assert.match(await read('guest', 'shop'), /Not authorized to access/);
  const transact = (id: string) => as('shop',
    '/opt/kafka/bin/kafka-producer-perf-test.sh --topic orders --num-records 10 --record-size 10 --throughput -1 '
      + `--transactional-id ${id} --transaction-duration-ms 100 --bootstrap-server kafka-bootstrap:9092 `
      + '--command-config /tmp/shop.properties 2>&1 || true');
  assert.match(await transact('shop-1'), /^10 records sent/m);
  assert.match(await transact('stock-1'), /Transactional Id authorization failed/);

  await t.apply(manifests(['echoed', 'windows']));
  const said = await untilJobSays(t, 'kafka', /the password of user echoed ends in a line break/);
  assert.match(said, /the password of user windows ends in a line break/);
  const known = await shell(
    t, 'kafka-0', '/opt/kafka/bin/kafka-configs.sh --bootstrap-server "$POD_HOST:9091" --command-config '
      + '/etc/kafka/stateful/tools.properties --describe --entity-type users',
  );
  assert.deepEqual([...known.matchAll(/user-principal '(\w+)'/g)].map(([, user]) => user).sort(), ['guest', 'shop']);

  const plain = await shell(t, 'kafka-0', '/opt/kafka/bin/kafka-topics.sh --bootstrap-server "$POD_HOST:9091" --list 2>&1 || true');
  assert.match(plain, /Timed out|disconnected|Error/i);
});

clusterCase('TLS is turned on for a running cluster when all pods are deleted at once, '
  + 'and the cluster keeps its records', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await shell(
    t, 'kafka-0', 'for i in 1 2 3; do echo "order $i"; done | /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server '
      + 'localhost:9092 --topic numbers',
  );
  const domain = `${t.namespace}.svc.cluster.local`;
  await t.apply(issue([{
    secret: 'kafka-tls',
    name: 'kafka',
    extensions: [hostsExtension([`*.kafka.${domain}`, 'kafka-bootstrap']), 'extendedKeyUsage=serverAuth,clientAuth'],
  }]));

  await t.faults.rollWith('kafka', kafka(t.namespace, { certificate: 'kafka-tls' }));
  // in order the last of them might wait five minutes for controllers that have gone
  await t.faults.restartAll('kafka', 'force');
  await t.time('all Ready with certificates', 60, () => t.until.setReady('kafka', 300));

  // the head of the page's recipes, and one of them
  const read = await shell(t, 'kafka-0', `
export PATH=$PATH:/opt/kafka/bin
AT="--bootstrap-server $POD_HOST:9091 --command-config /etc/kafka/stateful/tools.properties"
kafka-topics.sh $AT --describe --topic numbers
kafka-console-consumer.sh $AT --topic numbers --from-beginning --max-messages 3 --timeout-ms 15000`);
  assert.match(read, /PartitionCount: 6/);
  assert.deepEqual([...read.matchAll(/^order (\d)$/gm)].map(([, number]) => number).sort(), ['1', '2', '3']);
});
