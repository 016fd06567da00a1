import { Chart, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { JVM, zooKeeperBlueprint } from './zookeeper-blueprint';
import { membersOf, MOST_MEMBERS } from './zookeeper-config';
import { checkMonitoring } from './zookeeper-monitoring';
import { ZooKeeperProps } from './zookeeper-props';
import { QuorumSecurity, ZooKeeperAuthentication, ZooKeeperTls } from './zookeeper-security';
import { checkSettings, ownFlags } from './zookeeper-setting-checks';
import { mostDrained } from '../../blocks/disruption';
import { checkJvm } from '../../blocks/jvm-heap';
import { withoutProps } from '../../preset';
import { checkApp } from '../../stateful-app-checks';
import { refuseMissing } from '../../values/missing';
import { Problems } from '../../values/problems';
import { isUsableSize, shownSize } from '../../values/quantity';
import { lossesOf, majorityOf } from '../../values/quorum';
import { secondsOf, shownSeconds } from '../../values/seconds';
import { isSecretValue } from '../../values/secret-value';
import { isWhole } from '../../values/whole';

/** Props that the blueprint can do without. */
const CHECKED_HERE = [
  'tickTime', 'initLimit', 'syncLimit', 'minSessionTimeout', 'maxSessionTimeout', 'maxClientConnections', 'snapCount', 'retainedSnapshots', 'purgeInterval', 'settings',
  'heapPercent', 'jvmFlags', 'transactionLog', 'tls', 'authentication', 'evenStep', 'leavingMember', 'singleMember', 'monitoring',
];

/** ZooKeeper raises a lower number to it. */
const FEWEST_SNAPSHOTS = 3;

const MOST = 2 ** 31 - 1;

/** One error for what is wrong with ZooKeeper's own props and with those that every application has. */
export function refuseBadZooKeeper(scope: Construct, id: string, props: ZooKeeperProps): void {
  refuseMissing(props, scope, id);
  const problems = new Problems();
  checkZooKeeper(props, problems);
  checkMonitoring(props.monitoring ?? {}, props.namespace ?? Chart.of(scope).namespace, problems);
  checkApp(zooKeeperBlueprint(problems.describe(scope).length > 0 ? withoutOwnProps(props) : props), problems);
  problems.throwIfAny(scope, id);
}

/** What every application has: a wrong value of ZooKeeper's own would stop the blueprint before the rest is checked. */
function withoutOwnProps(props: ZooKeeperProps): ZooKeeperProps {
  return {
    ...withoutProps(props, CHECKED_HERE),
    replicas: Number.isInteger(props.replicas) && props.replicas >= 0 && props.replicas < MOST_MEMBERS ? props.replicas : 3,
    storage: Size.gibibytes(1),
  };
}

/** What is said of ZooKeeper alone; what holds for every application is checked there. */
export function checkZooKeeper(props: ZooKeeperProps, problems: Problems): void {
  checkMembers(props, problems);
  checkAway(props, problems);
  checkVolumes(props, problems);
  checkTimes(props, problems);
  checkNumbers(props, problems);
  checkSettings(props.settings, problems);
  checkJvm(props, JVM, problems, ownFlags(props));
  checkTls(props.tls, problems);
  checkAuthentication(props.authentication, problems);
}

function checkMembers(props: ZooKeeperProps, problems: Problems): void {
  const { replicas, evenStep = false, leavingMember = false, singleMember = false } = props;
  const members = membersOf(props);
  if (!isWhole(replicas, 1, MOST_MEMBERS - 1)) {
    problems.add('EnsembleSizeInvalid', { rule: `replicas must be a whole number of members, 1 to ${MOST_MEMBERS - 1}`, got: replicas, remedy: 'use 3, and kubectl scale to stop them for a while' });
  } else if (leavingMember && members % 2 === 0) {
    problems.add('LeavingMemberLeavesEven', {
      rule: 'leavingMember must leave an odd number of members', got: `${members} of ${replicas}`, remedy: 'add it to an even number of replicas, and leave it out when replicas is one less',
    });
  } else if (members === 1 && !singleMember) {
    problems.add('EnsembleTooSmall', {
      rule: 'replicas must be 3 or more: one member is an outage at each restart, and its volume is the only copy', got: replicas, remedy: 'use 3, or add singleMember: true',
    });
  } else if (members % 2 === 0 && !evenStep) {
    problems.add('EnsembleEven', {
      rule: `replicas must be odd: ${members} members need ${majorityOf(members)} and survive the loss of ${lossesOf(members)}, as ${members - 1} do`,
      got: replicas,
      remedy: `use ${Math.max(3, members - 1)} or ${members + 1}, or add evenStep: true on the way from one to the other`,
    });
  }
}

function checkAway(props: ZooKeeperProps, problems: Problems): void {
  const { replicas, updateStrategy } = props;
  const members = membersOf(props);
  if (!isWhole(members, 2, MOST_MEMBERS - 1)) { return; }
  const away = mostDrained(props, replicas);
  const most = Math.max(1, lossesOf(members));
  if (away > most) {
    problems.add('BudgetBreaksQuorum', {
      rule: `disruptionBudget must leave a majority, ${majorityOf(members)} of ${members} members`, got: `${away} away`, remedy: `leave it out, or let at most ${most} be away`,
    });
  }
  const { maxUnavailable = 1 } = updateStrategy?.rollingUpdateOptions ?? {};
  if (maxUnavailable > most) {
    problems.add('RolloutBreaksQuorum', {
      rule: `updateStrategy.maxUnavailable must leave a majority, ${majorityOf(members)} of ${members} members`, got: maxUnavailable, remedy: 'leave it out for 1',
    });
  }
}

function checkVolumes({ storage, transactionLog }: ZooKeeperProps, problems: Problems): void {
  for (const [prop, size] of Object.entries({ storage, ...transactionLog === undefined ? {} : { 'transactionLog.storage': transactionLog.storage } })) {
    if (!isUsableSize(size)) {
      problems.add('EnsembleStorageInvalid', { rule: `${prop} must be a Size of more than nothing`, got: shownSize(size), remedy: 'use Size.gibibytes(10)' });
    }
  }
}

function checkTimes({ tickTime, minSessionTimeout, maxSessionTimeout, purgeInterval }: ZooKeeperProps, problems: Problems): void {
  for (const [prop, time] of Object.entries({ tickTime, minSessionTimeout, maxSessionTimeout })) {
    if (time !== undefined && !isWhole(secondsOf(time) * 1000, 1, MOST)) {
      problems.add('EnsembleTimeInvalid', { rule: `${prop} must be a Duration of whole milliseconds, 1 or more`, got: shownSeconds(time), remedy: 'use Duration.seconds(2), or leave it out' });
    }
  }
  const ticks = secondsOf(tickTime ?? Duration.seconds(2));
  const [shortest, longest] = [minSessionTimeout ? secondsOf(minSessionTimeout) : 2 * ticks, maxSessionTimeout ? secondsOf(maxSessionTimeout) : 20 * ticks];
  if (shortest > longest) {
    problems.add('SessionTimeoutsCrossed', {
      rule: `minSessionTimeout must not be above maxSessionTimeout, ${longest}s`, got: `${shortest}s`, remedy: 'leave them out for 2 and 20 ticks',
    });
  }
  if (purgeInterval !== undefined && !isWhole(secondsOf(purgeInterval) / 3600, 1, MOST)) {
    problems.add('PurgeIntervalInvalid', {
      rule: 'purgeInterval must be whole hours, 1 or more, or snapshots and logs would fill the volume', got: shownSeconds(purgeInterval), remedy: 'leave it out for 12 hours',
    });
  }
}

function checkNumbers(props: ZooKeeperProps, problems: Problems): void {
  const ranges: [prop: 'initLimit' | 'syncLimit' | 'maxClientConnections' | 'snapCount' | 'retainedSnapshots', min: number, usual: number][] = [
    ['initLimit', 1, 10], ['syncLimit', 1, 5], ['maxClientConnections', 1, 60], ['snapCount', 2, 100000], ['retainedSnapshots', FEWEST_SNAPSHOTS, 3],
  ];
  for (const [prop, min, usual] of ranges) {
    if (props[prop] !== undefined && !isWhole(props[prop], min, MOST)) {
      problems.add('EnsembleNumberInvalid', { rule: `${prop} must be a whole number, ${min} or more`, got: props[prop], remedy: `leave it out for ${usual}` });
    }
  }
}

function checkTls(tls: ZooKeeperTls | undefined, problems: Problems): void {
  if (tls !== undefined && typeof tls.certificate?.name !== 'string') {
    problems.add('ZooKeeperCertificateInvalid', {
      rule: 'tls.certificate must be an existing Secret', got: typeof tls.certificate === 'string' ? tls.certificate : undefined, remedy: 'use Secret.fromSecretName(this, \'Certificate\', \'zk-tls\')',
    });
  }
  checkQuorumSecurity('tls.quorum', tls?.quorum, problems);
}

function checkAuthentication(authentication: ZooKeeperAuthentication | undefined, problems: Problems): void {
  if (authentication === undefined) { return; }
  const { quorumPassword, quorum, clients = {} } = authentication;
  checkQuorumSecurity('authentication.quorum', quorum, problems);
  if (quorumPassword === undefined && Object.keys(clients).length === 0) {
    problems.add('AuthenticationEmpty', { rule: 'authentication must have a quorumPassword or clients', got: authentication, remedy: 'leave it out, or name the Secrets of the passwords' });
  }
  const passwords = { ...quorumPassword === undefined ? {} : { quorumPassword }, ...Object.fromEntries(Object.entries(clients).map(([user, password]) => [`clients.${user}`, password])) };
  for (const [prop, password] of Object.entries(passwords)) {
    if (!isSecretValue(password)) {
      problems.add('PasswordInvalid', {
        rule: `authentication.${prop} must name a value of an existing Secret`,
        got: typeof password === 'string' ? 'a text' : undefined,
        remedy: 'use { secret: Secret.fromSecretName(this, \'Auth\', \'zk-auth\'), key: \'password\' }',
      });
    }
  }
  for (const user of Object.keys(clients).filter(name => !/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))) {
    problems.add('ZooKeeperUserInvalid', { rule: 'authentication.clients must have names of letters, digits, dashes and underscores', got: user, remedy: 'use a name such as shop' });
  }
}

function checkQuorumSecurity(prop: string, quorum: QuorumSecurity | undefined, problems: Problems): void {
  const known = Object.values(QuorumSecurity);
  if (quorum !== undefined && !known.includes(quorum)) {
    problems.add('QuorumSecurityUnknown', { rule: `${prop} must be ${known.join(', ')}`, got: quorum, remedy: 'use QuorumSecurity.REQUIRED, or leave it out' });
  }
}
