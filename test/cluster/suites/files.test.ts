import { strict as assert } from 'node:assert';
import type { V1Secret } from '@kubernetes/client-node';
import { Chart, Duration, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { LifecycleHook, Ordinals, AppProbe } from '../../../src';
import { eventSays, podUids } from '../apps/observe';
import { server, smallApp, type Synthesized } from '../apps/small-app';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { waitFor } from '../harness/wait';

const secretPath = '/run/secrets/app/password';
const reloadedPath = '/etc/reloaded/users.conf';

function secret(password: string): V1Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords' }, stringData: { password } };
}

function withFiles(namespace: string, users = 'alice\n'): Synthesized {
  // The Secret is no part of the application: it is only named.
  const passwords = Secret.fromSecretName(new Chart(Testing.app(), 'elsewhere'), 'Passwords', 'passwords');
  return smallApp(namespace, {
    files: { '/etc/app.conf': 'a = 1\n' },
    reloadedFiles: { [reloadedPath]: users },
    secretFiles: { [secretPath]: { secret: passwords, key: 'password' } },
  });
}

async function deploy(t: CaseContext): Promise<void> {
  await t.apply([secret('first'), ...withFiles(t.namespace).manifests]);
  await t.until.setReady('app');
}

clusterCase('files do not hide other files of their directory, '
  + 'and only the unprivileged user can read secrets', { level: 'quick' }, async t => {
  await deploy(t);

  assert.equal(await t.exec('app-0', 'app', ['cat', '/etc/app.conf']), 'a = 1\n');
  assert.match(await t.exec('app-0', 'app', ['cat', '/etc/passwd']), /^root:/);
  assert.equal(await t.exec('app-0', 'app', ['id', '-u']), '10001\n');
  assert.equal(await t.exec('app-0', 'app', ['cat', secretPath]), 'first');
  assert.equal(await t.exec('app-0', 'app', ['stat', '-L', '-c', '%u %g %a', secretPath]), '0 10001 440\n');
  const { stderr } = await exec(t.cluster, { namespace: t.namespace, pod: 'app-0', container: 'app' }, ['touch', '/etc/more']);
  assert.match(stderr, /Read-only file system/);
});

clusterCase('changed reloadedFiles and secretFiles reach running pods within two minutes and roll no pod', { level: 'full' }, async t => {
  await deploy(t);
  const before = await podUids(t, 'app');

  await t.apply([secret('second'), ...withFiles(t.namespace, 'alice\nbob\n').manifests]);
  const expectText = (path: string, text: string) => waitFor(`${path} to be the new one`, { seconds: 150 }, async () => {
    const seen = await t.exec('app-0', 'app', ['cat', path]);
    return seen === text ? { found: true } : { seen };
  });
  await t.time('a reloaded file and a secret reach a running pod', 90, async () => {
    await expectText(reloadedPath, 'alice\nbob\n');
    await expectText(secretPath, 'second');
  });

  assert.deepEqual(await podUids(t, 'app'), before);
});

clusterCase('a missing Secret keeps the pod from starting, and an event names the Secret', { level: 'full' }, async t => {
  await t.apply(withFiles(t.namespace).manifests);

  await eventSays(t, /secret "passwords" not found/);
  await t.apply([secret('late')]);
  await t.until.setReady('app', 150);
});

clusterCase('files that begin with #! can be run as command, probe and hook, including files of roles', { level: 'quick' }, async t => {
  const { manifests } = smallApp(t.namespace, {
    files: { '/opt/app/run': `#!/bin/sh\n${server}\n`, '/opt/app/started': '#!/bin/sh\ntouch /tmp/started\n' },
    roles: { all: { ordinals: Ordinals.all(), files: { '/opt/app/ready': '#!/bin/sh\ntest -e /tmp/started\n' } } },
    shell: '/bin/sh',
    command: ['/opt/app/run'],
    postStart: LifecycleHook.exec(['/opt/app/started']),
    readiness: AppProbe.exec(['/opt/app/ready'], { period: Duration.seconds(1) }),
  });
  await t.apply(manifests);
  await t.time('Ready with scripts from files', 15, () => t.until.setReady('app'));

  assert.match(await t.exec('app-0', 'app', ['ls', '/tmp']), /started/);
});

clusterCase('only the user of the containers can read a secret with mode 0400', { level: 'quick' }, async t => {
  const passwords = Secret.fromSecretName(new Chart(Testing.app(), 'elsewhere'), 'Passwords', 'passwords');
  const { manifests } = smallApp(t.namespace, {
    shell: '/bin/sh',
    secretFiles: { [secretPath]: { secret: passwords, key: 'password', mode: 0o400 } },
  });
  await t.apply([secret('first'), ...manifests]);
  await t.until.setReady('app');

  assert.equal(await t.exec('app-0', 'app', ['cat', secretPath]), 'first');
  assert.equal(await t.exec('app-0', 'app', ['stat', '-L', '-c', '%u %a', secretPath]), '10001 400\n');
});
