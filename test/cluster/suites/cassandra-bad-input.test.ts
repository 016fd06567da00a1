import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { Secret } from 'cdk8s-plus-28';
import { admin, cassandra, deploy } from '../cassandra/deployment';
import { assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { untilEvent, untilTerminationMessage } from '../harness/termination';
import { waitFor } from '../harness/wait';
import { cassandraWriter } from '../writers/cassandra';

const settled = { firstBoot: false };
const wrong = { ...admin(), stringData: { password: 'wrong', shop: 'word' } };

clusterCase('a Secret of the superuser that is missing, or has a wrong password, is named; members with data start without it', {
  level: 'full', seconds: 1200,
}, async t => {
  await t.apply(cassandra(t.namespace));
  await untilEvent(t, 'cassandra-0', /secret "admin" not found/);
  await deploy(t);
  const before = await assertOneRing(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('a wrong password', async () => {
    await t.apply([wrong]);
    await t.faults.deletePod('cassandra-2');
    await t.until.setReady('cassandra', 180);
    await t.faults.loseVolume('cassandra-1');
    const named = /the ring does not tell whether it has a record of this member: admin cannot log in with the password of the Secret/;
    await untilLog(t, 'cassandra-1', 'cassandra', named, 120);
    await untilEvent(t, 'cassandra-1', named);
    await t.apply(cassandra(t.namespace, settled, (ring, chart) => {
      ring.addUser('shop', { password: { secret: Secret.fromSecretName(chart, 'Users', 'admin'), key: 'shop' } });
    }));
    await waitFor('the Job to name the log-in', { seconds: 120, everySeconds: 2 }, async () => {
      const { items } = await t.cluster.core.listNamespacedPod({
        namespace: t.namespace, labelSelector: 'app.kubernetes.io/name=cassandra-accounts',
      });
      const logs = await Promise.all(items.map(({ metadata }) => t.cluster.core.readNamespacedPodLog({
        namespace: t.namespace, name: metadata!.name!,
      }).catch(() => '')));
      return /waiting until admin can log in: .*Bad credentials/.test(logs.join()) ? { found: true } : { seen: logs.join() };
    });

    await t.apply([admin()]);
    await t.faults.deletePod('cassandra-1');
    await t.until.setReady('cassandra', 360);
  });

  await recorder.verdict();
  assert.deepEqual(await assertOneRing(t), before);
});

/** What the page tells to do. */
async function takeBack(t: CaseContext): Promise<void> {
  await t.apply(cassandra(t.namespace, settled));
  await t.faults.deletePod('cassandra-2');
  await t.until.setReady('cassandra', 240);
}

/** The set with a setting that the server of the image does not have, as an image of another version may lack one. */
function withUnknownSetting(namespace: string): KubernetesObject[] {
  const manifests = cassandra(namespace, { ...settled, settings: { concurrent_reads: '16' } });
  return JSON.parse(JSON.stringify(manifests).replace('concurrent_reads: 16', 'concurrent_reads_of_later: 16'));
}

clusterCase('an unknown setting, a rejected value, an image of another program and a missing image are named, '
  + 'and stop the roll at one member', {
  level: 'full', seconds: 1200,
}, async t => {
  assert.throws(() => cassandra(t.namespace, { settings: { concurrent_read: '16' } }), /concurrent_reads/);
  assert.throws(() => cassandra(t.namespace, { settings: { concurrent_reads: 'many' } }), /must be a whole number/);
  await deploy(t);
  const before = await assertOneRing(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('roll with an unknown setting', async () => {
    await t.faults.rollWith('cassandra', withUnknownSetting(t.namespace));
    await untilLog(t, 'cassandra-2', 'cassandra', /Invalid yaml.*remove properties \[concurrent_reads_of_later\]/, 120);
    await takeBack(t);
  });
  await recorder.during('roll with a value that the server rejects', async () => {
    const settings = { 'audit_logging_options.enabled': 'true', 'audit_logging_options.logger.class_name': 'com.example.Missing' };
    await t.faults.rollWith('cassandra', cassandra(t.namespace, { ...settled, settings }));
    await untilLog(t, 'cassandra-2', 'cassandra', /com\.example\.Missing/, 120);
    await takeBack(t);
  });
  await recorder.during('an image of another program', async () => {
    await t.faults.rollWith('cassandra', cassandra(t.namespace, { ...settled, image: 'mysql:9.7', allowOtherImage: true }));
    await untilTerminationMessage(t, 'cassandra-2', 'cassandra', /the image has no cassandra on its PATH.*\[ImageIncomplete\]/, 120);
    await takeBack(t);
  });
  await recorder.during('a tag that does not exist', async () => {
    await t.faults.rollWith('cassandra', cassandra(t.namespace, { ...settled, image: 'cassandra:5.0.none' }));
    await t.until.pod('cassandra-2', 'to wait for its image', ({ status }) => {
      const { reason = '', message = '' } = status?.containerStatuses?.[0]?.state?.waiting ?? {};
      return ['ErrImagePull', 'ImagePullBackOff'].includes(reason) && message.includes('cassandra:5.0.none');
    }, 120);
    await takeBack(t);
  });

  const { longestGap } = await recorder.verdict();
  t.against('longest time without a write', longestGap, 1);
  assert.deepEqual(await assertOneRing(t), before);
});
