import { Duration, Size, Yaml } from 'cdk8s';
import { archiveSettings } from './postgresql-archive-config';
import {
  DATA, MEMBERS_PASSWORD, POSTGRESQL_PORT, PRIMARY_ROLE, REPLICA_ROLE, REPLICATION_USER, REWIND_USER, ROLE_LABEL, RUN,
  SCOPE_LABEL, SOCKET_DIRECTORY, SUPERUSER,
} from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { durabilityOf, synchronousMode } from './postgresql-durability';
import { accessRules } from './postgresql-hba';
import { sharedBuffersMiB } from './postgresql-memory';
import { SCRIPTS } from './postgresql-scripts';
import { memberTls, tlsSettings } from './postgresql-tls';
import { mebibytesOf } from '../../checks/quantity';
import { secondsOf } from '../../checks/seconds';
import { Settings } from '../../values/settings';

/** User id of `postgres` in the official image. */
export const POSTGRES_USER = 999;

/** Dirty pages are written at shutdown: 32 MiB a second is the speed of a slow disk, and two minutes are for the rest. */
export function gracePeriod(sharedBuffers: number): Duration {
  return Duration.seconds(120 + Math.ceil(sharedBuffers / 32));
}

/** Times of Patroni, in seconds: `loop_wait + 2 * retry_timeout <= ttl`. */
export function timesOf(ttl: Duration): { readonly ttl: number; readonly loop_wait: number; readonly retry_timeout: number } {
  const seconds = secondsOf(ttl);
  const loopWait = Math.floor(seconds / 4);
  return { ttl: seconds, loop_wait: loopWait, retry_timeout: Math.floor((seconds - loopWait) / 2) };
}

/**
 * A replica that has every acknowledged transaction may replace the primary although the primary had written more, such as half of a bulk
 * load. Patroni compares the positions in synchronous modes as well.
 */
const ANY_LAG = 2 ** 50;

export function maxLagBytes({ maxLag }: ResolvedPostgreSqlProps): number {
  return mebibytesOf(maxLag) * 1024 ** 2;
}

/**
 * The dynamic configuration. It has the settings of Patroni, and those settings of the server that Patroni reads from the store only,
 * because the members have to agree on them. Every key has a value, so that applying it is enough to replace an earlier one.
 */
export function dynamicConfig(props: ResolvedPostgreSqlProps): Record<string, unknown> {
  const durability = durabilityOf(props.durability, props.replicas);
  return {
    ...timesOf(props.ttl),
    maximum_lag_on_failover: durability.mode === 'asynchronous' ? maxLagBytes(props) : ANY_LAG,
    failsafe_mode: true,
    synchronous_mode: synchronousMode(durability),
    synchronous_mode_strict: !durability.allowAlone,
    synchronous_node_count: Math.max(1, durability.standbys),
    postgresql: {
      use_pg_rewind: true,
      use_slots: true,
      parameters: sharedSettings(props),
    },
  };
}

/** Settings of which a replica needs at least the value of the primary. A server that needs a smaller one restarts after the others. */
const LIMITS = ['max_connections', 'max_locks_per_transaction', 'max_prepared_transactions', 'max_wal_senders', 'max_worker_processes'];

/** These settings as a fact for a plan. */
export function limitsOf(props: ResolvedPostgreSqlProps): string {
  const parameters = sharedSettings(props);
  return LIMITS.map(name => `${name}=${parameters[name]}`).join(',');
}

function sharedSettings(props: ResolvedPostgreSqlProps): Record<string, string> {
  return { max_connections: `${props.maxConnections}`, ...SHARED_DEFAULTS, ...settingsOf(props, name => name in SHARED_DEFAULTS) };
}

/**
 * Settings that Patroni reads from the dynamic configuration only, with their values unless the user sets them.
 * https://patroni.readthedocs.io/en/latest/patroni_configuration.html
 */
const SHARED_DEFAULTS: Record<string, string> = {
  max_locks_per_transaction: '64',
  max_prepared_transactions: '0',
  max_replication_slots: '20',
  max_wal_senders: '20',
  max_worker_processes: '8',
  track_commit_timestamp: 'off',
  wal_keep_size: '128MB',
  wal_level: 'replica',
};

/** Settings of the user whose names meet the condition. */
function settingsOf({ settings = {} }: ResolvedPostgreSqlProps, holds: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => holds(name)));
}

/** The local configuration, apart from passwords, which a script adds. */
export function patroniConfig(props: ResolvedPostgreSqlProps): string {
  const members = memberTls(props.tls);
  return Yaml.stringify({
    scope: props.name,
    kubernetes: {
      // the set's own labels would let tools that prune by them delete the objects of the store
      labels: {},
      scope_label: SCOPE_LABEL,
      role_label: ROLE_LABEL,
      leader_label_value: PRIMARY_ROLE,
      follower_label_value: REPLICA_ROLE,
      standby_leader_label_value: PRIMARY_ROLE,
    },
    restapi: {
      // others may look, and only members may act
      allowlist_include_members: true,
    },
    postgresql: {
      listen: `*:${POSTGRESQL_PORT}`,
      data_dir: DATA,
      pgpass: `${RUN}/pgpass`,
      use_unix_socket: true,
      use_unix_socket_repl: true,
      authentication: {
        superuser: { username: SUPERUSER },
        replication: { username: REPLICATION_USER, ...members },
        rewind: { username: REWIND_USER, ...members },
      },
      parameters: serverSettings(props),
      pg_hba: accessRules(props),
      callbacks: { on_role_change: `bash ${SCRIPTS.path('take-label.sh')}` },
      remove_data_directory_on_rewind_failure: true,
      basebackup: [{ checkpoint: 'fast' }],
    },
  });
}

/** The connection by which the scripts of a replica query the primary. */
export function serviceFile({ name, tls }: ResolvedPostgreSqlProps): string {
  return Settings.ini({
    primary: {
      host: `${name}-primary`,
      port: `${POSTGRESQL_PORT}`,
      dbname: 'postgres',
      user: REWIND_USER,
      passfile: MEMBERS_PASSWORD,
      connect_timeout: '3',
      ...memberTls(tls),
    },
  });
}

/** Settings that each member reads from its own configuration. */
function serverSettings(props: ResolvedPostgreSqlProps): Record<string, string> {
  return {
    unix_socket_directories: SOCKET_DIRECTORY,
    shared_buffers: `${sharedBuffersMiB(props)}MB`,
    huge_pages: 'off',
    password_encryption: 'scram-sha-256',
    max_slot_wal_keep_size: `${mebibytesOf(maxSlotWal(props))}MB`,
    // a member that is lost silently delays a shutdown for this time
    wal_sender_timeout: '10s',
    wal_receiver_timeout: '10s',
    // the container's log
    log_destination: 'stderr',
    logging_collector: 'off',
    ...archiveSettings(props),
    ...tlsSettings(props.tls),
    ...settingsOf(props, name => !(name in SHARED_DEFAULTS)),
  };
}

export function maxSlotWal({ maxSlotWal: given, storage }: ResolvedPostgreSqlProps): Size {
  return given ?? Size.mebibytes(Math.floor(mebibytesOf(storage) / 4));
}
