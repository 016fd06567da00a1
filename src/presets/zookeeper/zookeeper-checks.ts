import { Size } from 'cdk8s';
import { ZooKeeperAdoption } from './zookeeper-adoption';
import { JVM, zooKeeperBlueprint } from './zookeeper-blueprint';
import { membersOf, MAX_MEMBERS } from './zookeeper-config';
import { DEFAULTS, ResolvedZooKeeperProps } from './zookeeper-defaults';
import { checkMonitoring } from './zookeeper-monitoring';
import { ZooKeeperProps } from './zookeeper-props';
import { ZooKeeperAuthentication } from './zookeeper-security';
import { checkServerSettings, ownFlags } from './zookeeper-setting-checks';
import { checkSource } from './zookeeper-source-checks';
import { OLDEST_SERIES } from './zookeeper-versions';
import { maxEvictedPods } from '../../blocks/disruption';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { checkSize, checkWhole } from '../../checks/ranges';
import { secondsOf, formatSeconds } from '../../checks/seconds';
import { checkAdoption } from '../shared/adoption';
import { checkImageMaker } from '../shared/image-maker';
import { checkImageSeries } from '../shared/image-series';
import { checkJvm } from '../shared/jvm-heap';
import { checkPasswords } from '../shared/passwords';
import { faultTolerance, majorityOf } from '../shared/quorum';
import { Place, PresetRules } from '../shared/rules';

/** ZooKeeper raises a lower number to this one. */
const MIN_SNAPSHOTS = 3;

/**
 * A transaction log is allocated in blocks of 64 MiB (`preAllocSize`), and those of three snapshots are kept.
 * https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html
 */
const LEAST_STORAGE_MIB = 256;

/** Longer ticks and sessions are seconds where milliseconds were meant. */
const LONGEST_TICK_SECONDS = 60;
const LONGEST_SESSION_SECONDS = 3600;

const MAX = 2 ** 31 - 1;

/** https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html */
const MAX_SERVER_ID = 255;

/** The rules of the props that only ZooKeeper has. */
export const RULES: PresetRules<ZooKeeperProps, typeof DEFAULTS> = {
  preset: 'ZooKeeper',
  defaults: DEFAULTS,
  check: checkZooKeeper,
  blueprints: props => [zooKeeperBlueprint(props)],
  optional: [
    'tickTime', 'initLimit', 'syncLimit', 'minSessionTimeout', 'maxSessionTimeout', 'maxClientConnections', 'snapCount',
    'retainedSnapshots', 'purgeInterval', 'settings', 'heapPercent', 'jvmFlags', 'transactionLog', 'tls', 'authentication', 'allowEvenSize',
    'removeLastMember', 'allowSingleMember', 'monitoring', 'adopt', 'source',
  ],
  placeholders: ({ replicas }) => ({ replicas: isIntegerIn(replicas, 0, MAX_MEMBERS - 1) ? replicas : 3, storage: Size.gibibytes(1) }),
};

function checkZooKeeper(props: ResolvedZooKeeperProps, errors: Errors, { namespace }: Place): void {
  checkMembers(props, errors);
  checkSource(props, errors);
  checkAdoption(props, errors);
  if (props.adopt) { checkFormerId(props.adopt, errors); }
  checkImageMaker(props, 'ZooKeeper', DEFAULTS.image, errors);
  checkImageSeries(props.image, OLDEST_SERIES, errors);
  checkDisruptions(props, errors);
  checkVolumes(props, errors);
  checkTimes(props, errors);
  checkNumbers(props, errors);
  checkServerSettings(props, errors);
  checkJvm(props, JVM, errors, ownFlags(props));
  checkAuthentication(props.authentication, errors);
  if (props.monitoring) { checkMonitoring(props.monitoring, namespace, errors); }
}

function checkFormerId({ minServerId }: ZooKeeperAdoption, errors: Errors): void {
  checkWhole(errors, {
    code: 'FormerIdInvalid',
    prop: 'adopt.minServerId',
    value: minServerId,
    because: 'ZooKeeper accepts no other id of a member',
    remedy: 'use the minServerId of the chart, or omit it for its default (1)',
  }, 0, MAX_SERVER_ID);
}

function checkMembers(props: ResolvedZooKeeperProps, errors: Errors): void {
  const { replicas, allowEvenSize = false, removeLastMember, allowSingleMember = false } = props;
  const members = membersOf(props);
  const remedy = replicas === 0 ? 'use 3, and kubectl scale to stop the members temporarily' : 'use 3 or 5';
  if (!checkWhole(errors, { code: 'MembersInvalid', prop: 'replicas', value: replicas, of: 'members', remedy }, 1, MAX_MEMBERS - 1)) {
    return;
  }
  // with servers of another ensemble, any number is a step
  if (props.source) { return; }
  if (removeLastMember && members % 2 === 0) {
    errors.add('RemovalLeavesEven', {
      rule: 'removeLastMember must leave an odd number of members',
      got: `${members} of ${replicas}`,
      remedy: 'set it while replicas is even, and remove it when you lower replicas by one',
    });
  } else if (members === 1 && !allowSingleMember) {
    errors.add('EnsembleTooSmall', {
      rule: 'replicas must be 3 or more, because each restart of a single member is an outage, and its volume is the only copy',
      got: replicas,
      remedy: 'use 3, or add allowSingleMember: true',
    });
  } else if (members % 2 === 0 && !allowEvenSize) {
    errors.add('EnsembleEven', {
      rule: `replicas must be odd, because ${members} members need ${majorityOf(members)} and tolerate the loss of `
        + `${faultTolerance(members)}, the same as ${members - 1} member${members === 2 ? '' : 's'}`,
      got: replicas,
      remedy: `${members === 2 ? 'use 3, or 1 with allowSingleMember: true' : `use ${members - 1} or ${members + 1}`}, or add `
        + 'allowEvenSize: true while you scale from one to the other',
    });
  }
}

function checkDisruptions(props: ResolvedZooKeeperProps, errors: Errors): void {
  const { replicas, updateStrategy } = props;
  const members = membersOf(props);
  if (!isIntegerIn(members, 2, MAX_MEMBERS - 1)) { return; }
  const away = maxEvictedPods(props, replicas);
  const most = Math.max(1, faultTolerance(members));
  if (away > most) {
    errors.add('BudgetLeavesTooFew', {
      rule: `disruptionBudget must keep a majority available (${majorityOf(members)} of ${members} members)`,
      got: `${away} unavailable`,
      remedy: `omit it, or allow at most ${most} to be unavailable`,
    });
  }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > most) {
    errors.add('RolloutLeavesTooFew', {
      rule: `updateStrategy.maxUnavailable must keep a majority available (${majorityOf(members)} of ${members} members)`,
      got: maxUnavailable,
      remedy: 'omit it for the default (1)',
    });
  }
}

function checkVolumes({ storage, transactionLog }: ResolvedZooKeeperProps, errors: Errors): void {
  for (const [prop, size] of Object.entries({
    storage,
    ...transactionLog === undefined ? {} : { 'transactionLog.storage': transactionLog.storage },
  })) {
    checkSize(errors, {
      code: 'StorageInvalid',
      prop,
      value: size,
      because: 'each of the transaction logs that are kept takes 64 MiB',
      remedy: 'use Size.gibibytes(10)',
    }, LEAST_STORAGE_MIB);
  }
}

function checkTimes({ tickTime, minSessionTimeout, maxSessionTimeout, purgeInterval }: ResolvedZooKeeperProps, errors: Errors): void {
  for (const [prop, time] of Object.entries({ tickTime, minSessionTimeout, maxSessionTimeout })) {
    const most = prop === 'tickTime' ? LONGEST_TICK_SECONDS : LONGEST_SESSION_SECONDS;
    if (time !== undefined && !isIntegerIn(secondsOf(time) * 1000, 1, most * 1000)) {
      errors.add('EnsembleTimeInvalid', {
        rule: `${prop} must be a Duration of whole milliseconds from 1 ms to ${most} s`,
        got: formatSeconds(time),
        remedy: prop === 'tickTime' ? 'use Duration.seconds(2), or omit it' : 'use Duration.seconds(40), or omit it',
      });
    }
  }
  const ticks = secondsOf(tickTime);
  const [shortest, longest] = [
    minSessionTimeout ? secondsOf(minSessionTimeout) : 2 * ticks, maxSessionTimeout ? secondsOf(maxSessionTimeout) : 20 * ticks,
  ];
  if (shortest > longest) {
    errors.add('SessionTimeoutsCrossed', {
      rule: `minSessionTimeout must not exceed maxSessionTimeout (${longest}s)`,
      got: `${shortest}s`,
      remedy: 'omit both for the defaults (2 and 20 ticks)',
    });
  }
  if (purgeInterval !== undefined && !isIntegerIn(secondsOf(purgeInterval) / 3600, 1, MAX)) {
    errors.add('PurgeIntervalInvalid', {
      rule: 'purgeInterval must be whole hours, 1 or more, because otherwise snapshots and logs would fill the volume',
      got: formatSeconds(purgeInterval),
      remedy: 'omit it for the default (12 hours)',
    });
  }
}

function checkNumbers(props: ResolvedZooKeeperProps, errors: Errors): void {
  const ranges: [
    prop: 'initLimit' | 'syncLimit' | 'maxClientConnections' | 'snapCount' | 'retainedSnapshots', min: number, usual: number,
  ][] = [
    ['initLimit', 1, 10], ['syncLimit', 1, 5], ['maxClientConnections', 1, 60], ['snapCount', 2, 100000],
    ['retainedSnapshots', MIN_SNAPSHOTS, 3],
  ];
  for (const [prop, min, usual] of ranges) {
    checkWhole(errors, { code: 'EnsembleNumberInvalid', prop, value: props[prop], remedy: `omit it for the default (${usual})` }, min, MAX);
  }
}

function checkAuthentication(authentication: ZooKeeperAuthentication | undefined, errors: Errors): void {
  if (authentication === undefined) { return; }
  const { quorumPassword, clients = {} } = authentication;
  if (quorumPassword === undefined && Object.keys(clients).length === 0) {
    errors.add('AuthenticationEmpty', {
      rule: 'authentication must have a quorumPassword or clients',
      got: authentication,
      remedy: 'remove it, or set the Secrets of the passwords',
    });
  }
  checkPasswords([
    ['authentication.quorumPassword', quorumPassword],
    ...Object.entries(clients).map(([user, password]) => [`authentication.clients.${user}`, password] as const),
  ], errors);
  for (const user of Object.keys(clients).filter(name => !/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))) {
    errors.add('ZooKeeperUserInvalid', {
      rule: 'authentication.clients must have names of letters, digits, dashes and underscores',
      got: user,
      remedy: 'use a name such as shop',
    });
  }
}
