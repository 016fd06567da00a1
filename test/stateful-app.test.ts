import { App, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import {
  DisruptionBudget, Manifests, NetworkAccess, Ordinals, PodSecurity, Port, Settings, Spread, StatefulApp, StatefulAppProps,
} from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { PLAIN, render, yamlOf } from './support/render';

const ports = [Port.tcp(6379, { name: 'redis' })];
const CONF = '/etc/redis/redis.conf';

/** Something of everything. */
const FULL: StatefulAppProps = {
  ...PLAIN,
  ports,
  command: ['redis-server', CONF],
  shell: '/bin/sh',
  env: { B: EnvValue.fromValue('b'), A: EnvValue.fromValue('a') },
  claims: { log: { size: Size.gibibytes(1), mountPath: '/log' }, data: { size: Size.gibibytes(10), mountPath: '/data' } },
  files: { [CONF]: 'x' },
  reloadedFiles: { '/etc/acl/users.acl': 'y' },
  emptyDirs: { '/run/redis': {} },
  roles: {
    replica: { ordinals: Ordinals.startingAt(1), files: { '/etc/redis/role.conf': 'r' }, env: { MODE: 'replica' } },
    master: { ordinals: Ordinals.only(0), files: { '/etc/redis/role.conf': 'm' } },
  },
  networkAccess: NetworkAccess.isolated(),
  clientServices: { all: {} },
};

describe('names', () => {
  test('hosts are what pods of the namespace use', () => {
    const { app } = render();

    expect(app.hosts).toEqual(['redis-0.redis', 'redis-1.redis', 'redis-2.redis']);
    expect(app.host(2)).toBe('redis-2.redis');
  });

  test('fully qualified names carry namespace and cluster domain', () => {
    const { app } = render({ namespace: 'shop', clusterDomain: 'example.org' });

    expect(app.fqdn(0)).toBe('redis-0.redis.shop.svc.example.org');
    expect(app.serviceFqdn).toBe('redis.shop.svc.example.org');
  });

  test('the namespace of the chart will do', () => {
    expect(render({}, 'shop').app.fqdn(1)).toBe('redis-1.redis.shop.svc.cluster.local');
  });

  test.each([-1, 3, 0.5])('fails for the host of pod %p', ordinal => {
    expect(() => render().app.host(ordinal)).toThrow('[OrdinalUnknown at test/Redis]');
  });
});

describe('what is handed out', () => {
  test('lists are copies: changing them changes nothing', () => {
    const rendered = render({ files: { [CONF]: 'x' } });
    const before = rendered.set;
    rendered.app.hosts.pop();
    rendered.app.filesOf(0)[CONF] = 'other';
    rendered.app.environmentOf(0).MODE = 'other';

    expect(rendered.app.hosts).toHaveLength(3);
    expect(rendered.set).toEqual(before);
  });

  test('props that the user changes afterwards change nothing', () => {
    const props = { files: { [CONF]: 'x' } as Record<string, string>, ports: [...ports], env: {} as Record<string, EnvValue> };
    const rendered = render(props);
    props.files['/late'] = 'y';
    props.ports.push(Port.tcp(1, { name: 'late' }));
    props.env.LATE = EnvValue.fromValue('z');

    expect(rendered.one('ConfigMap').data).toEqual({ 'etc.redis.redis.conf': 'x' });
    expect(rendered.one('Service').spec.ports).toHaveLength(1);
    expect(rendered.container().env).toBeUndefined();
  });

  test('only literals are known as the environment of a pod', () => {
    const { app } = render({ env: { MODE: EnvValue.fromValue('plain') } });

    expect(app.environmentOf(0)).toEqual({ MODE: 'plain' });
  });
});

describe('each default has an off switch', () => {
  test('with all of them, the plain manifest is left', () => {
    const rendered = render({
      user: undefined,
      selectorLabels: { app: 'redis' },
      publishNotReadyAddresses: false,
      security: PodSecurity.none(),
      spread: Spread.none(),
      disruptionBudget: DisruptionBudget.none(),
      networkAccess: NetworkAccess.open(),
      minReady: Duration.seconds(0),
      ports,
    });

    expect(Testing.synth(rendered.chart)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'redis' },
        spec: { clusterIP: 'None', ports: [{ name: 'redis', port: 6379 }], selector: { app: 'redis' } },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'redis' },
        spec: {
          replicas: 3,
          selector: { matchLabels: { app: 'redis' } },
          serviceName: 'redis',
          template: {
            metadata: { labels: { app: 'redis' } },
            spec: { containers: [{ name: 'redis', image: 'redis:8', ports: [{ containerPort: 6379, name: 'redis' }] }] },
          },
        },
      },
    ]);
  });
});

describe('escape hatches', () => {
  test('JSON patches reach any field of any object, those newer than Kubernetes 1.28 too', () => {
    const rendered = render({ ports, networkAccess: NetworkAccess.isolated(), files: { [CONF]: 'x' } });
    const { app } = rendered;
    app.workload.statefulSet.addJsonPatch(
      JsonPatch.add('/spec/template/spec/containers/0/resizePolicy', [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
      JsonPatch.add('/spec/template/spec/resources', { limits: { cpu: '2' } }),
      JsonPatch.replace('/spec/template/spec/securityContext/fsGroupChangePolicy', 'Always'),
      JsonPatch.add('/spec/template/spec/hostUsers', false),
    );
    app.headlessService.addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
    app.disruptionBudget?.addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', '25%'));
    app.networkPolicy?.addJsonPatch(JsonPatch.remove('/spec/egress'));
    app.configMaps[0].addJsonPatch(JsonPatch.add('/immutable', true));

    expect(rendered.pod).toMatchObject({
      hostUsers: false,
      resources: { limits: { cpu: '2' } },
      securityContext: { fsGroupChangePolicy: 'Always' },
    });
    expect(rendered.container().resizePolicy).toEqual([{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]);
    expect(rendered.one('Service').spec.trafficDistribution).toBe('PreferClose');
    expect(rendered.one('PodDisruptionBudget').spec.maxUnavailable).toBe('25%');
    expect(rendered.one('NetworkPolicy').spec.egress).toBeUndefined();
    expect(rendered.one('ConfigMap').immutable).toBe(true);
  });

  test('a patch keeps quantities as they are', () => {
    const rendered = render({ claims: { data: { size: Size.gibibytes(10), mountPath: '/data' } } });
    const storage = '/spec/volumeClaimTemplates/0/spec/resources/requests/storage';
    rendered.app.workload.statefulSet.addJsonPatch(JsonPatch.replace(storage, '1Ti'));

    expect(rendered.set.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('1Ti');
  });

  test('metadata can be added to objects and pods after construction', () => {
    const rendered = render();
    rendered.app.headlessService.metadata.addLabel('late', 'yes');
    rendered.app.workload.podMetadata.addAnnotation('late', 'yes');

    expect(rendered.one('Service').metadata.labels).toMatchObject({ late: 'yes' });
    expect(rendered.set.template.metadata.annotations).toEqual({ late: 'yes' });
  });
});

describe('subclasses', () => {
  interface RedisProps { readonly replicas: number; readonly maxMemory?: string }

  const blueprint = (props: RedisProps): StatefulAppProps => ({
    ...PLAIN, ports, replicas: props.replicas, files: { [CONF]: Settings.spaced({ maxmemory: props.maxMemory ?? '64mb' }) },
  });

  class Redis extends StatefulApp {
    constructor(scope: Construct, id: string, props: RedisProps) {
      super(scope, id, blueprint(props));
      this.addContainer({ name: 'exporter', image: 'exporter:1' });
      this.addClientService('primary');
    }
  }

  test('a preset changes the set through its blueprint, and adds to it afterwards', () => {
    const chart = new Chart(Testing.app(), 'test');
    const redis = new Redis(chart, 'Redis', { replicas: 5, maxMemory: '1gb' });

    expect(redis.hosts).toHaveLength(5);
    expect(redis.filesOf(0)).toEqual({ [CONF]: 'maxmemory 1gb\n' });
    expect(Manifests.titles(chart)).toEqual([
      'ConfigMap/redis-files', 'PodDisruptionBudget/redis', 'Service/redis', 'Service/redis-primary', 'StatefulSet/redis',
    ]);
    expect(Manifests.one(chart, 'StatefulSet').spec.template.spec.containers.map((container: any) => container.name))
      .toEqual(['redis', 'exporter']);
  });

  test('a preset\'s errors name the construct of the user', () => {
    const chart = new Chart(Testing.app(), 'shop');

    expect(() => new Redis(chart, 'Orders', { replicas: -1 })).toThrow('[ReplicasInvalid at shop/Orders]');
  });
});

describe('determinism', () => {
  const build = (chart: Chart) => void new StatefulApp(chart, 'Redis', FULL);

  test('the same program writes the same bytes', () => {
    expect(yamlOf(build)).toBe(yamlOf(build));
  });

  test('synthesizing twice writes the same bytes', () => {
    const app = new App();
    build(new Chart(app, 'test'));

    expect(app.synthYaml()).toBe(app.synthYaml());
  });

  test('moving the construct in the tree or renaming it changes nothing', () => {
    expect(yamlOf(chart => void new StatefulApp(new Construct(chart, 'Team'), 'Moved', FULL))).toBe(yamlOf(build));
  });

  test('looking at the application changes nothing', () => {
    const looked = yamlOf(chart => {
      const app = new StatefulApp(chart, 'Redis', FULL);
      void [app.hosts, app.role('master').hosts, app.filesOf(7), app.environmentOf(1), app.claim('data'), app.configMaps];
      Testing.synth(chart);
    });

    expect(looked).toBe(yamlOf(build));
  });

  test('two applications of a chart leave each other alone', () => {
    const both = yamlOf(chart => {
      build(chart);
      new StatefulApp(chart, 'Other', { ...FULL, name: 'other' });
    });

    expect(both.startsWith(yamlOf(build).trimEnd())).toBe(true);
  });
});

test('two charts may describe the same application for two clusters', () => {
  const app = new App();
  for (const cluster of ['east', 'west']) {
    const chart = new Chart(app, cluster, { namespace: 'shop' });
    new StatefulApp(chart, 'Cache', {
      ...PLAIN,
      allowCopies: true,
      files: { '/etc/redis/redis.conf': '' },
      claims: { data: { size: Size.gibibytes(1), mountPath: '/data' } },
    });
  }

  expect(() => app.synthYaml()).not.toThrow();
});

test('of three charts with one application, the one that is not confirmed as a copy is rejected, in one line', () => {
  const app = new App();
  for (const [cluster, allowCopies] of Object.entries({ east: true, west: true, south: false })) {
    new StatefulApp(new Chart(app, cluster, { namespace: 'shop' }), 'Cache', { ...PLAIN, allowCopies });
  }

  expect(() => app.synthYaml()).toThrow(/^Validation failed with the following errors:\n {2}\[\] .*\[NameTaken at south\/Cache\]$/);
});

test('two namespaces, or two programs, may have the same application', () => {
  const app = new App();
  for (const namespace of ['staging', 'production']) { new StatefulApp(new Chart(app, namespace, { namespace }), 'Cache', PLAIN); }
  const other = new App();
  new StatefulApp(new Chart(other, 'staging', { namespace: 'staging' }), 'Cache', PLAIN);

  expect(() => [app.synthYaml(), other.synthYaml()]).not.toThrow();
});
