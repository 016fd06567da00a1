import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { gunzipSync } from 'zlib';
import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodSecurity, StatefulAppProps, StatefulWorkload } from 'cdk8s-stateful-app';
import { render, Rendered } from '../support/render';

/** Compares a getter with the manifest. */
type Judge = (workload: StatefulWorkload, rendered: Rendered) => void;

function sameNames(things: { name: string }[], specs: any[] = []): void {
  expect(things.map(({ name }) => name)).toEqual(specs.map(({ name }) => name));
}

/** Every public getter of a workload of cdk8s-plus. */
const judges: Record<string, Judge> = {
  apiGroup: ({ apiGroup }) => expect(apiGroup).toBe('apps'),
  apiVersion: ({ apiVersion }, rendered) => expect(apiVersion).toBe(rendered.one('StatefulSet').apiVersion),
  automountServiceAccountToken: (workload, { pod }) =>
    expect(workload.automountServiceAccountToken).toBe(pod.automountServiceAccountToken ?? true),
  connections: ({ connections }) => expect(connections).toBeInstanceOf(kplus.PodConnections),
  containers: ({ containers }, { pod }) => sameNames(containers, pod.containers),
  dns: ({ dns }, { pod }) => expect([dns.policy, dns.nameservers, dns.searches, dns.hostname, dns.subdomain]).toEqual([
    pod.dnsPolicy ?? 'ClusterFirst', pod.dnsConfig?.nameservers ?? [], pod.dnsConfig?.searches ?? [], pod.hostname, pod.subdomain,
  ]),
  dockerRegistryAuth: ({ dockerRegistryAuth }, { pod }) => expect(dockerRegistryAuth?.name).toBe(pod.imagePullSecrets?.[0].name),
  hostAliases: ({ hostAliases }, { pod }) => expect(hostAliases).toEqual(pod.hostAliases ?? []),
  hostNetwork: ({ hostNetwork }, { pod }) => expect(hostNetwork).toBe(pod.hostNetwork ?? false),
  initContainers: ({ initContainers }, { pod }) => sameNames(initContainers, pod.initContainers),
  kind: ({ kind }) => expect(kind).toBe('StatefulSet'),
  matchExpressions: ({ matchExpressions }, { set }) => expect(matchExpressions).toEqual(set.selector.matchExpressions ?? []),
  matchLabels: ({ matchLabels }, { set }) => expect(matchLabels).toEqual(set.selector.matchLabels),
  metadata: ({ metadata }, rendered) => expect(metadata.toJson()).toEqual(rendered.one('StatefulSet').metadata),
  name: ({ name }, rendered) => expect(name).toBe(rendered.one('StatefulSet').metadata.name),
  permissions: ({ permissions }) => expect(permissions).toBeInstanceOf(kplus.ResourcePermissions),
  podMetadata: ({ podMetadata }, { set }) => expect(set.template.metadata.labels).toEqual(podMetadata.toJson().labels),
  resourceName: ({ resourceName }, rendered) => expect(resourceName).toBe(rendered.one('StatefulSet').metadata.name),
  resourceType: ({ resourceType }) => expect(resourceType).toBe('statefulsets'),
  restartPolicy: ({ restartPolicy }, { pod }) => expect(restartPolicy).toBe(pod.restartPolicy ?? 'Always'),
  scheduling: ({ scheduling }) => expect(scheduling).toBeInstanceOf(kplus.WorkloadScheduling),
  securityContext: ({ securityContext }, { pod: { securityContext: written = {} } }) => expect({ ...securityContext }).toMatchObject({
    user: written.runAsUser,
    group: written.runAsGroup,
    fsGroup: written.fsGroup,
    fsGroupChangePolicy: written.fsGroupChangePolicy ?? 'Always',
    ensureNonRoot: written.runAsNonRoot ?? false,
  }),
  serviceAccount: ({ serviceAccount }, { pod }) => expect(serviceAccount?.name).toBe(pod.serviceAccountName),
  terminationGracePeriod: ({ terminationGracePeriod }, { pod }) =>
    expect(terminationGracePeriod?.toSeconds()).toBe(pod.terminationGracePeriodSeconds ?? 30),
  volumes: ({ volumes }, { pod }) => expect((pod.volumes ?? []).map((volume: any) => volume.name))
    .toEqual(expect.arrayContaining(volumes.map(({ name }) => name))),
};

/** Every public getter of a container of cdk8s-plus. */
const containerJudges: Record<string, (container: kplus.Container, written: any) => void> = {
  args: ({ args }, written) => expect(args).toEqual(written.args),
  command: ({ command }, written) => expect(command).toEqual(written.command),
  env: ({ env }, written) => expect(Object.keys(env.variables)).toEqual((written.env ?? []).map(({ name }: any) => name)),
  image: ({ image }, written) => expect(image).toBe(written.image),
  imagePullPolicy: ({ imagePullPolicy }, written) => expect(imagePullPolicy).toBe(written.imagePullPolicy ?? 'IfNotPresent'),
  mounts: ({ mounts }, written) => expect((written.volumeMounts ?? []).map(({ mountPath }: any) => mountPath))
    .toEqual(expect.arrayContaining(mounts.map(({ path }) => path))),
  name: ({ name }, written) => expect(name).toBe(written.name),
  // the ports of this library come in the list `ports`
  port: ({ port }) => expect(port).toBeUndefined(),
  portNumber: ({ portNumber }) => expect(portNumber).toBeUndefined(),
  ports: ({ ports }, written) => expect(ports.map(({ number }) => number))
    .toEqual((written.ports ?? []).map((port: any) => port.containerPort)),
  resources: ({ resources }, written) => expect(resources?.cpu?.request?.amount).toBe(written.resources?.requests?.cpu),
  restartPolicy: ({ restartPolicy }, written) => expect(restartPolicy).toBe(written.restartPolicy),
  securityContext: ({ securityContext }, { securityContext: written = {} }) => expect({ ...securityContext }).toMatchObject({
    user: written.runAsUser,
    group: written.runAsGroup,
    ensureNonRoot: written.runAsNonRoot ?? false,
    privileged: written.privileged ?? false,
    allowPrivilegeEscalation: written.allowPrivilegeEscalation ?? true,
    readOnlyRootFilesystem: written.readOnlyRootFilesystem ?? false,
  }),
  workingDir: ({ workingDir }, written) => expect(workingDir).toBe(written.workingDir),
};

/** Public properties of a class of cdk8s-plus and of its base classes there. */
function gettersOf(name: string): string[] {
  const directory = dirname(require.resolve('cdk8s-plus-28/package.json'));
  const read = (file: string) => readFileSync(join(directory, file));
  const redirect = JSON.parse(read('.jsii').toString());
  const { types } = redirect.filename ? JSON.parse(gunzipSync(read(redirect.filename)).toString()) : redirect;
  const own = (fqn: string | undefined): string[] => types[fqn ?? '']
    ? [...(types[fqn!].properties ?? []).filter((p: any) => !p.protected && !p.static).map((p: any) => p.name), ...own(types[fqn!].base)]
    : [];
  return [...new Set(own(`cdk8s-plus-28.${name}`))].sort();
}

/** Props that turn defaults of cdk8s-plus around. */
const inputs: [string, (rendered: Rendered) => Partial<StatefulAppProps>][] = [
  ['plain props', () => ({})],
  ['every prop that a getter returns', ({ chart }) => ({
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'Account', 'redis-account'),
    imagePullSecrets: ['one', 'two'].map(name => kplus.Secret.fromSecretName(chart, name, name)),
    automountServiceAccountToken: true,
    terminationGracePeriod: Duration.minutes(5),
    user: 1000,
    group: 1001,
    fsGroup: 1002,
    imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
    resources: { cpu: { request: kplus.Cpu.millis(250) } },
    command: ['redis-server'],
    args: ['--save', ''],
    workingDir: '/data',
    env: { LEVEL: kplus.EnvValue.fromValue('debug') },
  })],
  ['no security', () => ({ security: PodSecurity.none(), user: undefined })],
  ['an assigned user', () => ({ security: PodSecurity.assignedUser(), user: undefined })],
  ['a writable root', () => ({ security: PodSecurity.writableRoot() })],
];

function renderWith(props: (rendered: Rendered) => Partial<StatefulAppProps>): Rendered {
  const rendered = render(props(render()), 'shop');
  rendered.app.addContainer({ name: 'exporter', image: 'exporter:1', user: 65534 });
  rendered.app.addInitContainer({ name: 'prepare', image: 'prepare:1' });
  rendered.app.addSidecarContainer({ name: 'proxy', image: 'proxy:1' });
  rendered.app.workload.addVolume(kplus.Volume.fromEmptyDir(rendered.chart, 'Scratch', 'scratch'));
  rendered.app.workload.podMetadata.addLabel('tier', 'cache');
  rendered.app.workload.addHostAlias({ ip: '10.0.0.1', hostnames: ['legacy'] });
  rendered.app.workload.dns.addNameserver('10.0.0.10');
  return rendered;
}

describe.each(inputs)('with %s', (_, props) => {
  test.each(Object.entries(judges))('the getter %s of the workload returns the value of the manifest', (__, judge) => {
    const rendered = renderWith(props);

    judge(rendered.app.workload, rendered);
  });

  test.each(Object.entries(containerJudges))('the getter %s of each container returns the value of the manifest', (__, judge) => {
    const rendered = renderWith(props);
    const { containers, initContainers } = rendered.app.workload;

    for (const container of [...containers, ...initContainers]) { judge(container, rendered.container(container.name)); }
  });
});

test('every getter of cdk8s-plus is compared with the manifest', () => {
  expect(Object.keys(judges)).toEqual(gettersOf('Workload'));
  expect(Object.keys(containerJudges)).toEqual(gettersOf('Container'));
});

describe('a role', () => {
  const account = { kind: 'ServiceAccount', name: 'redis-account', apiGroup: '', namespace: 'shop' };
  const withAccount = () => renderWith(({ chart }) => ({
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'Account', 'redis-account'),
  }));

  test('that is bound to the workload is granted to the service account of the pods', () => {
    const rendered = withAccount();
    const role = new kplus.Role(rendered.chart, 'Role');
    role.allowRead(kplus.ApiResource.PODS);
    role.bind(rendered.app.workload);

    expect(rendered.one('RoleBinding').subjects).toEqual([account]);
  });

  test('of the cluster is granted with the namespace of the pods', () => {
    const rendered = withAccount();
    new kplus.ClusterRole(rendered.chart, 'Role').bind(rendered.app.workload);

    expect(rendered.one('ClusterRoleBinding').subjects).toEqual([account]);
  });

  test('can be granted with the permissions of another object', () => {
    const rendered = withAccount();
    new kplus.ConfigMap(rendered.chart, 'Map').permissions.grantRead(rendered.app.workload);

    expect(rendered.one('RoleBinding').subjects).toEqual([account]);
  });

  test('that is bound to pods with a token and no account is granted to the account that they run as', () => {
    const rendered = render({ automountServiceAccountToken: true }, 'shop');
    new kplus.Role(rendered.chart, 'Role').bind(rendered.app.workload);

    expect(rendered.one('RoleBinding').subjects).toEqual([{ ...account, name: 'default' }]);
  });
});
