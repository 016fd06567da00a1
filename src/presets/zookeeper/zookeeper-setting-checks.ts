import { ZooKeeperProps } from './zookeeper-props';
import { needsJaas } from './zookeeper-security';
import type { Errors } from '../../checks/errors';
import { JAVA_VALUES } from '../shared/java-values';
import { OwnFlag } from '../shared/jvm-flags';
import { checkSettings, OwnedSettings, ServerSettings } from '../shared/server-settings';

/** Settings that ZooKeeper does not read from zoo.cfg. */
const FOR_FLAGS: [names: string, remedy: string] = [
  'jute.maxbuffer znode.container.*', 'use jvmFlags, for example -Djute.maxbuffer=4194304, because zoo.cfg cannot set it',
];

/** Settings that the preset controls, with their alternatives. */
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
  ['client.certReload sslQuorumReloadCertFiles', 'remove it, because members reload a renewed certificate automatically'],
  ['quorum.auth.* authProvider.sasl enforce.auth.* sessionRequireClientSASLAuth', 'use authentication'],
  ['dataDir datadir.autocreate', 'remove it, because the preset places the data on the volume'],
  ['clientPort clientPortAddress', 'remove it, because the Services and probes use port 2181'],
  ['server.* group.* weight.* peerType oraclePath observerMasterPort', 'remove it, because the members follow from replicas'],
  ['4lw.commands.whitelist', 'remove it, because the probes need ruok and srvr, the start script needs conf, and monitoring provides the '
    + 'rest'],
  ['leaderServes', 'remove it, because a leader that serves no clients is never Ready'],
  ['standaloneEnabled', 'remove it, because other members cannot join a member in standalone mode'],
  ['reconfigEnabled dynamicConfigFile', 'remove it, because the members follow from replicas, and the configuration is read-only'],
  ['quorumListenOnAllIPs electionPortBindRetry electionAlg', 'remove it, because a pod has a new address after each restart'],
  ['db.autocreate snapshot.trust.empty', 'remove it, because an empty volume must never count as valid data'],
  ['forceSync', 'remove it, because an acknowledged write must be on disk'],
  ['skipACL', 'remove it, because ZooKeeper would ignore all ACLs'],
  ['readonlymode.enabled', 'remove it, because a member without a quorum could return stale data'],
  FOR_FLAGS,
];

const SERVER: ServerSettings = {
  name: 'ZooKeeper',
  files: 'zookeeper',
  versions: ['3.9'],
  owned: OWNED,
  reader: JAVA_VALUES,
  escapes: true,
  unknown: 'ZooKeeper silently ignores unknown settings',
  refused: 'ZooKeeper does not start, or silently uses the default',
  lookUp: 'look it up in the administrator\'s guide, which lists it without the prefix zookeeper',
};

export function checkServerSettings({ settings, notSecret }: Pick<ZooKeeperProps, 'settings' | 'notSecret'>, errors: Errors): void {
  checkSettings('settings', settings, { ...SERVER, notSecret }, errors);
}

/** Flags over which a line of zoo.cfg would take precedence, and those on which the preset depends. */
export function ownFlags({ authentication, settings }: Pick<ZooKeeperProps, 'authentication' | 'settings'>): OwnFlag[] {
  const decided = OWNED.filter(row => row !== FOR_FLAGS)
    .flatMap(([names, remedy]) => names.split(' ').map((name): OwnFlag => [propertyOf(name), remedy]));
  const given = Object.keys(settings ?? {}).map((name): OwnFlag => [propertyOf(name), `use settings.${name}`]);
  return [
    ['-Djava.security.properties=', 'remove it, because the file of the preset stops Java from caching the former addresses of pods'],
    ...needsJaas(authentication) ? [['-Djava.security.auth.login.config=', 'use authentication'] as OwnFlag] : [],
    ...decided,
    ...given,
  ];
}

/** Prefix of a setting's flag. A star stands for any suffix. */
function propertyOf(name: string): string {
  return `-Dzookeeper.${name.endsWith('*') ? name.slice(0, -1) : `${name}=`}`;
}
