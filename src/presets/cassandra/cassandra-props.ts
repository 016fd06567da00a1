import { CassandraDurability } from './cassandra-durability';
import { CassandraMonitoringProps } from './cassandra-monitoring-props';
import { CassandraRacks } from './cassandra-racks';
import { CassandraRepair } from './cassandra-repair';
import { CassandraSettingsProps } from './cassandra-settings-props';
import { CassandraRecovery, CassandraSnapshots } from './cassandra-snapshots-props';
import { CassandraTls } from './cassandra-tls';
import { kplus } from '../../kplus';
import { JobOptions } from '../../pod/job-props';
import { JvmProps } from '../shared/jvm-heap';
import { PresetProps } from '../shared/preset-props';

/** The account that administers the ring. */
export interface CassandraSuperuser {
  /**
   * Name of the account: lower-case letters, digits and underscores, beginning with a letter. It cannot be changed after the first boot.
   * @default 'admin'
   */
  readonly name?: string;

  /** The account's password, in an existing Secret. The first boot creates the account with it; change it later with CQL. */
  readonly password: kplus.SecretValue;
}

/** A ring of Cassandra. */
export interface CassandraProps extends PresetProps, JvmProps, CassandraSettingsProps {
  /**
   * Name of the set, whose pods are called `<name>-<ordinal>`. The name identifies the data: a set with another name has new volumes.
   * @default 'cassandra'
   */
  readonly name?: string;

  /**
   * The official image, or a compatible one.
   * @default 'cassandra:5.0'
   */
  readonly image?: string;

  /**
   * Name of the ring, which is stored in the data. Give each ring its own name: members of rings with one name that reach each other join
   * into one ring. It cannot be changed after the first boot.
   *
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#cluster_name
   */
  readonly clusterName: string;

  /** The account that administers the ring. It replaces the account `cassandra`, whose password is public. */
  readonly superuser: CassandraSuperuser;

  /**
   * Name of the datacenter, for the replication of keyspaces and for drivers. It cannot be changed after the first boot.
   * @default 'datacenter1'
   */
  readonly datacenter?: string;

  /**
   * Failure domains, of which each has at most one copy of a row. `replicas` is a multiple of their number, and equal to it on first boot.
   * The racks cannot be changed after the first boot. Requires Kubernetes 1.35, and a storage class whose volumes are made in the zone of
   * the pod (`WaitForFirstConsumer`).
   *
   * @default - all members are in one rack. With three members and `Spread.requiredZones()`, each zone also has one copy of each row
   */
  readonly racks?: CassandraRacks;

  /**
   * What a member has done with a write when it acknowledges it.
   * @default CassandraDurability.batch()
   */
  readonly durability?: CassandraDurability;

  /**
   * Scheduled repairs, without which rows that were deleted can come back.
   * @default - no repair is scheduled; run `nodetool repair` by other means within `gc_grace_seconds`
   */
  readonly repair?: CassandraRepair;

  /**
   * Snapshots in an object store, from which `restoreFrom` restores a ring.
   * @default - no snapshots are taken
   */
  readonly snapshots?: CassandraSnapshots;

  /**
   * Origin of the data: the first boot begins the ring with a snapshot of another one, with the same number of members. It has no effect on
   * members that have data. Remove it after the first boot. The accounts and their passwords are those of the snapshot.
   *
   * @default - the first boot creates an empty ring
   */
  readonly restoreFrom?: CassandraRecovery;

  /**
   * Metrics and alerts.
   * @default - the members have no exporter
   */
  readonly monitoring?: CassandraMonitoringProps;

  /**
   * TLS between members and for clients.
   * @default - connections are not encrypted
   */
  readonly tls?: CassandraTls;

  /**
   * Confirms that one member is enough. Each restart is then an outage, and the loss of its volume is the loss of the data.
   * @default false
   */
  readonly allowSingleMember?: boolean;

  /**
   * Deadline, retries, deletion and annotations of the Job that applies `addKeyspace` and `addUser`. Set `cleanup` to `JobCleanup.never()`
   * if Argo CD or Flux deploys the manifests and deletes objects that they no longer contain.
   *
   * @default - an hour and four retries; the Job is deleted ten minutes after its end, so that a change that is undone is applied again
   */
  readonly accountsJob?: JobOptions;
}
