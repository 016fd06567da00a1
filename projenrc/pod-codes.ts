/**
 * Every code in the messages of pods and Jobs, sorted, by the presets that have it: its meaning, and the section of the operations
 * pages with the procedure, if there is one. `docs/errors.md` is generated from this list.
 */
export const POD_CODES: Record<string, PodCode> = {
  AccountsNotMade: {
    meaning: 'The first boot or an adoption could not create the accounts; the message ends with the error of the server.',
    section: { mysql: 'When something is wrong' },
  },
  AccountsOfReplication: {
    meaning: 'The accounts of the set lack the privileges of a group, so a primary or replica cannot become a member of one.',
    section: { mysql: 'Change the topology' },
  },
  AddressUnknown: {
    meaning: 'The volume is empty, and the ring has an address on record that belongs to no member: it may be a former one of this member.',
    section: { cassandra: 'Replace a member whose Service was deleted' },
  },
  AdoptionNotFirst: {
    meaning: 'A member is to adopt old data, and another member has data of the set. The old data is not used.',
    section: { mysql: 'Take over the data of another system' },
  },
  AdoptionRefused: {
    meaning: 'The data of the old installation cannot be adopted as it is. The message has every finding with its remedy.',
    section: { mysql: 'Take over the data of another system', zookeeper: 'Take over the data of another ensemble' },
  },
  AdoptionWaits: {
    meaning: 'A member is to adopt old data, and waits until every other member has reported that its volume is empty.',
    section: { mysql: 'Take over the data of another system' },
  },
  AnotherEnsemble: {
    meaning: 'The member list contains no member that is recorded with the data, so the volume belongs to another ensemble.',
    section: { zookeeper: 'Accept a new name of the set' },
  },
  ArchiveBackupFailed: {
    meaning: 'pgBackRest could not take a physical backup; the log of the Job has its error. Earlier backups are kept.',
    section: { postgresql: 'Take a physical backup' },
  },
  ArchiveOfOtherCluster: {
    meaning: 'The path of the repository has the backups of another cluster, which pgBackRest does not overwrite.',
    section: { postgresql: 'Take a physical backup' },
  },
  ArchiveUnreachable: {
    meaning: 'pgBackRest could not read or create the repository; the log of the Job has its error.',
    section: { postgresql: 'Take a physical backup' },
  },
  BestCopyStopped: {
    meaning: 'The broker with the most complete copy of a partition does not run, so no other broker is elected for that partition.',
    section: { kafka: 'Elect leaders for partitions without a leader' },
  },
  BinaryLogsPurged: {
    meaning: 'A replica lacks transactions that no member has in its binary logs any more, so it can only be cloned again.',
    section: { mysql: 'Clone a replica again' },
  },
  BrokersAway: {
    meaning: 'Leaders were elected, but brokers that own copies did not return in time. The message contains the plan to reassign them.',
    section: { kafka: 'Change the number of copies' },
  },
  CertificateUnusable: {
    meaning: 'The private key is not in PKCS #8 or does not match the certificate. A start fails; a renewal keeps the previous one.',
    section: { cassandra: 'Provide a certificate', zookeeper: 'Provide a certificate' },
  },
  ChangeRejected: {
    meaning: 'The servers rejected a topic, database, keyspace, setting, user or permission. The Job applies the others and fails.',
    section: {
      cassandra: 'Declare keyspaces and users',
      kafka: 'Apply topics and users again',
      postgresql: 'Declare databases and users',
    },
  },
  ChangesPending: {
    meaning: 'The Job has used its attempts, and the brokers have not yet accepted every topic, setting, user and permission.',
    section: { kafka: 'Apply topics and users again' },
  },
  CloneFailed: {
    meaning: 'A member with data did not deliver a clone; the message ends with the error of the server, and the member retries.',
    section: { mysql: 'Clone a replica again' },
  },
  CommitsBlockClone: {
    meaning: 'No replica was connected, so commits waited for the clone of one and the clone for them. The primary ended the connections '
      + 'of the applications, and writes wait until a replica is connected.',
    section: { mysql: 'When something is wrong' },
  },
  ControllersChanged: {
    meaning: 'The manifest names fewer or other controllers than the cluster has, so their votes would be missing.',
    section: { kafka: 'When something is wrong' },
  },
  CopiesDiffer: {
    meaning: 'A topic or keyspace has other copies than the manifest requests; the Job does not move copies between members.',
    section: { cassandra: 'Change the number of copies', kafka: 'Change the number of copies' },
  },
  CopiesUnknown: {
    meaning: 'The input has no copies of some brokers of a partition, so the most complete copy cannot be determined.',
    section: { kafka: 'Elect leaders for partitions without a leader' },
  },
  CopyListInvalid: {
    meaning: '`elect-leaders.sh` read a line that `list-copies.sh` does not print, so no leader was elected.',
    section: { kafka: 'Elect leaders for partitions without a leader' },
  },
  DataAsideExists: {
    meaning: 'A member must be cloned again, but the data that an earlier clone moved aside is still on its volume.',
    section: { mysql: 'Remove data that was moved aside' },
  },
  DataDamaged: {
    meaning: 'The data directory has files but no system tables, so no server can start on it.',
    section: { cassandra: 'Replace a lost or damaged volume', mysql: 'Clone a replica again', postgresql: 'Clone a member again' },
  },
  DataOfOtherCluster: {
    meaning: 'The data of a member belongs to another cluster than the store knows, such as that of a volume that was cloned.',
    section: { postgresql: 'Clone a member again' },
  },
  DataOfOtherVersion: {
    meaning: 'The data is of another major version than the server in the image, which cannot read it.',
    section: { postgresql: 'Upgrade to a new major version' },
  },
  DumpFailed: {
    meaning: '`mysqldump` or `pg_dump` failed, or the dump is incomplete. The Job deletes that dump and keeps the earlier ones.',
    section: { mysql: 'Back up', postgresql: 'Back up' },
  },
  DumpMissing: {
    meaning: 'The volume of the backups has no dump of the requested name, or none at all.',
    section: { mysql: 'Restore a backup', postgresql: 'Restore a dump' },
  },
  DynamicConfigRejected: {
    meaning: 'Patroni did not accept the dynamic configuration; the message ends with its error.',
    section: { postgresql: 'When something is wrong' },
  },
  ElectionNotAsPlanned: {
    meaning: 'A partition has another leader or other replicas than planned, for instance because a broker returned. Run it again.',
    section: { kafka: 'Elect leaders for partitions without a leader' },
  },
  EmptyVolumeWaits: {
    meaning: 'The volume is empty, and a start could lose data that other members have or may have. The message names whom it waits for.',
    section: {
      cassandra: 'Recover when most volumes are lost',
      kafka: 'When something is wrong',
      mysql: 'When something is wrong',
      zookeeper: 'Recover when most volumes are lost',
    },
  },
  EnsembleSourceSilent: {
    meaning: 'A server of `source` does not report its member list, so the start cannot compare it with the list of this set.',
    section: { zookeeper: 'Join a running ensemble' },
  },
  ExternalAddressMissing: {
    meaning: 'The manifest has no external address for this broker, in most cases because `kubectl scale` added the pod.',
    section: { kafka: 'Add brokers' },
  },
  FetchFailed: {
    meaning: 'The container could not fetch the part of its member in a snapshot, or the files of a table; its log has the error.',
    section: { cassandra: 'Restore a ring' },
  },
  FirstBootNotDeclared: {
    meaning: 'A member has no data, the store knows no cluster, and first boot is not declared, so no cluster is created.',
    section: { postgresql: 'Restore a set that lost all volumes' },
  },
  FirstBootWaits: {
    meaning: 'On first boot, the first member waits until every other one has answered that it is empty, and the others for their turn.',
    section: { cassandra: 'When something is wrong' },
  },
  FormatFailed: {
    meaning: '`kafka-storage.sh` could not format the volume; its error is in the log of the `bootstrap` container.',
    section: { kafka: 'When something is wrong' },
  },
  GroupNotEntered: {
    meaning: 'The server could not begin or join the group; its log has the cause. The sidecar tries again.',
    section: { mysql: 'A member does not join the group' },
  },
  GroupTooSmall: {
    meaning: 'A member is in a group of fewer than most members of the set, so it serves no clients; only it would have their writes.',
    section: { mysql: 'Begin a group without a member' },
  },
  GroupWaits: {
    meaning: 'No member is in a group, and this one waits: for a member that has more transactions, or for one that does not answer.',
    section: { mysql: 'Begin a group without a member' },
  },
  HistoriesDiverged: {
    meaning: 'A member has transactions that another one lacks. The member that reports it keeps its data and does not start or replicate.',
    section: { mysql: 'Resolve two histories' },
  },
  ImageIncomplete: {
    meaning: 'The image lacks Patroni or a program of the server.',
    section: { cassandra: 'When something is wrong', postgresql: 'When something is wrong' },
  },
  InitScriptFailed: {
    meaning: 'A script of `initScripts` failed, and the first boot with it; the message ends with the last line of its output.',
    section: { mysql: 'When something is wrong' },
  },
  JoinWaits: {
    meaning: 'The ring does not know the member, which joins when all members with lower ordinals serve.',
    section: { cassandra: 'Add members' },
  },
  LeaveRefused: {
    meaning: 'The member has not left the ring: its turn has not come, another member is away, or too few members would remain.',
    section: { cassandra: 'Remove members' },
  },
  LeaveUnclear: {
    meaning: 'The server ended while the member left the ring, and no other member has answered whether the ring still knows it.',
    section: { cassandra: 'Remove members' },
  },
  LeavingMemberEmpty: {
    meaning: 'The member that is to leave has an empty volume, so no other member needs it.',
    section: { zookeeper: 'Remove members' },
  },
  LeavingMemberLeads: {
    meaning: 'The member that is to leave was elected leader. The kubelet restarts it, so that another member is elected.',
    section: { zookeeper: 'Remove members' },
  },
  LoginRefused: {
    meaning: 'The primary rejects the replication password or the certificates of this member, so it could not replicate.',
    section: { mysql: 'Repair a replica that does not replicate' },
  },
  MemberLeft: {
    meaning: 'The member has left the ring, and the others have its rows. Its server does not start with its former data.',
    section: { cassandra: 'Remove members' },
  },
  MemberListDiffers: {
    meaning: 'The member list differs by more than one member from the one in use, so two majorities could exist at once.',
    section: { zookeeper: 'Resolve a difference in the member list' },
  },
  MemberNotConfigured: {
    meaning: 'The ordinal of the pod is above the configured number of members, in most cases because of `kubectl scale`.',
    section: { cassandra: 'When something is wrong', kafka: 'When something is wrong', zookeeper: 'Add members' },
  },
  MemberStateUnknown: {
    meaning: 'A member that is to become primary cannot read the transactions of another member, which may have more.',
    section: { mysql: 'Promote a replica' },
  },
  NoControllerAnswers: {
    meaning: 'The volume is empty and no controller answers, so the node neither joins a cluster nor begins one.',
    section: { kafka: 'When something is wrong' },
  },
  NoCopyLeft: {
    meaning: 'Every broker with a copy of the partition was reported as lost.',
    section: { kafka: 'Accept the loss of every copy of a partition' },
  },
  NoDatabase: {
    meaning: 'The server has no database of a user, so the backup Job writes no dump.',
    section: { mysql: 'Back up' },
  },
  NoMemberWithData: {
    meaning: 'No member has data, and this is not a declared first deployment, so no empty database is created.',
    section: { mysql: 'Restore when all volumes are lost' },
  },
  NotCaughtUp: {
    meaning: 'The node has not caught up: since its start it has not yet received its vote, or its copies are not in sync.',
    section: { kafka: 'When something is wrong' },
  },
  NotListening: {
    meaning: 'The node has not started, because its port accepts no connections.',
    section: { kafka: 'When something is wrong' },
  },
  PartitionsFewer: {
    meaning: 'A topic has more partitions than the manifest requests, and Kafka cannot reduce them.',
    section: { kafka: 'Apply topics and users again' },
  },
  PasswordLineBreak: {
    meaning: 'A password ends in a line break, which a client would send and the server would not expect.',
    section: {
      cassandra: 'When something is wrong',
      mysql: 'Write a password without a line break',
      zookeeper: 'Write a password without a line break',
    },
  },
  PasswordMissing: {
    meaning: 'The Secret has no readable value for a password.',
    section: { cassandra: 'When something is wrong', mysql: 'Change a password', zookeeper: 'Change the password of a client' },
  },
  PasswordUnfit: {
    meaning: 'The password of the superuser is empty, has several lines, or begins or ends with a blank, so no ring begins with it.',
    section: { cassandra: 'When something is wrong' },
  },
  PrimaryBeforeReplicas: {
    meaning: 'The primary would start with a later series than a replica, which could then no longer replicate.',
    section: { mysql: 'Upgrade MySQL' },
  },
  PrimaryBeforeSilent: {
    meaning: 'A member that is to become primary gets no answer from the previous primary, which may have more transactions.',
    section: { mysql: 'Promote a replica' },
  },
  QuorumStatic: {
    meaning: 'The voters of an adopted cluster are in the configuration, so a lost volume of a controller cannot be replaced yet.',
    section: { kafka: 'Convert a static quorum' },
  },
  RackDiffers: {
    meaning: 'The member belongs to another rack, by its data or by the records of the ring. It does not start, and keeps its data.',
    section: { cassandra: 'Return a member to its rack' },
  },
  RackUnknown: {
    meaning: 'The pod has no label with its zone, which Kubernetes 1.35 copies from the node, or the zone is none of the racks.',
    section: { cassandra: 'When something is wrong' },
  },
  RangesNotRepaired: {
    meaning: 'The volume of the member was empty, and it serves no client before a repair has given it every row that the others have.',
    section: { cassandra: 'Serve without a repair' },
  },
  RelayLogNotApplied: {
    meaning: 'A member has received transactions that it cannot apply, and no other member that answers has them.',
    section: { mysql: 'Repair a replica that does not replicate' },
  },
  RepairFailed: {
    meaning: 'The repair of a member has failed three times in one attempt of the Job; the log of the member has the reason.',
    section: { cassandra: 'Repair regularly' },
  },
  ReplicaLagging: {
    meaning: 'The replica is not ready because it is further behind the primary than `maxLag` allows.',
    section: { mysql: 'Repair a replica that does not replicate' },
  },
  ReplicationPasswordInvalid: {
    meaning: 'Replication would cut or change the replication password, so no replica could log in.',
    section: { mysql: 'Replace a replication password that is too long' },
  },
  ReplicationStopped: {
    meaning: 'The member is neither an open primary nor a replica that replicates. It is not ready, and no backup is taken from it.',
    section: { mysql: 'Repair a replica that does not replicate' },
  },
  RestoreDatacenterDiffers: {
    meaning: 'The snapshot is of a datacenter with another name, so the keyspaces of the restored ring would have no copies.',
    section: { cassandra: 'Restore a ring' },
  },
  RestoreFailed: {
    meaning: 'A dump or a physical backup could not be restored. Data that existed before is unchanged.',
    section: { postgresql: 'When something is wrong' },
  },
  RestoreMembersDiffer: {
    meaning: 'The snapshot is of a ring with another number of members, and a member can only take the place of one of them.',
    section: { cassandra: 'Restore a ring' },
  },
  RestoreRingName: {
    meaning: 'The snapshot is of a ring with the same name in another namespace or set, and the two could join into one.',
    section: { cassandra: 'Restore a ring' },
  },
  RestoreWaits: {
    meaning: 'The member has its part of the snapshot, and waits until all members have theirs, because they enter the ring together.',
    section: { cassandra: 'Restore a ring' },
  },
  RestoredPasswordDiffers: {
    meaning: 'The superuser of the restored ring has another password than the Secret. The accounts are those of the snapshot.',
    section: { cassandra: 'Restore a ring' },
  },
  RingUnanswered: {
    meaning: 'The volume is empty, and the superuser cannot log in to find out whether the ring knows the member.',
    section: { cassandra: 'When something is wrong' },
  },
  RouteFailed: {
    meaning: 'A member cannot label the pods, so the Services do not follow the primary; the message ends with the error of the API.',
    section: { mysql: 'The Services do not follow the primary', postgresql: 'When something is wrong' },
  },
  RowTooLong: {
    meaning: 'The dump of a row is longer than `max_allowed_packet`, so the dump could not be loaded. The Job deletes that dump.',
    section: { mysql: 'Back up' },
  },
  SeriesSkipped: {
    meaning: 'The image would skip a long-term support series between the version of the data and its own.',
    section: { mysql: 'Upgrade MySQL' },
  },
  ServerEnded: {
    meaning: '`mysqld` ended during the start; the message contains its error, or that the kernel killed it.',
    section: { mysql: 'When something is wrong' },
  },
  ServerUnreachable: {
    meaning: 'A Job could not log in to the server in the time that it waits; the message ends with the error of the client.',
    section: { cassandra: 'Declare keyspaces and users', mysql: 'Back up', postgresql: 'Back up' },
  },
  SetRenamed: {
    meaning: 'A tool renamed the set or the Job, for instance with `namePrefix`; its files name the members of the original. '
      + 'See [A copy under another name](guide/gitops.md#a-copy-under-another-name).',
    section: {
      cassandra: 'When something is wrong',
      kafka: 'When something is wrong',
      mysql: 'When something is wrong',
      zookeeper: 'When something is wrong',
    },
  },
  SnapshotFailed: {
    meaning: 'The part of a member in a snapshot has failed three times; the logs of its containers have the reason.',
    section: { cassandra: 'Take snapshots' },
  },
  SnapshotIncomplete: {
    meaning: 'Each member has uploaded its part, and none of them has seen all parts in the repository.',
    section: { cassandra: 'Take snapshots' },
  },
  SnapshotMissing: {
    meaning: 'The repository has no complete snapshot of the given name, or does not answer.',
    section: { cassandra: 'Restore a ring' },
  },
  SnapshotsNotDeleted: {
    meaning: 'A snapshot is complete, and older ones could not be deleted. The next complete snapshot deletes them.',
    section: { cassandra: 'Take snapshots' },
  },
  SnapshotsOfOtherRing: {
    meaning: 'The repository has the snapshots of another ring, or of an earlier one with this name, and is not changed.',
    section: { cassandra: 'Take snapshots' },
  },
  SourceMissing: {
    meaning: 'The set follows a server outside of it, source was removed, and it was not cut over.',
    section: { mysql: 'Cut over to the set' },
  },
  SourceNotDumped: {
    meaning: 'The source could not be dumped, or the dump not loaded; the message has the error.',
    section: { mysql: 'Follow another server' },
  },
  SourceOfOwnData: {
    meaning: 'source is set, and the set has data that is no copy of the source.',
    section: { mysql: 'Follow another server' },
  },
  SourcePositionLost: {
    meaning: 'The source has no GTIDs, and this member does not have the position up to which the set has copied it.',
    section: { mysql: 'Follow a server again from the beginning' },
  },
  SourceRefused: {
    meaning: 'The source cannot be followed as it is. The message has every finding with its remedy.',
    section: { mysql: 'Follow another server' },
  },
  SourceStillWrites: {
    meaning: 'The source has transactions that the set does not have, after the cut-over. They are listed.',
    section: { mysql: 'Cut over to the set' },
  },
  SourceUnreachable: {
    meaning: 'The set is to copy a source that does not answer, or rejects the account.',
    section: { mysql: 'Follow another server' },
  },
  StoreUnreachable: {
    meaning: 'The Kubernetes API does not answer `patronictl`, so a member does not know which cluster it belongs to.',
    section: { postgresql: 'When something is wrong' },
  },
  ToolFailed: {
    meaning: 'A tool of Kafka failed during an election of leaders; the message contains its output.',
    section: { kafka: 'Elect leaders for partitions without a leader' },
  },
  TopologyChanged: {
    meaning: 'A member has the data of another topology than its configuration, and other members still run with that topology.',
    section: { mysql: 'Change the topology' },
  },
  UserPasswordInvalid: {
    meaning: 'The password of a user is empty, not printable ASCII, or ends in a line break. The Job skips that user and fails.',
    section: { kafka: 'Change a password' },
  },
  VersionOlder: {
    meaning: 'The image has an earlier series of MySQL than the data, which it cannot read.',
    section: { mysql: 'Upgrade MySQL' },
  },
  VersionUnknown: {
    meaning: 'The output of `mysqld --version` has no version, so the image is not an image of MySQL.',
    section: { mysql: 'Upgrade MySQL' },
  },
  VolumeForeign: {
    meaning: 'The volume has files that the preset did not write, for instance those of another installation. It leaves them as they are.',
    section: {
      cassandra: 'When something is wrong',
      kafka: 'Take over the data of another installation',
      mysql: 'Take over the data of another system',
      zookeeper: 'Take over the data of another ensemble',
    },
  },
  VolumeFull: {
    meaning: 'The volume has no room for a file that the start or the server must write.',
    section: { cassandra: 'Make room on a full volume', zookeeper: 'Grow the volumes' },
  },
  VolumeInaccessible: {
    meaning: 'The user of the pod cannot read and write the volume or its data, for instance on storage without support for `fsGroup`.',
    section: {
      cassandra: 'When something is wrong',
      kafka: 'When something is wrong',
      mysql: 'When something is wrong',
      zookeeper: 'When something is wrong',
    },
  },
  VolumeOfAnotherCluster: {
    meaning: 'The volume belongs to a cluster with another cluster ID.',
    section: { kafka: 'When something is wrong' },
  },
  VolumeOfAnotherMember: {
    meaning: 'The volume belongs to another member of the set, or to another set.',
    section: {
      cassandra: 'Give a volume back to its member',
      kafka: 'When something is wrong',
      zookeeper: 'Give a volume back to its member',
    },
  },
  VolumePairIncomplete: {
    meaning: 'Of the volumes for snapshots and transaction log, one has data and the other one is new.',
    section: { zookeeper: 'Replace a lost or damaged volume' },
  },
  VolumeWithoutIdentity: {
    meaning: 'The log directory has data but no `meta.properties`, or one without a cluster ID, so its owner is unknown.',
    section: { kafka: 'When something is wrong' },
  },
};

interface PodCode {
  readonly meaning: string;
  /** A heading of the preset's operations page, by preset. */
  readonly section: { readonly [preset: string]: string };
}
