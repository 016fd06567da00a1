import { strict as assert } from 'node:assert';
import type { V1StatefulSet } from '@kubernetes/client-node';
import { PodSecurity } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { untilTerminationMessage } from '../harness/termination';
import { accounts, deploy, mysql } from '../mysql/deployment';
import { sql } from '../mysql/members';
import { claim, onVolume } from '../mysql/volume-pod';

const server = (directory: string) => 'mysqld --no-defaults --initialize-insecure --innodb-redo-log-capacity=8M '
  + `--datadir=${directory} 2>/dev/null`;
/** Names, sizes and times of all files. */
const everything = 'find /volume -mindepth 1 -printf "%p %s %T@\\n" | sort';

const foreign = [
  {
    what: 'of Bitnami\'s chart, with first boot off,',
    fill: `mkdir /volume/data && ${server('/volume/data')} && touch /volume/data/.user_scripts_initialized`,
    user: 1001,
    props: { firstBoot: false },
    text: /^this volume has data that this set did not write: data\/.*Bitnami's chart\. No file was changed/,
  },
  {
    what: 'with the layout of the image, with first boot on and a writable root,',
    fill: server('/volume'),
    user: 999,
    props: { firstBoot: true, security: PodSecurity.writableRoot() },
    text: /^this volume has data that this set did not write: .*root of the volume.*No file was changed/,
  },
];

for (const { what, fill, user, props, text } of foreign) {
  clusterCase(`a member refuses to start on a volume ${what} and leaves it unchanged`, { level: 'full', seconds: 900 }, async t => {
    await t.apply([claim, accounts()]);
    const before = await onVolume(t, `${fill}; ${everything}`, user);

    await t.apply(mysql(t.namespace, { replicas: 1, ...props }));
    await untilTerminationMessage(t, 'mysql-0', 'bootstrap', text, 120);
    await t.faults.scale('mysql', 0);
    await t.until.podGone('mysql-0', 60);
    assert.equal(await onVolume(t, everything, user), before);

    await onVolume(t, 'find /volume -mindepth 1 -delete', user);
    await t.apply(mysql(t.namespace, { replicas: 1 }));
    await t.until.setReady('mysql', 300);
  });
}

clusterCase('a member starts on data whose role file is missing '
  + 'because its first start was interrupted', { level: 'full', seconds: 900 }, async t => {
  await deploy(t, { replicas: 1 });
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (1)');
  await t.faults.scale('mysql', 0);
  await t.until.podGone('mysql-0', 120);

  await onVolume(t, 'rm /volume/data.role /volume/data.version');
  await t.apply(mysql(t.namespace, { replicas: 1 }));
  await t.until.setReady('mysql', 300);
  assert.equal(await sql(t, 'mysql-0', 'SELECT COUNT(*) FROM app.numbers'), '1');
});

clusterCase('a name that only the hosts file or a search '
  + 'domain of the pod resolves is not a member', { level: 'full', seconds: 600 }, async t => {
  const hostAliases = [{ ip: '10.255.255.1', hostnames: ['mysql-1.mysql', 'mysql-2.mysql', 'mysql-3.mysql'] }];
  const manifests = mysql(t.namespace, { replicas: 1 });
  const set = manifests.find(({ kind }) => kind === 'StatefulSet') as V1StatefulSet;
  Object.assign(set.spec?.template.spec ?? {}, { hostAliases });

  await t.apply([accounts(), ...manifests]);
  await t.until.setReady('mysql', 240);
});
