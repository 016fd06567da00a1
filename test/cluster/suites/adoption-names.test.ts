import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { ZooKeeperAdoption } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { runScript } from '../harness/script-pod';
import { command, runProgram, writeManifests } from '../plan/command';
import type { Json } from '../plan/pair';
import { zookeeper } from '../zookeeper/deployment';

/** Three members of a release, each of which leaves its name on its volume. */
function release(namespace: string): KubernetesObject {
  const labels = { app: 'shop-zookeeper' };
  const securityContext = {
    runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'shop-zookeeper', namespace, labels: { 'helm.sh/chart': 'zookeeper-13.8.7' } },
    spec: {
      replicas: 3,
      serviceName: 'shop-zookeeper-headless',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext,
          terminationGracePeriodSeconds: 0,
          containers: [{
            name: 'server',
            image: 'docker.io/library/busybox:1.37',
            command: ['sh', '-c', 'hostname >/bitnami/member; sleep 10000'],
            volumeMounts: [{ name: 'data', mountPath: '/bitnami' }],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          }],
        },
      },
      volumeClaimTemplates: [{
        metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Mi' } } },
      }],
    },
  } as KubernetesObject;
}

const volumeOf = async ({ cluster, namespace }: CaseContext, name: string) =>
  (await cluster.core.readNamespacedPersistentVolumeClaim({ namespace, name })).spec?.volumeName ?? '';

clusterCase('the printed commands of an adoption give each member the claim of its volume', { level: 'full', seconds: 300 }, async t => {
  const directory = mkdtempSync(join(tmpdir(), 'adoption-'));
  const [old, dist] = ['old', 'dist'].map(name => join(directory, name));
  await t.apply([release(t.namespace)]);
  await t.until.setReady('shop-zookeeper', 120);
  const volumes = await Promise.all([0, 1, 2].map(n => volumeOf(t, `data-shop-zookeeper-${n}`)));
  writeManifests(old, [release(t.namespace) as Json]);
  writeManifests(dist, zookeeper(t.namespace, { firstBoot: undefined, adopt: ZooKeeperAdoption.bitnami() }) as Json[]);

  const { code, stdout } = await command(['adoption', old, dist, 'zk', '--namespace', t.namespace]);
  assert.equal(code, 0, stdout);
  const [keep, move] = [...stdout.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands);
  const follow = async (commands: string) => {
    const output = await runProgram('bash', ['-c', `cd ${directory}; set -e\n${commands}`]);
    assert.equal(output.code, 0, output.stdout + output.stderr);
  };

  await follow(keep);
  for (const name of volumes) {
    assert.equal((await t.cluster.core.readPersistentVolume({ name })).spec?.persistentVolumeReclaimPolicy, 'Retain');
  }
  await t.cluster.objects.delete(release(t.namespace));
  for (const n of [0, 1, 2]) { await t.until.podGone(`shop-zookeeper-${n}`); }
  await follow(`${keep.split('\n')[0]}\n${move}`);

  assert.deepEqual(await Promise.all([0, 1, 2].map(n => volumeOf(t, `data-zk-${n}`))), volumes);
  const members = await runScript(t, {
    name: 'look',
    image: 'docker.io/library/mysql:9.7',
    script: 'cat /volume-*/member',
    user: 1001,
    claims: { '/volume-0': 'data-zk-0', '/volume-1': 'data-zk-1', '/volume-2': 'data-zk-2' },
  });
  assert.equal(members, 'shop-zookeeper-0\nshop-zookeeper-1\nshop-zookeeper-2\n');
  for (const name of volumes) {
    await t.cluster.core.patchPersistentVolume({
      name, body: [{ op: 'replace', path: '/spec/persistentVolumeReclaimPolicy', value: 'Delete' }],
    });
  }
  rmSync(directory, { recursive: true });
});
