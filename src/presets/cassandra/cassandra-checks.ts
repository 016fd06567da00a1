import { Size } from 'cdk8s';
import { cassandraBlueprint, JVM } from './cassandra-blueprint';
import { MAX_MEMBERS } from './cassandra-contract';
import { DEFAULTS, ResolvedCassandraProps } from './cassandra-defaults';
import { CassandraProps } from './cassandra-props';
import { checkRacks } from './cassandra-rack-checks';
import { checkRepair } from './cassandra-repair-checks';
import { checkServerSettings, OWN_FLAGS } from './cassandra-setting-checks';
import { checkSnapshots } from './cassandra-snapshots-checks';
import { OLDEST_SERIES } from './cassandra-versions';
import { maxEvictedPods } from '../../blocks/disruption';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { checkSize, checkWhole } from '../../checks/ranges';
import { formatSeconds, secondsOf } from '../../checks/seconds';
import { kplus } from '../../kplus';
import { checkImageMaker } from '../shared/image-maker';
import { checkImageSeries } from '../shared/image-series';
import { checkJmxMonitoring } from '../shared/jmx-exporter';
import { checkJvm } from '../shared/jvm-heap';
import { Place, PresetRules } from '../shared/rules';

/** A segment of the commit log has 32 MiB, and a member keeps up to a quarter of the volume of them. */
const LEAST_STORAGE_MIB = 512;

const LONGEST_INTERVAL_MS: Record<string, number> = { group: 1000, periodic: 60_000 };

/** The rules of the props that only Cassandra has. */
export const RULES: PresetRules<CassandraProps, typeof DEFAULTS> = {
  preset: 'Cassandra',
  defaults: DEFAULTS,
  check: checkCassandra,
  blueprints: props => [cassandraBlueprint(props)],
  optional: ['durability', 'datacenter', 'settings', 'tls', 'readTimeout', 'writeTimeout', 'maxHintWindow', 'compactionThroughput',
    'concurrentCompactors', 'heapPercent', 'jvmFlags', 'allowSingleMember', 'racks', 'repair', 'snapshots', 'restoreFrom',
    'monitoring'],
  placeholders: ({ replicas }) => ({
    replicas: isIntegerIn(replicas, 1, MAX_MEMBERS) ? replicas : 3,
    storage: Size.gibibytes(10),
    clusterName: 'any',
    superuser: { password: { secret: { name: 'any' }, key: 'any' } as kplus.SecretValue },
  }),
};

function checkCassandra(props: ResolvedCassandraProps, errors: Errors, { namespace }: Place): void {
  checkMembers(props, errors);
  checkNames(props, errors);
  checkRacks(props, errors);
  checkImageMaker(props, 'Cassandra', DEFAULTS.image, errors);
  checkImageSeries(props.image, OLDEST_SERIES, errors);
  checkDisruptions(props, errors);
  checkDurability(props, errors);
  checkRepair(props, errors);
  checkSnapshots(props, errors);
  if (props.monitoring) { checkJmxMonitoring(props.monitoring, namespace, errors); }
  checkSize(errors, {
    code: 'StorageInvalid',
    prop: 'storage',
    value: props.storage,
    because: 'the commit log of an empty member takes a quarter of it',
    remedy: 'use Size.gibibytes(20)',
  }, LEAST_STORAGE_MIB);
  checkServerSettings(props, errors);
  checkJvm(props, JVM, errors, OWN_FLAGS);
}

function checkMembers({ replicas, allowSingleMember = false }: ResolvedCassandraProps, errors: Errors): void {
  const remedy = replicas === 0 ? 'use 3, and kubectl scale to stop the members temporarily' : 'use 3';
  if (!checkWhole(errors, { code: 'MembersInvalid', prop: 'replicas', value: replicas, of: 'members', remedy }, 1, MAX_MEMBERS)) { return; }
  if (replicas < 3 && !(replicas === 1 && allowSingleMember)) {
    errors.add('RingTooSmall', {
      rule: 'replicas must be 3 or more, because two of three copies are a quorum while one member restarts, and with fewer copies each '
        + 'restart is an outage',
      got: replicas,
      remedy: 'use 3, or 1 with allowSingleMember: true',
    });
  }
}

function checkNames({ clusterName, datacenter, superuser }: ResolvedCassandraProps, errors: Errors): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,47}$/.test(clusterName)) {
    errors.add('RingNameInvalid', {
      rule: 'clusterName must be 1 to 48 letters, digits, dashes and underscores and begin with a letter or digit, because the ring stores '
        + 'it for good',
      got: clusterName,
      remedy: 'use a name such as shop-orders',
    });
  }
  if (/^test[ _-]?cluster$/i.test(clusterName)) {
    errors.add('RingNameCommon', {
      rule: 'clusterName must be the name of this ring alone, because rings with one name join into one if they reach each other',
      got: clusterName,
      remedy: 'use a name such as shop-orders',
    });
  }
  if (!/^[A-Za-z][A-Za-z0-9_]{0,47}$/.test(datacenter)) {
    errors.add('DatacenterInvalid', {
      rule: 'datacenter must be 1 to 48 letters, digits and underscores and begin with a letter, because keyspaces refer to it',
      got: datacenter,
      remedy: 'use a name such as datacenter1, or omit it',
    });
  }
  const { name } = superuser;
  if (name !== undefined && (!/^[a-z][a-z0-9_]{0,47}$/.test(name) || name === 'cassandra')) {
    errors.add('SuperuserInvalid', {
      rule: 'superuser.name must be 1 to 48 lower-case letters, digits and underscores, begin with a letter, and not be cassandra, which '
        + 'the first boot disables',
      got: name,
      remedy: 'omit it for the default (admin)',
    });
  }
}

function checkDisruptions(props: ResolvedCassandraProps, errors: Errors): void {
  const { replicas, updateStrategy } = props;
  if (!isIntegerIn(replicas, 2, MAX_MEMBERS)) { return; }
  const away = maxEvictedPods(props, replicas);
  if (away > 1) {
    errors.add('BudgetLeavesTooFew', {
      rule: 'disruptionBudget must keep all members but one available, because two members can have two of three copies of a row',
      got: `${away} unavailable`,
      remedy: 'omit it for the default (at most one unavailable)',
    });
  }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > 1) {
    errors.add('RolloutLeavesTooFew', {
      rule: 'updateStrategy.maxUnavailable must be 1, because two members can have two of three copies of a row',
      got: maxUnavailable,
      remedy: 'omit it for the default (1)',
    });
  }
}

function checkDurability({ durability: { mode, interval } }: ResolvedCassandraProps, errors: Errors): void {
  const most = LONGEST_INTERVAL_MS[mode];
  if (interval !== undefined && !isIntegerIn(secondsOf(interval) * 1000, 1, most)) {
    errors.add('CommitIntervalInvalid', {
      rule: `the time between two flushes of CassandraDurability.${mode}() must be whole milliseconds from 1 to ${most}`,
      got: formatSeconds(interval),
      remedy: 'omit it for the default',
    });
  }
}
