import { mkdtempSync, readdirSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Cron, Duration, Size, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  JobCleanup, AppJobProps, Manifests, NetworkAccess, NetworkPeer, PodSecurity, Port, Spread, StatefulApp, StatefulAppProps,
} from '../../src';

const job: AppJobProps = { command: ['redis-cli', '-h', 'redis-0.redis', 'BGREWRITEAOF'] };

function redis(
  props: Partial<StatefulAppProps> = {}, build: (app: StatefulApp, chart: Chart) => unknown = app => app.addJob('compact', job),
): Chart {
  const chart = new Chart(new App(), 'test');
  build(new StatefulApp(chart, 'Cache', { name: 'redis', replicas: 3, image: 'redis:8', user: 999, ...props }), chart);
  return chart;
}

const jobIn = (chart: Chart) => Manifests.one(chart, 'Job');
const podIn = (chart: Chart) => jobIn(chart).spec.template;

test('a Job runs its command in the image of the set, with the security of the set and its own /tmp', () => {
  const { spec, metadata } = jobIn(redis({}, app => app.addJob('compact', job)));

  expect(metadata.name).toMatch(/^redis-compact-[0-9a-f]{10}$/);
  expect(spec).toMatchObject({ activeDeadlineSeconds: 3600, backoffLimit: 4 });
  expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
  expect(spec.template.spec).toMatchObject({
    restartPolicy: 'Never',
    securityContext: { runAsUser: 999, runAsNonRoot: true },
    containers: [{
      name: 'compact',
      image: 'redis:8',
      command: job.command,
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    }],
  });
});

test('the limits and the deletion of a Job are the ones that are given', () => {
  const { spec, metadata } = jobIn(redis({}, app => app.addJob('compact', {
    ...job,
    deadline: Duration.hours(5),
    retries: 0,
    cleanup: JobCleanup.after(Duration.minutes(10)),
    annotations: { 'argocd.argoproj.io/hook': 'PostSync' },
  })));

  expect(spec).toMatchObject({ activeDeadlineSeconds: 18000, backoffLimit: 0, ttlSecondsAfterFinished: 600 });
  expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/hook': 'PostSync' });
});

test('the pods of a Job are placed on the nodes of the members, without the spread of the members', () => {
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }] },
  };
  const tolerations = [{ key: 'dedicated', operator: 'Exists' }];
  const { spec } = podIn(redis({
    nodeSelector: { pool: 'databases' },
    tolerations,
    affinity: { nodeAffinity, podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } },
    spread: Spread.requiredNodes(),
    priorityClassName: 'high',
    schedulerName: 'own',
    runtimeClassName: 'gvisor',
    terminationGracePeriod: Duration.minutes(10),
  }));

  expect(spec).toMatchObject({
    nodeSelector: { pool: 'databases' },
    tolerations,
    affinity: { nodeAffinity },
    priorityClassName: 'high',
    schedulerName: 'own',
    runtimeClassName: 'gvisor',
  });
  expect(spec.affinity).toEqual({ nodeAffinity });
  expect(spec).not.toHaveProperty('topologySpreadConstraints');
  expect(spec).not.toHaveProperty('terminationGracePeriodSeconds');
});

test('tolerations, DNS options, host aliases and annotations that are added to the workload later reach the Job', () => {
  const { spec, metadata } = podIn(redis({}, app => {
    app.addJob('compact', job);
    app.workload.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('dedicated')));
    app.workload.dns.addOption({ name: 'timeout', value: '1' });
    app.workload.addHostAlias({ ip: '192.0.2.1', hostnames: ['vault'] });
    app.workload.podMetadata.addAnnotation('example.com/team', 'shop');
  }));

  expect(spec.tolerations).toEqual([{ key: 'dedicated', operator: 'Exists' }]);
  expect(spec.dnsConfig).toEqual({ options: [{ name: 'timeout', value: '1' }] });
  expect(spec.hostAliases).toEqual([{ ip: '192.0.2.1', hostnames: ['vault'] }]);
  expect(metadata.annotations).toEqual({ 'example.com/team': 'shop' });
});

test.each<[string, Partial<StatefulAppProps>]>([
  ['the recommended labels', {}],
  ['its own selector', { selectorLabels: { app: 'redis' }, labels: { app: 'redis' } }],
  ['a recommended label as its selector', { selectorLabels: { 'app.kubernetes.io/part-of': 'redis' } }],
])('a set with %s does not select the pods of its Job', (_, props) => {
  const chart = redis({ ...props, podLabels: { tier: 'data' } });
  const { labels } = podIn(chart).metadata;
  const selector = Object.entries(Manifests.one(chart, 'StatefulSet', 'redis').spec.selector.matchLabels);

  expect(selector.every(([key, value]) => labels[key] === value)).toBe(false);
  expect(labels).toMatchObject({ 'app.kubernetes.io/name': 'redis-compact', 'tier': 'data' });
});

test('programs that find members by labels of the library do not find the pods of a Job', () => {
  const chart = redis({ podLabels: { 'cdk8s-stateful-app/scope': 'redis', 'tier': 'data' } });

  const { labels } = podIn(chart).metadata;

  expect(Object.keys(labels).filter(label => label.startsWith('cdk8s-stateful-app/'))).toEqual([]);
  expect(labels).toMatchObject({ tier: 'data' });
});

describe('the name of a Job', () => {
  const base = { set: {} as Partial<StatefulAppProps>, job };
  const nameAndTemplate = ({ set, job: props }: typeof base) => {
    const { metadata, spec } = jobIn(redis(set, (app, chart) => app.addJob('compact', withSecrets(props, chart))));
    return { name: metadata.name, template: JSON.stringify(spec.template) };
  };
  const withSecrets = (props: AppJobProps, chart: Chart) => ({
    ...props,
    secretFiles: { '/run/secrets/redis/password': { secret: kplus.Secret.fromSecretName(chart, 'Auth', 'auth'), key: 'password' } },
  });
  const changes: Record<string, Partial<typeof base>> = {
    'a pull secret': { set: { imagePullSecrets: [{ name: 'registry' } as kplus.ISecret] } },
    'a toleration': { set: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } },
    'a node selector': { set: { nodeSelector: { pool: 'databases' } } },
    'an affinity': {
      set: { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } } },
    },
    'a priority class': { set: { priorityClassName: 'high' } },
    'a scheduler': { set: { schedulerName: 'own' } },
    'a runtime class': { set: { runtimeClassName: 'gvisor' } },
    'a label': { set: { labels: { team: 'shop' } } },
    'a pod label': { set: { podLabels: { team: 'shop' } } },
    'a pod annotation': { set: { podAnnotations: { team: 'shop' } } },
    'an annotation of objects': { set: { annotations: { team: 'shop' } } },
    'an image': { set: { image: 'redis:8.2' } },
    'a pull policy': { set: { imagePullPolicy: kplus.ImagePullPolicy.ALWAYS } },
    'a user': { set: { user: 1000 } },
    'a group': { set: { fsGroup: 1000 } },
    'the security': { set: { security: PodSecurity.writableRoot() } },
    'a service account': { set: { serviceAccount: { name: 'redis' } as kplus.IServiceAccount } },
    'a token': { set: { automountServiceAccountToken: true } },
    'the replicas': { set: { replicas: 5 } },
    'the spread': { set: { spread: Spread.none() } },
    'the network': { set: { networkAccess: NetworkAccess.isolated(), ports: [Port.tcp(6379)] } },
    'a command': { job: { command: ['redis-cli', 'SAVE'] } },
    'an argument': { job: { ...job, args: ['--verbose'] } },
    'a directory': { job: { ...job, workingDir: '/data' } },
    'a variable': { job: { ...job, env: { A: kplus.EnvValue.fromValue('1') } } },
    'a file': { job: { ...job, files: { '/etc/redis/plan': '1' } } },
    'an empty directory': { job: { ...job, emptyDirs: { '/work': {} } } },
    'a claim': { job: { ...job, existingClaims: { '/dumps': 'dumps' } } },
    'resources': { job: { ...job, resources: { cpu: { request: kplus.Cpu.millis(50) } } } },
    'a user of the Job': { job: { ...job, user: 1000 } },
    'an image of the Job': { job: { ...job, image: 'tool:1.0' } },
    'a deadline': { job: { ...job, deadline: Duration.hours(2) } },
    'the retries': { job: { ...job, retries: 1 } },
    'the deletion': { job: { ...job, cleanup: JobCleanup.after(Duration.hours(1)) } },
    'ports': { job: { ...job, ports: [Port.tcp(16379)] } },
    'an annotation of the Job': { job: { ...job, annotations: { team: 'shop' } } },
  };

  test.each(Object.keys(changes))('changes with %s exactly if the pods change', change => {
    const [before, after] = [base, { ...base, ...changes[change] }].map(nameAndTemplate);

    expect(before.name === after.name).toBe(before.template === after.template);
  });

  test('changes with the content of a file', () => {
    const [one, other] = ['1', '2'].map(text => nameAndTemplate({ ...base, job: { ...job, files: { '/etc/redis/plan': text } } }).name);

    expect(one).not.toBe(other);
  });

  test('does not depend on the order of files and directories', () => {
    const [one, other] = [['/a', '/b'], ['/b', '/a']].map(paths => nameAndTemplate({
      ...base,
      job: {
        ...job,
        files: Object.fromEntries(paths.map(path => [`/etc${path}`, ''])),
        emptyDirs: Object.fromEntries(paths.map(path => [path, {}])),
        existingClaims: Object.fromEntries(paths.map(path => [`/claims${path}`, 'dumps'])),
      },
    }));

    expect(one).toEqual(other);
  });

  test('does not depend on the order of labels', () => {
    const [one, other] = [{ a: '1', b: '2' }, { b: '2', a: '1' }].map(labels => nameAndTemplate({ ...base, set: { labels } }).name);

    expect(one).toBe(other);
  });

  test('is the name of its file in an App that writes a file for each object', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'jobs-'));
    const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    const chart = new Chart(app, 'test');
    new StatefulApp(chart, 'Cache', { name: 'redis', replicas: 3, image: 'redis:8', user: 999 }).addJob('compact', job);
    app.synth();

    expect(readdirSync(outdir)).toContain(`Job.${jobIn(chart).metadata.name}.k8s.yaml`);
  });

  test('has at most 63 characters for a set with the longest name', () => {
    expect(jobIn(redis({ name: 'r'.repeat(52) })).metadata.name).toMatch(/^r{44}-compact-[0-9a-f]{10}$/);
  });
});

test('files of a Job are in a ConfigMap, and scripts among them are executable', () => {
  const files = { '/opt/job/run': '#!/bin/sh\nredis-cli SAVE\n' };
  const chart = redis({}, app => app.addJob('compact', { command: ['/opt/job/run'], files }));
  const { spec } = podIn(chart);

  expect(Manifests.one(chart, 'ConfigMap', 'redis-compact').data).toEqual({ 'opt.job.run': '#!/bin/sh\nredis-cli SAVE\n' });
  expect(spec.volumes).toContainEqual({ name: 'files', configMap: { name: 'redis-compact', defaultMode: 0o555 } });
  expect(spec.containers[0].volumeMounts)
    .toContainEqual({ name: 'files', mountPath: '/opt/job/run', subPath: 'opt.job.run', readOnly: true });
});

test('the files and the policy of a Job are applied before the Job, which would otherwise start with the files of the Job before', () => {
  const chart = redis(
    { networkAccess: NetworkAccess.isolated(), ports: [Port.tcp(6379)] },
    app => app.addJob('compact', { ...job, files: { '/etc/redis/plan': '1' } }),
  );

  expect(chart.toJson().map(({ kind }) => kind).slice(-3)).toEqual(['ConfigMap', 'NetworkPolicy', 'Job']);
});

test('an init container copies the Secrets that the group must not read', () => {
  const { spec } = podIn(redis({ shell: '/bin/sh' }, (app, chart) => app.addJob('compact', {
    ...job,
    secretFiles: { '/run/keys/id': { secret: kplus.Secret.fromSecretName(chart, 'Key', 'key'), key: 'id', mode: 0o400 } },
  })));

  expect(spec.initContainers).toMatchObject([{ name: 'secrets', image: 'redis:8' }]);
  expect(spec.containers[0].volumeMounts).toContainEqual(expect.objectContaining({ name: 'secret-copies', mountPath: '/run/keys' }));
});

describe('a CronJob', () => {
  const cronJob = (props = {}) => Manifests.one(redis(
    { labels: { team: 'shop' }, annotations: { owner: 'a' } }, app => app.addCronJob('save', { ...job, schedule: Cron.hourly(), ...props }),
  ), 'CronJob', 'redis-save');

  test('runs in UTC, one run at a time', () => {
    expect(cronJob().spec).toMatchObject({
      schedule: '0 * * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { activeDeadlineSeconds: 3600 } },
    });
    expect(cronJob().spec).not.toHaveProperty('suspend');
  });

  test('can be suspended, so that Jobs are created by hand', () => {
    expect(cronJob({ suspended: true }).spec.suspend).toBe(true);
  });

  test('gives its Jobs the labels and annotations of the set', () => {
    expect(cronJob().spec.jobTemplate.metadata).toMatchObject({
      labels: { 'team': 'shop', 'app.kubernetes.io/name': 'redis-save' }, annotations: { owner: 'a' },
    });
  });
});

describe('with network policies', () => {
  const isolated = (props: Partial<AppJobProps> = {}) => redis(
    { networkAccess: NetworkAccess.isolated(), ports: [Port.tcp(6379)] }, app => app.addJob('compact', { ...job, ...props }),
  );
  const pods = { 'app.kubernetes.io/name': 'redis-compact', 'app.kubernetes.io/part-of': 'redis' };
  const policies = (chart: Chart) => ({
    set: Manifests.one(chart, 'NetworkPolicy', 'redis').spec.ingress,
    job: Manifests.one(chart, 'NetworkPolicy', 'redis-compact').spec,
  });

  test('the pods of a Job reach the ports for clients and DNS, in whatever namespace both are', () => {
    const { set, job: own } = policies(isolated());

    expect(set).toContainEqual({ from: [{ podSelector: { matchLabels: pods } }], ports: [{ port: 6379, protocol: 'TCP' }] });
    expect(own).toMatchObject({ podSelector: { matchLabels: pods }, policyTypes: ['Egress'] });
    expect(own.egress[0]).toEqual({
      to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' } } }],
      ports: [{ port: 6379, protocol: 'TCP' }],
    });
    expect(own.egress).toHaveLength(2);
    expect(podIn(isolated()).metadata.labels).toMatchObject(pods);
  });

  test('a Job reaches the ports that it names instead', () => {
    const { set, job: own } = policies(isolated({ ports: [Port.tcp(16379)] }));

    expect(set).toContainEqual({ from: [{ podSelector: { matchLabels: pods } }], ports: [{ port: 16379, protocol: 'TCP' }] });
    expect(own.egress[0].ports).toEqual([{ port: 16379, protocol: 'TCP' }]);
  });

  test('a Job without ports reaches no member, and the servers that it names', () => {
    const { set, job: own } = policies(isolated({ ports: [], servers: [NetworkPeer.cidr('192.0.2.0/24')] }));

    expect(set).toHaveLength(1);
    expect(own.egress).toEqual([expect.objectContaining({ ports: expect.anything() }), { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] }]);
  });
});

test('a Job may use an image of its own with its entry point, and another user', () => {
  const [container] = podIn(redis({}, app => app.addJob('export', { image: 'exporter:1.0', user: 1001 }))).spec.containers;

  expect(container).toMatchObject({ image: 'exporter:1.0', securityContext: { runAsUser: 1001, runAsGroup: 1001 } });
  expect(container).not.toHaveProperty('command');
});

test('a directory in memory has the size that is given', () => {
  const { volumes } = podIn(redis({}, app => app.addJob('compact', {
    ...job, emptyDirs: { '/work': { inMemory: true, sizeLimit: Size.mebibytes(1) } },
  }))).spec;

  expect(volumes).toContainEqual({ name: 'empty-work', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
});
