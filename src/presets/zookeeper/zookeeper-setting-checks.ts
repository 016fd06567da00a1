import { KNOWN_SETTINGS } from './zookeeper-known-settings';
import { ZooKeeperProps } from './zookeeper-props';
import { needsJaas } from './zookeeper-security';
import { closestMatch } from '../../checks/closest-match';
import type { Errors } from '../../checks/errors';
import { OwnFlag } from '../shared/jvm-flags';

/** Of these no line of zoo.cfg is read. */
const FOR_FLAGS: [names: string, remedy: string] = ['jute.maxbuffer znode.container.*', 'use jvmFlags: zoo.cfg cannot say it, -Djute.maxbuffer=4194304 can'];

/** What the preset says itself, and what to do instead. */
const OWNED: [names: string, remedy: string][] = [
  ['tickTime', 'use tickTime'],
  ['initLimit', 'use initLimit'],
  ['syncLimit', 'use syncLimit'],
  ['minSessionTimeout', 'use minSessionTimeout'],
  ['maxSessionTimeout', 'use maxSessionTimeout'],
  ['maxClientCnxns', 'use maxClientConnections'],
  ['snapCount', 'use snapCount'],
  ['autopurge.snapRetainCount', 'use retainedSnapshots'],
  ['autopurge.purgeInterval', 'use purgeInterval'],
  ['dataLogDir', 'use transactionLog'],
  ['admin.*', 'use adminServer'],
  ['metricsProvider.*', 'use monitoring'],
  ['secureClientPort secureClientPortAddress sslQuorum portUnification ssl.clientAuth ssl.keyStore.* ssl.trustStore.* ssl.quorum.keyStore.* ssl.quorum.trustStore.*', 'use tls'],
  ['client.certReload sslQuorumReloadCertFiles', 'leave it out: members take a renewed certificate by themselves'],
  ['quorum.auth.* authProvider.sasl enforce.auth.* sessionRequireClientSASLAuth', 'use authentication'],
  ['dataDir datadir.autocreate', 'leave it out: what belongs on the volume is on it'],
  ['clientPort clientPortAddress', 'leave it out: the Services and probes count on port 2181'],
  ['server.* group.* weight.* peerType oraclePath observerMasterPort', 'leave it out: the members follow from replicas'],
  ['4lw.commands.whitelist', 'leave it out: the probes need ruok and srvr, a start conf, and monitoring has the rest'],
  ['leaderServes', 'leave it out: a leader that serves nobody is never Ready'],
  ['standaloneEnabled', 'leave it out: a single member that thinks itself alone cannot be joined by others'],
  ['reconfigEnabled dynamicConfigFile', 'leave it out: the members follow from replicas, and the configuration is read-only'],
  ['quorumListenOnAllIPs electionPortBindRetry electionAlg', 'leave it out: a pod has a new address after each restart'],
  ['db.autocreate snapshot.trust.empty', 'leave it out: an empty volume is never believed'],
  ['forceSync', 'leave it out: an acknowledged write is on disk'],
  ['skipACL', 'leave it out: ACLs would hold for nobody'],
  ['readonlymode.enabled', 'leave it out: a member without a quorum would answer with what may be old'],
  FOR_FLAGS,
];

export function checkSettings(settings: unknown, errors: Errors): void {
  if (settings === undefined) { return; }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    errors.add('SettingsInvalid', { rule: 'settings must be texts by the names of settings', got: settings, remedy: 'use { globalOutstandingLimit: \'2000\' }' });
    return;
  }
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value !== 'string' || /[\r\n\0\\]/.test(value)) {
      errors.add('ZooKeeperSettingValueInvalid', { rule: `settings.${key} must be a text of one line without a backslash`, got: value, remedy: 'put numbers between quotes, and one setting into each line' });
    }
    checkName(key, errors);
  }
}

function checkName(key: string, errors: Errors): void {
  const owned = OWNED.find(([names]) => names.split(' ').some(pattern => matches(pattern, key)));
  if (owned) {
    errors.add('SettingOwned', { rule: 'settings must not have what the preset decides', got: key, remedy: owned[1] });
  } else if (!KNOWN_SETTINGS.has(key)) {
    const close = closestMatch(key, KNOWN_SETTINGS);
    errors.add('ZooKeeperSettingUnknown', {
      rule: 'settings must have names that ZooKeeper knows, or it would ignore them without a word',
      got: key,
      remedy: close ? `use ${close}` : 'look it up in the administrator\'s guide, where it stands without the prefix zookeeper',
    });
  }
}

/** Flags that a line of zoo.cfg would win over, and those on which the preset depends. */
export function ownFlags({ authentication, settings }: Pick<ZooKeeperProps, 'authentication' | 'settings'>): OwnFlag[] {
  const decided = OWNED.filter(row => row !== FOR_FLAGS).flatMap(([names, remedy]) => names.split(' ').map((name): OwnFlag => [propertyOf(name), remedy]));
  const given = Object.keys(settings ?? {}).map((name): OwnFlag => [propertyOf(name), `use settings.${name}`]);
  return [
    ['-Djava.security.properties=', 'leave it out: the file of the preset ends the caching of addresses that pods no longer have'],
    ...needsJaas(authentication) ? [['-Djava.security.auth.login.config=', 'use authentication'] as OwnFlag] : [],
    ...decided,
    ...given,
  ];
}

/** How the flag of a setting begins; a star is for whatever follows. */
function propertyOf(name: string): string {
  return `-Dzookeeper.${name.endsWith('*') ? name.slice(0, -1) : `${name}=`}`;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
