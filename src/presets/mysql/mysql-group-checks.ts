import { MAX_GROUP_MEMBERS } from './mysql-contract';
import { ResolvedMySqlProps } from './mysql-defaults';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { ADDRESS_OF_API } from '../shared/api-access';
import { Place } from '../shared/rules';

/** Props that only a primary and its replicas have, with the remedy. */
const OF_REPLICATION = {
  durability: 'remove it, because a majority of the group receives every commit before it is acknowledged',
  primarySettings: 'move its settings to settings, because every member becomes the primary without a restart',
  replicaSettings: 'move its settings to settings, because every member becomes the primary without a restart',
} as const;

/** The rules of Group Replication. */
export function checkGroup(props: ResolvedMySqlProps, errors: Errors, { namespace }: Place): void {
  const { replicas, primaryOrdinal, networkAccess, topology } = props;
  if (isIntegerIn(replicas, 1) && (replicas < 3 || replicas > MAX_GROUP_MEMBERS || replicas % 2 === 0)) {
    errors.add('GroupSizeInvalid', {
      rule: 'replicas must be 3, 5, 7 or 9 with MySqlTopology.groupReplication(), because the group needs a majority, and an even number '
        + 'of members tolerates no more failures than one member less',
      got: replicas,
      remedy: 'use 3',
    });
  }
  for (const [prop, remedy] of Object.entries(OF_REPLICATION) as [keyof typeof OF_REPLICATION, string][]) {
    if (props[prop] !== undefined) { addForeignProp(prop, props[prop], remedy, errors); }
  }
  if (primaryOrdinal !== 0) {
    addForeignProp('primaryOrdinal', primaryOrdinal, 'remove it, because the group elects its primary; group-switch.sh moves it', errors);
  }
  if (networkAccess?.isIsolated && !topology.apiServer) {
    errors.add('ApiServerUnknown', {
      rule: 'topology.apiServer must be set if networkAccess is isolated, because the sidecars label the pods through the Kubernetes API',
      got: undefined,
      remedy: `use MySqlTopology.groupReplication({ apiServer: NetworkPeer.cidr('10.0.0.1/32') }) ${ADDRESS_OF_API}`,
    });
  }
  if (namespace === undefined) {
    errors.add('GroupNamespaceUnknown', {
      rule: 'the namespace must be known with MySqlTopology.groupReplication(), because the binding of the service account contains it',
      got: undefined,
      remedy: 'set namespace on the preset or its chart',
    });
  }
}

function addForeignProp(prop: string, got: unknown, remedy: string, errors: Errors): void {
  errors.add('PropOfOtherTopology', { rule: `${prop} must be omitted with MySqlTopology.groupReplication()`, got, remedy });
}
