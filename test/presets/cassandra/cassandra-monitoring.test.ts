import { Manifests } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const image = 'registry.example/jmx-exporter:1.0.1';

test('the agent comes from the image of the user and runs in the JVM of the server', () => {
  const deployed = new Deployed({ monitoring: { image, jar: '/agent.jar' } });

  expect(deployed.pod.initContainers).toEqual([
    expect.objectContaining({ name: 'jmx-exporter', image, command: ['cp', '/agent.jar', '/run/jmx-exporter/agent.jar'] }),
  ]);
  expect(deployed.variable('SERVER_JVMFLAGS')).toMatch(
    /^-javaagent:\/run\/jmx-exporter\/agent\.jar=9404:\/etc\/cassandra\/stateful\/jmx-exporter\.yaml /,
  );
  expect(deployed.file('jmx-exporter.yaml')).toContain('cassandra_ring_members_');
});

test('Prometheus scrapes each member', () => {
  const { chart, ring } = new Deployed({ monitoring: { image, podMonitor: {} } });

  expect(Manifests.one(chart, 'PodMonitor').spec.podMetricsEndpoints).toEqual([{ port: 'metrics' }]);
  expect(ring.podMonitor).toBeDefined();
  expect(ring.prometheusRule).toBeUndefined();
});

test('without monitoring, no agent runs', () => {
  const deployed = new Deployed();

  expect(deployed.pod.initContainers).toBeUndefined();
  expect(deployed.variable('SERVER_JVMFLAGS')).not.toContain('javaagent');
});
