import { strict as assert } from 'node:assert';
import type { V1StatefulSet } from '@kubernetes/client-node';
import { data, deploySmall, smallApp } from '../apps/small-app';
import { clusterCase } from '../harness/cluster-case';
import { NotPossibleHere } from '../harness/not-possible-here';

/** Writes down when it starts and when it is told to stop. */
function diary(who: string): string[] {
  return [
    'sh', '-c', `echo ${who} up >>/data/diary; trap "echo ${who} down >>/data/diary; exit 0" TERM; while :; do sleep 1 & wait $!; done`,
  ];
}

clusterCase('a sidecar starts before the main container and stops after it', { level: 'full' }, async t => {
  const { manifests } = smallApp(t.namespace, { command: diary('main'), claims: data }, app => {
    app.addSidecarContainer({ name: 'proxy', image: 'busybox:1.37', command: diary('proxy') }).mount('/data', app.claim('data'));
  });
  await t.apply(manifests);
  const set: V1StatefulSet = await t.cluster.apps.readNamespacedStatefulSet({ name: 'app', namespace: t.namespace });
  // An older cluster drops the field without a word and would wait for the end of the sidecar for ever.
  if (set.spec?.template.spec?.initContainers?.[0].restartPolicy !== 'Always') {
    throw new NotPossibleHere('sidecars need Kubernetes 1.29');
  }
  await t.until.setReady('app');

  await t.faults.deletePod('app-0');
  await t.until.setReady('app');

  assert.equal(await t.exec('app-0', 'app', ['head', '-n', '4', '/data/diary']), 'proxy up\nmain up\nmain down\nproxy down\n');
});

clusterCase('init containers run in their order before the main one, with its files', { level: 'full' }, async t => {
  await deploySmall(t, { files: { '/etc/app.conf': 'a = 1\n' }, claims: data }, app => {
    for (const name of ['first', 'second']) {
      const command = ['sh', '-c', `(echo ${name}; cat /etc/app.conf) >>/data/order`];
      app.addInitContainer({ name, image: 'busybox:1.37', command, sharesFiles: true }).mount('/data', app.claim('data'));
    }
  });

  assert.equal(await t.exec('app-0', 'app', ['cat', '/data/order']), 'first\na = 1\nsecond\na = 1\n');
});
