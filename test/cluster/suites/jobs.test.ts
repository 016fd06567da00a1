import { strict as assert } from 'node:assert';
import type { KubernetesObject, V1Job, V1Secret } from '@kubernetes/client-node';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { NetworkAccess } from '../../../src';
import { smallApp } from '../apps/small-app';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { kafka, tool } from '../kafka/deployment';
import { untilJob } from '../kafka/topics-job';
import { deploy, mysql } from '../mysql/deployment';
import { runNow } from '../mysql/jobs';
import { untilEqual } from '../mysql/members';

const names = new Chart(new App(), 'names');
const registries = ['registry', 'mirror'].map(name => Secret.fromSecretName(names, name, name));

/** A toleration that no node needs and a label that every node has: pods with both run on any cluster. */
const placement = {
  tolerations: [{ key: 'cluster-test', operator: 'Exists' }],
  nodeSelector: { 'kubernetes.io/os': 'linux' },
};

async function applyRegistries(t: CaseContext): Promise<void> {
  await t.apply(registries.map(({ name }): V1Secret => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': '{"auths":{}}' },
  })));
}

const jobIn = (manifests: KubernetesObject[]) => manifests.find(({ kind }) => kind === 'Job') as V1Job;

clusterCase('a Job reaches the members of an isolated set, and a Job with another pull secret '
  + 'is accepted and runs', { level: 'quick' }, async t => {
  await applyRegistries(t);
  const withSecrets = (count: number) => smallApp(t.namespace, {
    ...placement, imagePullSecrets: registries.slice(0, count), networkAccess: NetworkAccess.isolated(),
  }, app => app.addJob('ask', {
    command: ['sh', '/opt/ask.sh'],
    files: { '/opt/ask.sh': 'until [ "$(timeout 2 wget -q -O - http://app-0.app:8080)" = app-0 ]; do sleep 1; done\n' },
  })).manifests;

  const [one, two] = [withSecrets(1), withSecrets(2)];
  assert.notEqual(jobIn(one).metadata?.name, jobIn(two).metadata?.name);
  for (const manifests of [one, two]) {
    await t.apply(manifests);
    await untilJob(t, manifests, 'Complete', 90);
  }
});

clusterCase('the Job of Kafka\'s topics runs with the placement and pull secrets of the brokers, '
  + 'also after one is added', { level: 'full', seconds: 1200 }, async t => {
  await applyRegistries(t);
  for (const count of [1, 2]) {
    const manifests = kafka(t.namespace, { replicas: 1, ...placement, imagePullSecrets: registries.slice(0, count) },
      cluster => cluster.addTopic(`orders-${count}`));
    await t.apply(manifests);
    await untilJob(t, manifests, 'Complete', 480);
    await t.until.setReady('kafka', 300);
    assert.match(await tool(t, 'kafka-0', 'kafka-topics', '--list'), new RegExp(`orders-${count}`));
    assert.deepEqual(jobIn(manifests).spec?.template.spec?.imagePullSecrets?.length, count);
  }
});

clusterCase('backups run with the placement and pull secrets of the members, '
  + 'also after one is added', { level: 'full', seconds: 900 }, async t => {
  const backup = { password: { secret: Secret.fromSecretName(names, 'Accounts', 'accounts'), key: 'backup' }, storage: Size.gibibytes(1) };
  await applyRegistries(t);
  for (const count of [1, 2]) {
    const variation = { ...placement, backup, networkAccess: NetworkAccess.isolated(), imagePullSecrets: registries.slice(0, count) };
    await deploy(t, variation);
    await untilEqual(t);
    const manifests = mysql(t.namespace, variation);
    assert.match(await runNow(t, manifests, { cronJob: 'mysql-backup', name: `dump-${count}` }), /wrote \/backup\//);
    assert.match(await runNow(t, manifests, { cronJob: 'mysql-restore', name: `restore-${count}` }), /loaded \/backup\//);
  }
});
