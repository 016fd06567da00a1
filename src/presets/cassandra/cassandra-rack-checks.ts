import { systemCopies } from './cassandra-config';
import { MAX_MEMBERS } from './cassandra-contract';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { ZONE } from '../../blocks/placement';
import { isLabelValue } from '../../checks/dns';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';

/** Cassandra keeps three copies of its own tables. With fewer racks, one of them has two copies of a row. */
const LEAST_RACKS = systemCopies(Infinity);

export function checkRacks({ racks, replicas, firstBoot, restoreFrom, podLabels }: ResolvedCassandraProps, errors: Errors): void {
  if (racks === undefined) { return; }
  const { zones } = racks;
  const isNamed = zones.every(zone => isLabelValue(zone) && zone !== '');
  if (!isNamed || zones.length < LEAST_RACKS || new Set(zones).size < zones.length) {
    errors.add('RackZonesInvalid', {
      rule: `zones of CassandraRacks.ofZones() must be ${LEAST_RACKS} or more different values of the label ${ZONE}, because a zone with `
        + 'two of three copies takes the quorum with it',
      got: zones,
      remedy: 'list them with kubectl get nodes -L topology.kubernetes.io/zone, or omit racks',
    });
    return;
  }
  if (isIntegerIn(replicas, 1, MAX_MEMBERS)) { checkBalance(zones.length, replicas, firstBoot && !restoreFrom, errors); }
  if (podLabels?.[ZONE] !== undefined) {
    errors.add('RackLabelTaken', {
      rule: `podLabels must not have ${ZONE} with racks, because Kubernetes sets the label to the zone of each pod, which is its rack`,
      got: podLabels[ZONE],
      remedy: 'remove it',
    });
  }
}

/** The members of a restored ring have their tokens from the snapshot, so there may be several of each rack at once. */
function checkBalance(racks: number, replicas: number, begins: boolean, errors: Errors): void {
  if (begins && replicas !== racks) {
    errors.add('RackFirstBootInvalid', {
      rule: `replicas must be the number of racks (${racks}) while firstBoot is on, because each of the first members begins a rack`,
      got: replicas,
      remedy: `use ${racks}, and raise it by ${racks} when firstBoot is off`,
    });
  } else if (replicas % racks !== 0) {
    errors.add('RacksUneven', {
      rule: `replicas must be a multiple of the number of racks (${racks}), because the members of a rack share one copy of the data, and `
        + 'the volumes of a smaller rack fill up first',
      got: replicas,
      remedy: `use ${Math.max(racks, Math.round(replicas / racks) * racks)}`,
    });
  }
}
