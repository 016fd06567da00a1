import { ImagePullPolicy, Secret, ServiceAccount } from 'cdk8s-plus-28';
import { PodSecurity } from 'cdk8s-stateful-app';
import { render, Rendered } from '../support/render';

test('pods meet the standard restricted without being asked', () => {
  const rendered = render();

  expect(rendered.pod.securityContext).toEqual({
    runAsUser: 999,
    runAsGroup: 999,
    fsGroup: 999,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(rendered.container().securityContext).toEqual({
    runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true,
  });
});

test('pods get no token, and no variables of Services', () => {
  expect(render().pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
});

test('every kind of container is as restricted as the main one', () => {
  const rendered = render();
  rendered.app.addContainer({ name: 'beside', image: 'a:1' });
  rendered.app.addInitContainer({ name: 'before', image: 'a:1' });
  rendered.app.addSidecarContainer({ name: 'sidecar', image: 'a:1' });

  for (const name of ['beside', 'before', 'sidecar']) {
    expect(rendered.container(name).securityContext).toEqual(rendered.container().securityContext);
    expect(rendered.mount('/tmp', name)).toEqual({ volume: `tmp-${name}` });
  }
});

test('a container that is added may run as another user than the pod, and no other is told', () => {
  const rendered = render();
  rendered.app.addContainer({ name: 'exporter', image: 'a:1', user: 65534 });

  expect(rendered.container('exporter').securityContext).toEqual({
    runAsUser: 65534,
    runAsGroup: 65534,
    ...rendered.container().securityContext,
  });
  expect(rendered.container().securityContext).not.toHaveProperty('runAsUser');
});

test('group and fsGroup can differ from the user', () => {
  expect(render({ user: 999, group: 1000 }).pod.securityContext).toMatchObject({ runAsUser: 999, runAsGroup: 1000, fsGroup: 1000 });
  expect(render({ user: 999, group: 1000, fsGroup: 2000 }).pod.securityContext).toMatchObject({ runAsGroup: 1000, fsGroup: 2000 });
  expect(render({ user: 999, group: 0 }).pod.securityContext).toMatchObject({ runAsGroup: 0, fsGroup: 0 });
});

test('the root file system can be writable', () => {
  const rendered = render({ security: PodSecurity.writableRoot() });

  expect(rendered.container().securityContext.readOnlyRootFilesystem).toBe(false);
  expect(rendered.pod.securityContext.runAsNonRoot).toBe(true);
});

test('security can be switched off: the image decides, and nothing is said', () => {
  const rendered = render({ security: PodSecurity.none(), user: undefined });

  for (const field of [
    'securityContext', 'enableServiceLinks', 'automountServiceAccountToken', 'volumes',
  ]) { expect(rendered.pod[field]).toBeUndefined(); }
  expect(rendered.container().securityContext).toBeUndefined();
});

test('without the standard, a user is still written', () => {
  expect(render({ security: PodSecurity.none(), user: 0 }).pod.securityContext).toEqual({
    runAsUser: 0,
    runAsGroup: 0,
    fsGroup: 0,
    fsGroupChangePolicy: 'OnRootMismatch',
  });
});

test('a service account, its token, registry credentials and a pull policy are taken', () => {
  const { chart } = new Rendered();
  const rendered = render({
    serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', 'backup'),
    automountServiceAccountToken: true,
    imagePullSecrets: [Secret.fromSecretName(chart, 'Registry', 'registry')],
    imagePullPolicy: ImagePullPolicy.ALWAYS,
  });
  rendered.app.addContainer({ name: 'beside', image: 'a:1' });
  rendered.app.addContainer({ name: 'other', image: 'a:1', imagePullPolicy: ImagePullPolicy.NEVER });

  expect(rendered.pod).toMatchObject({
    serviceAccountName: 'backup',
    automountServiceAccountToken: true,
    imagePullSecrets: [{ name: 'registry' }],
  });
  expect(['redis', 'beside', 'other'].map(name => rendered.container(name).imagePullPolicy)).toEqual(['Always', 'Always', 'Never']);
});

test('where the namespace assigns the user, the pods name none and stay hardened in everything else', () => {
  const rendered = render({ user: undefined, security: PodSecurity.assignedUser() });
  const [pod, container] = [rendered.pod, rendered.container()];

  expect(pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container.securityContext).toEqual({
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
});
