import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { waitFor } from '../harness/wait';
import { certificatesAndRenewal, tls } from '../mysql/certificates';
import { during, judge, startClients } from '../mysql/clients';
import { all, deployGroup, group, switchTo, untilWhole } from '../mysql/group';
import { sql } from '../mysql/members';

/** Seconds without a write. */
const BAR = 2.5;

const optionalTls = { ...tls, requireSecureTransport: false };

clusterCase('writers hardly notice a rolling update of a group', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const clients = await startClients(t);

  await during(t, clients, 'rolling update', async () => {
    await t.faults.rollWith('mysql', group(t.namespace, { maxConnections: 152 }));
    await untilWhole(t, 3, 300);
  });

  await judge(t, 'rolling update', clients, BAR);
});

clusterCase('writers hardly notice an update of a group to the next series', {
  level: 'full', seconds: 900,
}, async t => {
  await deployGroup(t, { image: 'mysql:8.4' });
  await switchTo(t, 'mysql-0');
  await untilWhole(t);
  const clients = await startClients(t);

  await during(t, clients, 'update from 8.4 to 9.7', async () => {
    await t.faults.rollWith('mysql', group(t.namespace, { image: 'mysql:9.7' }));
    await untilWhole(t, 3, 300);
  });
  for (const pod of all) { assert.match(await sql(t, pod, 'SELECT @@version'), /^9\.7/); }

  await judge(t, 'update to the next series', clients, BAR);
});

clusterCase('writers do not notice a renewed certificate that the servers reload, and hardly one for which they restart', {
  level: 'full', seconds: 900,
}, async t => {
  const { current, renewed } = certificatesAndRenewal(3);
  await t.apply(current);
  await deployGroup(t, { tls: optionalTls });
  await untilWhole(t);
  const clients = await startClients(t);
  const before = await ends(t);

  await during(t, clients, 'reload of a renewed certificate', async () => {
    await t.apply([renewed]);
    await waitFor('the certificate in all pods', { seconds: 180 }, async () => {
      const files = await Promise.all(all.map(pod => t.exec(pod, 'mysql', ['cat', '/run/secrets/mysql-tls/tls.crt'])));
      return files.every(file => file === renewed.stringData?.['tls.crt']) ? { found: true } : { seen: 'the former one' };
    });
    for (const pod of all) { await sql(t, pod, 'ALTER INSTANCE RELOAD TLS'); }
  });
  for (const [i, end] of (await ends(t)).entries()) { assert.notEqual(end, before[i]); }
  await during(t, clients, 'restart for a certificate', async () => {
    await t.faults.rollWith('mysql', group(t.namespace, {
      tls: optionalTls, podAnnotations: { 'example.com/restarted': 'for a certificate' },
    }));
    await untilWhole(t, 3, 300);
  });

  await judge(t, 'renewal of a certificate', clients, BAR);
});

/** The end of each server's certificate, which the servers report. */
function ends(t: CaseContext): Promise<string[]> {
  const end = 'SELECT value FROM performance_schema.tls_channel_status WHERE property = \'Ssl_server_not_after\'';
  return Promise.all(all.map(pod => sql(t, pod, end)));
}

clusterCase('writers hardly notice a drain of each node', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const clients = await startClients(t);

  await during(t, clients, 'eviction of each member', async () => {
    for (const pod of ['mysql-2', 'mysql-1', 'mysql-0']) {
      assert.equal((await t.faults.evict(pod)).refused, false);
      await t.until.pod(pod, 'to be replaced', ({ metadata }) => !metadata?.deletionTimestamp, 120);
      await untilWhole(t, 3, 180);
    }
  });

  await judge(t, 'drain', clients, BAR);
});

clusterCase('a group grows from three to five and shrinks to three '
  + 'while clients read and write', { level: 'full', seconds: 900 }, async t => {
  await deployGroup(t);
  const clients = await startClients(t);

  await during(t, clients, 'scale 3 to 5', async () => {
    await t.apply(group(t.namespace, { replicas: 5 }));
    await untilWhole(t, 5, 300);
  });
  await during(t, clients, 'scale 5 to 3', async () => {
    await t.apply(group(t.namespace, { replicas: 3 }));
    await t.until.podGone('mysql-3', 120);
    await untilWhole(t, 3, 120);
  });
  await during(t, clients, 'kubectl scale to 4 and back', async () => {
    await t.faults.scale('mysql', 4);
    await untilWhole(t, 4, 180);
    await t.faults.scale('mysql', 3);
    await t.until.podGone('mysql-3', 120);
    await untilWhole(t, 3, 120);
  });

  await judge(t, 'scale 3 to 5 to 3', clients, BAR);
});
