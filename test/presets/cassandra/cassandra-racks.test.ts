import { CassandraProps, CassandraRacks, Spread } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { factsOf } from '../../../src/plan/facts';

const ZONES = ['eu-1a', 'eu-1b', 'eu-1c'];

function zoned(props: Partial<CassandraProps> = {}): Deployed {
  return new Deployed({ racks: CassandraRacks.ofZones(ZONES), ...props });
}

test('members run only in the zones of the racks, as many in each, and a zone without nodes keeps its members', () => {
  const { pod } = zoned({ replicas: 6 });

  expect(pod.topologySpreadConstraints).toEqual([{
    topologyKey: 'topology.kubernetes.io/zone',
    maxSkew: 1,
    minDomains: 3,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'cassandra', 'app.kubernetes.io/instance': 'cassandra' } },
  }]);
  expect(pod.affinity.nodeAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ZONES }] }],
    },
  });
});

test('spread still decides about nodes, and affinity of the user about nodes within the zones', () => {
  const disks = { matchExpressions: [{ key: 'disk', operator: 'In', values: ['nvme'] }] };
  const { affinity, topologySpreadConstraints } = zoned({
    spread: Spread.requiredNodes(),
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [disks] } } },
  }).pod;

  expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  expect(topologySpreadConstraints[0].whenUnsatisfiable).toBe('DoNotSchedule');
  expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([{
    matchExpressions: [disks.matchExpressions[0], { key: 'topology.kubernetes.io/zone', operator: 'In', values: ZONES }],
  }]);
});

test('a member reads its zone from the label that Kubernetes gives its pod', () => {
  const { server } = zoned();

  expect(server.env).toContainEqual({ name: 'RACKS', value: 'eu-1a eu-1b eu-1c' });
  expect(server.env).toContainEqual({
    name: 'ZONE', valueFrom: { fieldRef: { fieldPath: 'metadata.labels[\'topology.kubernetes.io/zone\']' } },
  });
});

test('without racks, the pod template has nothing of them', () => {
  expect(JSON.stringify(new Deployed().server.env)).not.toMatch(/RACKS|ZONE/);
  expect(new Deployed().pod.affinity.nodeAffinity).toBeUndefined();
  expect(new Deployed().pod.topologySpreadConstraints[0].whenUnsatisfiable).toBe('ScheduleAnyway');
});

test('the configuration that all members share names the datacenter, and the start script adds the rack', () => {
  expect(zoned().file('cassandra-rackdc.properties')).toBe('dc=datacenter1\n');
});

test('a plan knows the racks', () => {
  expect(factsOf(zoned().one('StatefulSet')).racks).toBe('eu-1a,eu-1b,eu-1c');
  expect(factsOf(new Deployed().one('StatefulSet')).racks).toBe('rack1');
});
