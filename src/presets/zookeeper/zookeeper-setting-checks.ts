import { ZooKeeperProps } from './zookeeper-props';
import { needsJaas } from './zookeeper-security';
import type { Errors } from '../../checks/errors';
import { JAVA_VALUES } from '../shared/java-values';
import { OwnFlag } from '../shared/jvm-flags';
import { checkSettings, OwnedSettings, ServerSettings } from '../shared/server-settings';

/** Of these no line of zoo.cfg is read. */
const FOR_FLAGS: [names: string, remedy: string] = [
  'jute.maxbuffer znode.container.*', 'use jvmFlags: zoo.cfg cannot say it, -Djute.maxbuffer=4194304 can',
];

/** What the preset says itself, and what to do instead. */
const OWNED: OwnedSettings = [
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
  ['secureClientPort secureClientPortAddress sslQuorum portUnification ssl.clientAuth ssl.keyStore.* ssl.trustStore.* '
    + 'ssl.quorum.keyStore.* ssl.quorum.trustStore.*', 'use tls'],
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

const SERVER: ServerSettings = {
  name: 'ZooKeeper',
  files: 'zookeeper',
  versions: ['3.9'],
  owned: OWNED,
  reader: JAVA_VALUES,
  escapes: true,
  unknown: 'ZooKeeper ignores them silently',
  refused: 'ZooKeeper does not start, or silently uses the default',
  lookUp: 'look it up in the administrator\'s guide, which lists it without the prefix zookeeper',
};

export function checkServerSettings(settings: Record<string, string> | undefined, errors: Errors): void {
  checkSettings('settings', settings, SERVER, errors);
}

/** Flags that a line of zoo.cfg would win over, and those on which the preset depends. */
export function ownFlags({ authentication, settings }: Pick<ZooKeeperProps, 'authentication' | 'settings'>): OwnFlag[] {
  const decided = OWNED.filter(row => row !== FOR_FLAGS)
    .flatMap(([names, remedy]) => names.split(' ').map((name): OwnFlag => [propertyOf(name), remedy]));
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
