import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { NotPossibleHere } from '../harness/not-possible-here';
import { expandableClass } from '../harness/storage-classes';
import { waitFor } from '../harness/wait';
import { kafka, type Variation } from '../kafka/deployment';
import { untilJob } from '../kafka/topics-job';
import { workload } from '../plan/objects';
import { Recipes } from '../runbook/recipes';

const ALL_THREE = { 'BROKERS=0,1,2,3,4': 'BROKERS=0,1,2' };

/** The lines that a reader runs first in a tool shell, as "Run Kafka's tools" has them. */
const SETUP = `export PATH=$PATH:/opt/kafka/bin KAFKA_HEAP_OPTS=-Xmx64m
export KAFKA_LOG4J_OPTS=-Dlog4j2.configurationFile=/etc/kafka/stateful/log4j2-tools.yaml
AT="--bootstrap-server $POD_HOST:9091 --command-config /etc/kafka/stateful/tools.properties"`;

clusterCase('the runbook of Kafka runs as it is printed', { level: 'full', seconds: 1800 }, async t => {
  const storageClassName = await expandableClass(t);
  if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
  let variation: Variation = { storageClassName };
  const manifests = () => kafka(t.namespace, variation, cluster => cluster.addTopic('orders', { partitions: 3 }));
  const apply = async (change: Variation) => {
    variation = { ...variation, ...change };
    await t.apply(manifests());
  };
  const ready = () => t.until.setReady('kafka', 600);
  await apply({});
  await ready();
  await untilJob(t, manifests());
  await apply({ firstBoot: false });
  const r = new Recipes('kafka', manifests(), t.namespace);
  const shell = { pod: 'kafka-0', container: 'kafka', setup: SETUP };
  const tool = async (title: string, indices: number[], choose?: Record<string, string>) => r.follow(title, indices, { shell, choose });
  const untilMoved = (title: string, index: number) => waitFor('the reassignment', { seconds: 240, everySeconds: 2 }, async () => {
    const output = await tool(title, [index]);
    return /in progress|still/.test(output) ? { seen: output } : { found: true };
  });

  await r.follow('Bring a pod back', [0], { mayFail: true });
  await r.follow('Run Kafka\'s tools', [0], { input: 'exit\n' });
  assert.match(await tool('Run Kafka\'s tools', [1]), /Topic: orders/);
  await tool('Change the log level of a running broker', [0, 1]);
  assert.equal(await tool('Add brokers', [0]), '');
  await apply({ replicas: 5 });
  await r.follow('Add brokers', [1]);
  await tool('Add brokers', [2, 3, 4, 5]);
  await untilMoved('Add brokers', 6);
  await tool('Remove brokers', [0]);
  await tool('Add brokers', [3, 4, 5], ALL_THREE);
  await untilMoved('Add brokers', 6);
  assert.doesNotMatch(await r.follow('Remove brokers', [1], { shell, mayFail: true }), /Replicas:/);
  await apply({ replicas: 3 });
  await r.follow('Remove brokers', [2], { seconds: 600 });
  await tool('Remove brokers', [3]);
  r.leave('Remove brokers', 'is for a broker that ran when it was unregistered');
  await tool('Change the number of copies', [0, 1, 2]);
  await untilMoved('Change the number of copies', 3);
  await tool('Change `min.insync.replicas`', [0, 1]);

  await r.follow('Apply topics and users again', [0, 1]);
  await apply({});
  await untilJob(t, manifests());
  await t.apply([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'kafka-users' }, stringData: { shop: 'old' } } as never,
    workload('Deployment', 'shop') as never,
  ]);
  await r.follow('Change a password', [0]);
  await r.follow('Change a password', [1], { input: 'new\n' });
  await r.follow('Change a password', [2], { choose: { 'printf \'{"data"': 'export NEW_PASSWORD=new; printf \'{"data"' } });
  await r.follow('Change a password', [3]);

  await tool('Upgrade Kafka', [0]);
  await apply({ image: 'docker.io/apache/kafka:4.3.1' });
  await r.follow('Upgrade Kafka', [1], { seconds: 600 });
  await tool('Upgrade Kafka', [3]);
  r.leave('Upgrade Kafka', 'needs dedicated controllers');
  await r.follow('Grow the volumes', [0, 1, 2, 3]);
  await apply({ storage: Size.gibibytes(2) });
  await ready();

  await tool('Replace a lost volume', [0]);
  await r.follow('Replace a lost volume', [1]);
  await t.until.pod('kafka-2', 'to start', ({ status }) => (status?.initContainerStatuses ?? []).some(({ state }) => !state?.waiting), 60);
  // the logs of a node that runs do not end
  await r.follow('Replace a lost volume', [2], { mayFail: true, seconds: 30 });
  await ready();
  const node = (await t.until.podReady('kafka-0')).spec?.nodeName ?? '';
  await r.follow('Handle a lost node', [0], { choose: { 'NODE=node-1': `NODE=${node}` } });
  r.leave('Handle a lost node', 'needs a node that is lost, see the suite kafka-lost-nodes');
  await tool('Elect leaders for partitions without a leader', [0]);
  await r.follow('Elect leaders for partitions without a leader', [1]);
  r.leave('Elect leaders for partitions without a leader', 'needs a partition without a leader, see the suite kafka-emptied-brokers');
  await tool('Accept the loss of every copy of a partition', [0]);
  r.leave('Accept the loss of every copy of a partition', 'needs a partition that is lost, see the suite kafka-emptied-brokers');
  await r.follow('Take over the data of another installation', [0]);
  r.leave('Convert a static quorum', 'needs a static quorum, see the suite kafka-adopt');
  r.leave('Collect metrics and alerts', 'needs the operator of Prometheus');

  const write = () => {
    const hosts = [`*.kafka.${t.namespace}.svc.cluster.local`, 'kafka-bootstrap'];
    const extensions = [hostsExtension(hosts), 'extendedKeyUsage=serverAuth,clientAuth'];
    const [{ stringData = {} }] = issue([{ secret: 'kafka-tls', name: 'kafka', extensions }]);
    for (const [name, text] of Object.entries(stringData)) { r.write(name, text); }
  };
  write();
  await r.follow('Renew certificates', [1]);
  await r.follow('Add or remove TLS on a running cluster', [0]);
  await apply({ certificate: 'kafka-tls' });
  await untilLog(t, 'kafka-2', 'kafka', /SSL handshake failed/, 240);
  await r.follow('Add or remove TLS on a running cluster', [1], { seconds: 420 });
  await ready();
  await r.follow('Renew certificates', [0]);
  await r.follow('Renew certificates', [2], { seconds: 900 });
  await r.follow('Renew certificates', [4], { seconds: 420 });
  await ready();
  r.leave('Renew certificates', 'needs dedicated controllers');
  r.assertAllRead();
  r.end();
});
