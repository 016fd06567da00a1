import { Size, Testing } from 'cdk8s';
import { Cpu, ServiceType } from 'cdk8s-plus-28';
import {
  Controllers, DisruptionBudget, KafkaAdoption, KafkaProps, Manifests, NetworkAccess, PlanEffect, UpdateStrategy,
} from 'cdk8s-stateful-app';
import { CLUSTER_ID, Deployed } from './deployment';

function statefulSet(props: Partial<KafkaProps> & { secure?: boolean } = {}, name = 'kafka'): any {
  return Manifests.one(new Deployed(props), 'StatefulSet', name);
}

function podOf(...args: Parameters<typeof statefulSet>): any {
  return statefulSet(...args).spec.template.spec;
}

const environmentOf = (pod: any) => Object.fromEntries(pod.containers[0].env.map(({ name, value }: any) => [name, value]));

test('nodes start in parallel, since a controller becomes ready when most of them are there', () => {
  expect(statefulSet().spec.podManagementPolicy).toBe('Parallel');
});

test('a broker has time to hand its partitions over', () => {
  expect(podOf().terminationGracePeriodSeconds).toBe(330);
});

test('an adoption is declared by a file with the first id and the number of brokers, and its end rolls no pod', () => {
  const file = (props: Partial<KafkaProps>) => Manifests.one(new Deployed(props), 'ConfigMap', 'kafka-reloaded-files').data;
  const adopt = KafkaAdoption.bitnami();

  expect(statefulSet({ adopt }).spec.template).toEqual(statefulSet().spec.template);
  expect(Object.values(file({ adopt, firstBoot: false }))).toEqual(['0 3\n', 'false\n']);
  expect(Object.values(file({ firstBoot: false }))).toEqual(['none\n', 'false\n']);
});

test('the id of an adopted cluster can be one that is no UUID', () => {
  const clusterId = 'kafka_cluster_id_test1';

  expect(environmentOf(podOf({ adopt: KafkaAdoption.bitnami(), firstBoot: false, clusterId })).CLUSTER_ID).toBe(clusterId);
});

test('one broker at a time may be taken away', () => {
  expect(Manifests.one(new Deployed(), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
});

test('dedicated controllers have a budget of their own, whatever that of the brokers is', () => {
  const budget = (name: string, disruptionBudget: DisruptionBudget) => Manifests.one(new Deployed({
    replicas: 5, replicationFactor: 5, minInSyncReplicas: 3, controllers: Controllers.dedicated(), disruptionBudget,
  }), 'PodDisruptionBudget', name).spec;

  expect(budget('kafka', DisruptionBudget.maxUnavailable(2))).toMatchObject({ maxUnavailable: 2 });
  for (const brokers of [DisruptionBudget.maxUnavailable(2), DisruptionBudget.minAvailable(4), DisruptionBudget.none()]) {
    expect(budget('kafka-controller', brokers)).toMatchObject({ maxUnavailable: 1 });
    expect(budget('kafka-controller', brokers).minAvailable).toBeUndefined();
  }
  expect(() => Manifests.one(
    new Deployed({ controllers: Controllers.dedicated({ replicas: 1 }) }), 'PodDisruptionBudget', 'kafka-controller',
  )).toThrow();
});

test('the heap is half of the memory limit, and the whole of it from the start', () => {
  const resources = { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.gibibytes(4) } };

  expect(environmentOf(podOf({ resources })).KAFKA_HEAP_OPTS).toBe('-Xms2048m -Xmx2048m -XX:+ExitOnOutOfMemoryError');
  expect(environmentOf(podOf()).KAFKA_HEAP_OPTS).toMatch(/^-Xms1024m -Xmx1024m/);
});

test('a garbage collector of the user replaces the default one', () => {
  const env = environmentOf(podOf({ jvmFlags: ['-XX:+UseZGC'] }));

  expect(env.SERVER_FLAGS).toBe('-XX:+UseZGC');
  expect(env.KAFKA_JVM_PERFORMANCE_OPTS).toBe('-Djava.awt.headless=true');
  expect(environmentOf(podOf()).KAFKA_JVM_PERFORMANCE_OPTS).toBeUndefined();
});

test('flags of the user come last in every JVM, and those of the server alone after them', () => {
  const props = { jvmFlags: ['-XX:UseSVE=0', '-Xlog:gc*'], controllers: Controllers.dedicated() };

  for (const set of ['kafka', 'kafka-controller']) {
    const env = environmentOf(podOf(props, set));
    expect(env.KAFKA_OPTS).toMatch(/ -XX:UseSVE=0$/);
    expect(env.SERVER_FLAGS).toBe('-Xlog:gc*');
  }
});

test('nodes log lines of text from INFO on', () => {
  expect(new Deployed().kafka.filesOf(0)['/etc/kafka/stateful/log4j2.yaml'])
    .toMatch(/pattern: "\[%d\] %p %m \(%c\)%n"[^]*Root:\n {6}level: "INFO"/);
});

test('level, loggers and layout of the nodes can be chosen, and the tools print as before', () => {
  const files = (props: Partial<KafkaProps>) => new Deployed(props).kafka.filesOf(0);
  const logging = { level: 'WARN', loggers: { 'kafka.authorizer.logger': 'DEBUG', 'org.apache.kafka': 'ERROR' }, layout: 'json' };

  expect(files({ logging })['/etc/kafka/stateful/log4j2.yaml']).toBe(`Configuration:
  status: warn
  Appenders:
    Console:
      name: CONSOLE
      target: SYSTEM_OUT
      PatternLayout: {pattern: '{"time":"%enc{%d{yyyy-MM-dd''T''HH:mm:ss.SSSXXX}}{JSON}",`
    + '"level":"%enc{%p}{JSON}","logger":"%enc{%c}{JSON}","thread":"%enc{%t}{JSON}",'
    + `"message":"%enc{%m}{JSON}","exception":"%enc{%ex}{JSON}"}%n'}
  Loggers:
    Root:
      level: "WARN"
      AppenderRef: {ref: CONSOLE}
    Logger:
      - {name: "kafka.authorizer.logger", level: "DEBUG"}
      - {name: "org.apache.kafka", level: "ERROR"}
`);
  expect(files({ logging })['/etc/kafka/stateful/log4j2-tools.yaml']).toBe(files({})['/etc/kafka/stateful/log4j2-tools.yaml']);
});

test('node ids follow from the ordinals, and those of dedicated controllers are others', () => {
  expect(environmentOf(podOf())).toMatchObject({ FIRST_NODE_ID: '0', CLUSTER_ID, CONTROLLERS: '3', CONTROLLER_SET: 'kafka' });
  expect(environmentOf(podOf({ controllers: Controllers.dedicated() }, 'kafka-controller'))).toMatchObject({
    FIRST_NODE_ID: '9000',
    FIRST_CONTROLLER_ID: '9000',
    CONTROLLER_SET: 'kafka-controller',
  });
});

test('nodes of an adopted cluster keep their ids without adopt, in the sets of brokers and controllers', () => {
  const props = { firstNodeId: 100, controllers: Controllers.dedicated({ firstNodeId: 0 }) };

  expect(environmentOf(podOf(props))).toMatchObject({ FIRST_NODE_ID: '100', FIRST_CONTROLLER_ID: '0' });
  expect(environmentOf(podOf(props, 'kafka-controller'))).toMatchObject({ FIRST_NODE_ID: '0', FIRST_CONTROLLER_ID: '0' });
  expect(environmentOf(podOf({ firstNodeId: 5 }))).toMatchObject({ FIRST_NODE_ID: '5', FIRST_CONTROLLER_ID: '5' });
});

test('a plan tells that other node ids are other nodes to the volumes, of brokers and of controllers', () => {
  const endangered = (before: Partial<KafkaProps>, after: Partial<KafkaProps>) =>
    Manifests.plan(Testing.synth(new Deployed(before)), new Deployed(after))
      .filter(({ effect, outcome }) => effect === PlanEffect.DANGER && outcome.includes('volumes belong')).map(({ object }) => object);

  expect(endangered({}, { firstNodeId: 5 })).toEqual(['StatefulSet/kafka']);
  expect(endangered({ controllers: Controllers.dedicated() }, { controllers: Controllers.dedicated({ firstNodeId: 100 }) }))
    .toEqual(['StatefulSet/kafka-controller']);
  const same = { firstNodeId: 0, controllers: Controllers.dedicated({ firstNodeId: 9000 }) };
  expect(endangered({ controllers: Controllers.dedicated() }, same)).toEqual([]);
});

test('the end of the first boot rolls no pod', () => {
  expect(statefulSet({ firstBoot: true }).spec.template).toEqual(statefulSet().spec.template);
  expect(new Deployed({ firstBoot: true }).kafka.filesOf(0)['/etc/kafka/stateful/live/first-boot']).toBe('true\n');
});

test('more brokers roll no pod', () => {
  expect(statefulSet({ replicas: 5 }).spec.template).toEqual(statefulSet().spec.template);
});

test('no key and no password is in an argument or a variable', () => {
  const { containers, initContainers, volumes } = podOf({ secure: true });

  const told = [containers, initContainers].map((all: any[]) => all.map(({ command, args, env }) => [command, args, env]));
  expect(JSON.stringify(told)).not.toMatch(/secretKeyRef|tls\.key|password/i);
  expect(volumes.find((volume: any) => volume.projected).projected.sources.map(({ secret }: any) => secret.items[0].key).sort())
    .toEqual(['ca.crt', 'tls.crt', 'tls.key']);
});

test('a node that has caught up is ready and alive while its own port is open, and a start has a week', () => {
  const [{ livenessProbe, readinessProbe, startupProbe }] = podOf().containers;

  expect(startupProbe.exec.command).toEqual(['bash', '/etc/kafka/stateful/scripts/started.sh']);
  expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(7 * 24 * 3600);
  expect([livenessProbe, readinessProbe].map(({ tcpSocket }) => tcpSocket)).toEqual([{ port: 'client' }, { port: 'client' }]);
});

test('dedicated controllers are asked at their port', () => {
  const chart = new Deployed({ controllers: Controllers.dedicated() });
  const [{ livenessProbe, readinessProbe }] = Manifests.one(chart, 'StatefulSet', 'kafka-controller').spec.template.spec.containers;

  expect([livenessProbe, readinessProbe].map(({ tcpSocket }) => tcpSocket)).toEqual([{ port: 'controller' }, { port: 'controller' }]);
});

test('each broker has a Service for clients outside', () => {
  const addresses = [31090, 31091, 31092].map(port => ({ host: 'node.example.com', port }));
  const chart = new Deployed({ secure: true, external: { type: ServiceType.NODE_PORT, addresses } });

  expect(Manifests.one(chart, 'Service', 'kafka-external-1').spec).toMatchObject({
    type: 'NodePort',
    ports: [{
      name: 'external',
      port: 9094,
      targetPort: 9094,
      nodePort: 31091,
    }],
    selector: { 'apps.kubernetes.io/pod-index': '1' },
  });
});

test('a load balancer has the port that clients are told', () => {
  const chart = new Deployed({
    secure: true,
    external: {
      addresses: ['a', 'b', 'c'].map(host => ({ host, port: 443 })),
      annotations: { cloud: 'internal' },
    },
  });

  expect(Manifests.one(chart, 'Service', 'kafka-external-0')).toMatchObject({
    metadata: { annotations: { cloud: 'internal' } },
    spec: { type: 'LoadBalancer', ports: [{ port: 443, targetPort: 9094 }] },
  });
});

test('clients reach their listener and no other, and dedicated controllers are reached by brokers alone', () => {
  const chart = new Deployed({ networkAccess: NetworkAccess.isolated(), controllers: Controllers.dedicated() });
  const ingressOf = (name: string) => Manifests.one(chart, 'NetworkPolicy', name).spec.ingress.map(({ from, ports }: any) => [
    from[0].podSelector.matchLabels['app.kubernetes.io/name'], ports?.[0].port,
  ]);

  expect(ingressOf('kafka')).toEqual([['kafka', undefined]]);
  expect(ingressOf('kafka-controller')).toEqual([['kafka-controller', undefined], ['kafka', 9093]]);
  expect(Manifests.one(chart, 'Service', 'kafka').spec.ports).toEqual([{ port: 9092, name: 'client' }]);
});

test('a partition above the number of dedicated controllers holds all of them', () => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 5, maxUnavailable: 1 });
  const chart = new Deployed({ replicas: 6, controllers: Controllers.dedicated(), updateStrategy });
  const partitionOf = (name: string) => Manifests.one(chart, 'StatefulSet', name).spec.updateStrategy.rollingUpdate.partition;

  expect(partitionOf('kafka')).toBe(5);
  expect(partitionOf('kafka-controller')).toBe(3);
});
