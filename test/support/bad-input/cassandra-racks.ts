import { CassandraRacks } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';
import { cassandra, password } from './cassandra';

const ZONE = 'topology.kubernetes.io/zone';

function zones(...names: string[]): LooseProps {
  return { racks: CassandraRacks.ofZones(names) };
}

const THREE = zones('eu-1a', 'eu-1b', 'eu-1c');

function refused(title: string, bad: LooseProps, error: string, good: LooseProps = THREE): BadInput {
  return {
    title: `for Cassandra: ${title}`,
    bad: (_, chart) => cassandra(chart, bad),
    error: `${error} at test/Ring]`,
    good: (_, chart) => cassandra(chart, good),
  };
}

const WRONG_ZONES = `zones of CassandraRacks.ofZones() must be 3 or more different values of the label ${ZONE}, because a zone with two of `
  + 'three copies takes the quorum with it, got';
const LIST = `list them with kubectl get nodes -L ${ZONE}, or omit racks [RackZonesInvalid`;
const SHARED = 'replicas must be a multiple of the number of racks (3), because the members of a rack share one copy of the data, and the '
  + 'volumes of a smaller rack fill up first, got';

function keyspace(copies: number): BadInput['bad'] {
  return (_, chart) => {
    const ring = cassandra(chart, { ...THREE, replicas: 6 });
    ring.addUser('shop', { password: password(chart, 'shop') });
    ring.addKeyspace('orders', { owner: 'shop', copies });
  };
}

function restored(replicas: number): BadInput['bad'] {
  return (_, chart) => {
    const keys = { accessKey: password(chart, 'id'), secretKey: password(chart, 'key') };
    const repository = { endpoint: 's3.example.com', bucket: 'backups', path: '/shop', ...keys };
    cassandra(chart, { ...THREE, replicas, firstBoot: true, restoreFrom: { repository, snapshot: '2026-01-02T01-00-05Z' } });
  };
}

export const cassandraRacksCases: BadInput[] = [
  refused('two zones', zones('eu-1a', 'eu-1b'), `${WRONG_ZONES} ["eu-1a","eu-1b"]; ${LIST}`),
  refused('a zone twice', zones('eu-1a', 'eu-1b', 'eu-1b'), `${WRONG_ZONES} ["eu-1a","eu-1b","eu-1b"]; ${LIST}`),
  refused('a zone that no node can have', zones('eu-1a', 'eu-1b', 'eu 1c'), `${WRONG_ZONES} ["eu-1a","eu-1b","eu 1c"]; ${LIST}`),
  refused('four members in three racks', { ...THREE, replicas: 4 }, `${SHARED} 4; use 3 [RacksUneven`, { ...THREE, replicas: 6 }),
  refused('five members in three racks', { ...THREE, replicas: 5 }, `${SHARED} 5; use 6 [RacksUneven`, { ...THREE, replicas: 9 }),
  refused('a first boot with two members for each rack', { ...THREE, replicas: 6, firstBoot: true },
    'replicas must be the number of racks (3) while firstBoot is on, because each of the first members begins a rack, got 6; use 3, and '
    + 'raise it by 3 when firstBoot is off [RackFirstBootInvalid', { ...THREE, firstBoot: true }),
  refused('zones that are named without their factory', { racks: ['eu-1a', 'eu-1b', 'eu-1c'] },
    'racks must be a CassandraRacks, got ["eu-1a","eu-1b","eu-1c"]; use CassandraRacks.ofZones([\'eu-1a\', \'eu-1b\', \'eu-1c\']) '
    + '[ValueTypeInvalid'),
  {
    title: 'for Cassandra: an uneven ring that is restored, while one with two members for each rack is restored at once',
    bad: restored(4),
    error: `${SHARED} 4; use 3 [RacksUneven at test/Ring]`,
    good: restored(6),
  },
  refused('a label with the zone of all pods', { ...THREE, podLabels: { [ZONE]: 'eu-1a' } },
    `podLabels must not have ${ZONE} with racks, because Kubernetes sets the label to the zone of each pod, which is its rack, got `
    + '"eu-1a"; remove it [RackLabelTaken', { podLabels: { [ZONE]: 'eu-1a' } }),
  {
    title: 'for Cassandra: more copies than racks',
    bad: keyspace(4),
    error: 'copies of keyspace orders must be 3, because two of three copies are a quorum while one member restarts, and a rack with '
      + 'several copies can take the quorum with it, got 4; omit it for the default (3), or create a keyspace for rows that may be lost '
      + 'with CQL [KeyspaceCopiesInvalid at test/Ring]',
    good: keyspace(3),
  },
];
