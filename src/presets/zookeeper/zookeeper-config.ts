import { Duration } from 'cdk8s';
import { CLIENT_PORT, DATA, ELECTION_PORT, LOG_VOLUME, QUORUM_PORT } from './zookeeper-contract';
import { ResolvedZooKeeperProps } from './zookeeper-defaults';
import { monitoringSettings } from './zookeeper-monitoring';
import { securitySettings } from './zookeeper-security';
import { Settings } from '../../values/settings';

/**
 * The highest id is that of ordinal 0. Among members with equal data, the one with the highest id is elected, and a rolling update begins
 * with the highest ordinal. So the leader restarts last, with one election instead of two or three.
 */
const HIGHEST_ID = 100;

export const MAX_MEMBERS = HIGHEST_ID;

/** If Java caches a failed look-up, members that could reach each other again stay separated. */
export function javaSecurity(): string {
  return Settings.properties({
    'networkaddress.cache.ttl': '1',
    'networkaddress.cache.negative.ttl': '0',
    // a password may contain ${
    'policy.expandProperties': 'false',
  });
}

export function idOf(ordinal: number): number {
  return HIGHEST_ID - ordinal;
}

/** Number of members that count for the majority. */
export function membersOf({ replicas, removeLastMember }: ResolvedZooKeeperProps): number {
  return removeLastMember ? replicas - 1 : replicas;
}

/** Number of servers of the ensemble, with those of `source`. */
export function ensembleSize(props: ResolvedZooKeeperProps): number {
  return membersOf(props) + Object.keys(props.source?.servers ?? {}).length;
}

/**
 * The ensemble by ids: `100 zk-0.zk`, a line each. The scripts compare it with the list of the member's last run. The members of this set
 * come first, in the order of their ordinals. A dot at the end of a host marks a server of `source`.
 */
export function memberList(props: ResolvedZooKeeperProps, name: string): string {
  const sources = sourceHosts(props).map(([id, host]) => [id, `${host}.`]);
  return [...ownHosts(props, name), ...sources].map(([id, host]) => `${id} ${host}\n`).join('');
}

function ownHosts(props: ResolvedZooKeeperProps, name: string): [id: number, host: string][] {
  return ordinals(membersOf(props)).map(ordinal => [idOf(ordinal), hostOf(name, ordinal)]);
}

function sourceHosts({ source }: ResolvedZooKeeperProps): [id: number, host: string][] {
  return Object.entries(source?.servers ?? {}).map(([id, host]): [number, string] => [Number(id), host]).sort(([a], [b]) => a - b);
}

/** zoo.cfg, the same for all members. */
export function serverConfig(props: ResolvedZooKeeperProps, name: string): string {
  return Settings.properties({
    'dataDir': DATA,
    ...props.transactionLog ? { dataLogDir: LOG_VOLUME } : {},
    'tickTime': milliseconds(props.tickTime),
    'initLimit': `${props.initLimit ?? 10}`,
    'syncLimit': `${props.syncLimit ?? 5}`,
    ...props.minSessionTimeout ? { minSessionTimeout: milliseconds(props.minSessionTimeout) } : {},
    ...props.maxSessionTimeout ? { maxSessionTimeout: milliseconds(props.maxSessionTimeout) } : {},
    'maxClientCnxns': `${props.maxClientConnections ?? 60}`,
    ...props.snapCount === undefined ? {} : { snapCount: `${props.snapCount}` },
    'autopurge.snapRetainCount': `${props.retainedSnapshots ?? 3}`,
    'autopurge.purgeInterval': `${(props.purgeInterval ?? Duration.hours(12)).toHours()}`,
    'clientPort': `${CLIENT_PORT}`,

    // an empty member never takes part in an election
    'db.autocreate': 'false',
    'standaloneEnabled': 'false',
    'reconfigEnabled': 'false',
    // a member's host name resolves only some time after the pod has started
    'quorumListenOnAllIPs': 'true',
    'electionPortBindRetry': '0',
    // for the probes, and for a member that starts with a new list
    '4lw.commands.whitelist': 'ruok,srvr,conf',
    ...adminServer(props.adminServer ?? false),
    ...securitySettings(props),
    ...monitoringSettings(props.monitoring),
    ...props.settings,
    ...Object.fromEntries([...ownHosts(props, name), ...sourceHosts(props)].map(([id, host]) => [
      `server.${id}`, `${host}:${QUORUM_PORT}:${ELECTION_PORT}`,
    ])),
  });
}

function adminServer(isOn: boolean): Record<string, string> {
  return isOn ? {
    'admin.enableServer': 'true',
    'admin.serverAddress': '127.0.0.1',
    'admin.serverPort': '8080',
  } : { 'admin.enableServer': 'false' };
}

function ordinals(members: number): number[] {
  return Array.from({ length: members }, (_, ordinal) => ordinal);
}

/** Host by which members reach each other within any namespace. */
function hostOf(name: string, ordinal: number): string {
  return `${name}-${ordinal}.${name}`;
}

function milliseconds(duration: Duration): string {
  return `${duration.toMilliseconds()}`;
}
