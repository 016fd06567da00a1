import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { exampleManifests, releasedExamples, releasedManifests } from '../apps/examples';
import { eventSays, podUids } from '../apps/observe';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { pause, waitFor } from '../harness/wait';
import { redisWriter } from '../writers/redis';

/** What a user has to bring before an example starts. */
const needed: Record<string, KubernetesObject[]> = {
  quickstart: [{
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mysql-passwords' }, stringData: { 'root-password': 'for-this-case-only' },
  } as KubernetesObject],
  mysql: [{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'mysql-passwords' },
    stringData: {
      root: 'a',
      replication: 'b',
      shop: 'c "d" \\ $e \'f\'',
      backup: 'g',
    },
  } as KubernetesObject],
  cassandra: [{
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cassandra-passwords' }, stringData: { admin: 'a "b"', shop: 'c \\ d \'e\'' },
  } as KubernetesObject],
};

/** A command in a pod that is not the first, which shows that the example does what it is for. */
const proofs: Record<string, { pod: string; container: string; command: string[]; answer: RegExp }> = {
  quickstart: {
    pod: 'mysql-2',
    container: 'mysql',
    command: [
      'sh', '-c',
      'MYSQL_PWD=$(cat /run/secrets/mysql/root-password) mysql --no-defaults --socket=/var/run/mysqld/mysqld.sock -u '
        + 'root -Ne "SELECT @@hostname"',
    ],
    answer: /^mysql-2$/m,
  },
  redis: { pod: 'redis-2', container: 'redis', command: ['redis-cli', 'info', 'replication'], answer: /master_link_status:up/ },
};

/** Names of the sets among the manifests. */
function sets(manifests: KubernetesObject[]): string[] {
  return manifests.filter(({ kind }) => kind === 'StatefulSet').map(({ metadata }) => metadata?.name ?? '');
}

async function deploy(t: CaseContext, name: string, manifests: KubernetesObject[]): Promise<void> {
  await t.apply([...needed[name] ?? [], ...manifests]);
  for (const set of sets(manifests)) { await t.until.setReady(set, 240); }
}

/** Replicas follow a moment after they are Ready. */
async function prove(t: CaseContext, name: string): Promise<void> {
  const { pod, container, command, answer } = proofs[name];
  await waitFor(`${pod} of ${name} to answer ${answer.source}`, { seconds: 30 }, async () => {
    const seen = await t.exec(pod, container, command);
    return answer.test(seen) ? { found: true } : { seen };
  });
}

// Seconds are few, as a rule. The bars leave room for a container runtime that holds up the end of a container by 30 s when a probe's
// command begins at that moment.
clusterCase('the Redis example loses no acknowledged write when its master is killed or deleted', { level: 'quick' }, async t => {
  await deploy(t, 'redis', exampleManifests('redis'));
  const recorder = await t.record({ ...redisWriter('redis-master'), labels: { 'redis-client': 'true' } });

  await prove(t, 'redis');
  await recorder.during('kill of the master', async () => {
    await t.faults.kill('redis-0');
    await t.time('the master is Ready after a kill', 20, () => t.until.setReady('redis'));
  });
  await recorder.during('deletion of the master', async () => {
    await t.faults.deletePod('redis-0');
    await t.time('the master is Ready after a deletion', 20, () => t.until.setReady('redis'));
  });

  const { longestGap } = await recorder.verdict();
  t.against('longest gap of writes', longestGap, 20);
});

// One case for all that an example has to show, so that its servers start once.
for (const { version, name } of releasedExamples().filter(example => ['quickstart', 'redis'].includes(example.name))) {
  clusterCase(`Pod Security restricted admits the example ${name}, and an upgrade of the library from `
    + `${version} rolls none of its pods`, { level: 'full' }, async t => {
    await deploy(t, name, releasedManifests(version, name));
    await prove(t, name);
    const uidsOfAll = async () => Promise.all(sets(exampleManifests(name)).map(set => podUids(t, set)));
    const before = await uidsOfAll();
    assert.deepEqual(before.map(pods => Object.keys(pods).length), [3]);

    await deploy(t, name, exampleManifests(name));
    // Nothing is there to wait for: a roll would have begun by then.
    await pause(2);

    assert.deepEqual(await uidsOfAll(), before);
  });
}

clusterCase('the shop of the MySQL example writes and reads through its binding, '
  + 'and other pods cannot connect', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, 'mysql', exampleManifests('mysql'));
  await waitFor('the shop to see orders on a replica', { seconds: 120 }, async () => {
    const { items: [pod] } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, labelSelector: 'app=shop' });
    const seen = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name: pod.metadata?.name ?? '', tailLines: 20 });
    return /\d+ orders, seen at mysql-[12]/.test(seen) ? { found: true } : { seen };
  });
  await t.apply([{
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'stranger' },
    spec: {
      containers: [{
        name: 'nc',
        image: 'busybox:1.37',
        command: ['sleep', '600'],
        securityContext: {
          allowPrivilegeEscalation: false,
          runAsNonRoot: true,
          runAsUser: 65534,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
      }],
    },
  } as KubernetesObject]);
  await t.until.podReady('stranger');

  await assert.rejects(t.exec('stranger', 'nc', ['timeout', '3', 'nc', '-w', '2', 'mysql-primary', '3306']));
});

for (const name of ['tutorial-a', 'tutorial-b']) {
  clusterCase(`Pod Security restricted rejects the example ${name}, `
    + 'whose manifests equal those of the tutorial', { level: 'full' }, async t => {
    const manifests = exampleManifests(name);
    await t.apply(manifests);

    await eventSays(t, /violates PodSecurity "restricted/);
    for (const set of sets(manifests)) { assert.deepEqual(await podUids(t, set), {}); }
  });
}

clusterCase('the workers of the ZooKeeper example see each other, '
  + 'also after all members have restarted', { level: 'full', seconds: 400 }, async t => {
  await deploy(t, 'zookeeper', exampleManifests('zookeeper'));
  const seesBoth = async () => waitFor('a worker to see both workers', { seconds: 90 }, async () => {
    const { items: [pod] } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, labelSelector: 'app=workers' });
    const seen = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name: pod.metadata?.name ?? '', sinceSeconds: 10 });
    return /\[worker-\d+, worker-\d+\]/.test(seen) ? { found: true } : { seen: seen.slice(-200) };
  });
  await seesBoth();

  await t.faults.restartAll('zk', 'force');
  await t.until.setReady('zk', 90);
  await seesBoth();
});

clusterCase('the consumer of the Kafka example reads the records '
  + 'of the producer from the declared topic', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, 'kafka', exampleManifests('kafka'));

  await waitFor('the consumer to read orders', { seconds: 240, everySeconds: 1 }, async () => {
    const { items: [pod] } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, labelSelector: 'app=consumer' });
    const seen = await t.cluster.core.readNamespacedPodLog({
      namespace: t.namespace,
      name: pod.metadata?.name ?? '',
      tailLines: 20,
    }).catch(() => '');
    return /^\d+$/m.test(seen) ? { found: true } : { seen };
  });
});

clusterCase('the shop of the Cassandra example logs in as the declared user, and writes and reads its keyspace', {
  level: 'full', seconds: 900,
}, async t => {
  await t.apply([...needed.cassandra, ...exampleManifests('cassandra')]);
  await t.until.setReady('cassandra', 420);
  await waitFor('the shop to count orders', { seconds: 240, everySeconds: 1 }, async () => {
    const { items: [pod] } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, labelSelector: 'app=shop' });
    const seen = await t.cluster.core.readNamespacedPodLog({
      namespace: t.namespace, name: pod.metadata?.name ?? '', tailLines: 20,
    }).catch(() => '');
    return /^ +orders\n-+\n +[1-9]/m.test(seen) ? { found: true } : { seen };
  });
});
