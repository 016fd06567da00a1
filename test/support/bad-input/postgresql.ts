import { Chart, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import {
  DisruptionBudget, NetworkAccess, NetworkPeer, PodSecurity, PostgreSql, PostgreSqlAccess, PostgreSqlDurability, UpdateStrategy,
} from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

const IMAGE = 'registry.example.com/postgres-patroni:18';

/** Three members in the namespace shop, with what is given added. */
export function postgresql(chart: Chart, props: LooseProps = {}): PostgreSql {
  const common = { namespace: 'shop', image: IMAGE, replicas: 3, storage: Size.gibibytes(20), accounts: accounts(chart) };
  return new PostgreSql(chart, 'Db', { ...common, ...props } as any);
}

function accounts(chart: Chart, application?: LooseProps): LooseProps {
  const secret = chart.node.tryFindChild('Auth') ?? Secret.fromSecretName(chart, 'Auth', 'postgresql-auth');
  return {
    superuserPassword: { secret, key: 'superuser' },
    replicationPassword: { secret, key: 'replication' },
    ...application && { application: { database: 'shop', user: 'shop', password: { secret, key: 'shop' }, ...application } },
  };
}

export function refused(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for PostgreSql: ${title}`,
    bad: (_, chart) => postgresql(chart, bad),
    error: `${error} at test/Db]`,
    good: (_, chart) => postgresql(chart, good),
  };
}

function refusedApplication(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for PostgreSql: ${title}`,
    bad: (_, chart) => postgresql(chart, { accounts: accounts(chart, bad) }),
    error: `${error} at test/Db]`,
    good: (_, chart) => postgresql(chart, { accounts: accounts(chart, good) }),
  };
}

function memory(limit: Size): LooseProps {
  return { cpu: { request: Cpu.millis(100) }, memory: { limit } };
}

const API = NetworkPeer.cidr('10.0.0.1/32');
const TLS = { certificate: { name: 'postgresql-tls' } };

export const postgreSqlCases: BadInput[] = [
  refused('no member at all', { replicas: 0 },
    'replicas must be a whole number of members from 1 to 15, got 0; use 3, and kubectl scale to stop the members temporarily '
      + '[MembersInvalid', { replicas: 1 }),
  refused('volumes without a size', { storage: Size.mebibytes(100) },
    'storage must be a Size from 512 MiB to 1 PiB, because the write-ahead log of an empty server takes up to half of it, got "100Mi"; '
      + 'use Size.gibibytes(20) [StorageInvalid', { storage: Size.gibibytes(1) }),
  refused('the official image, which lacks Patroni', { image: 'postgres:18' },
    'image must contain Patroni, which the official image of PostgreSQL lacks, got "postgres:18"; '
      + 'build an image from it with the Dockerfile in docs/presets/postgresql/index.md [PatroniMissing',
    { image: 'registry.example.com/postgres:18-patroni' }),
  refused('an image of another maker, whose paths differ', { image: 'bitnami/postgresql-repmgr:17' },
    'image must be the official image of PostgreSQL or a compatible one, and not bitnami, because the scripts of the preset need its '
      + 'paths, tools and users, got "bitnami/postgresql-repmgr:17"; use an image made from postgres:18 or a mirror of it, or add '
      + 'allowOtherImage: true if the image has all of them [ImageOfOtherMaker', { image: IMAGE }),
  refused('users that the namespace assigns, whom the server does not know', { security: PodSecurity.assignedUser() },
    'security must let the pods run as the user postgres of the image, because the server knows its superuser by that name, got '
      + '"PodSecurity.assignedUser()"; omit it, and on OpenShift grant the SecurityContextConstraints nonroot-v2 to the service account '
      + 'of the pods [UserNotAssignable', { security: PodSecurity.restricted() }),
  refused('a network policy that blocks the store', { networkAccess: NetworkAccess.isolated() },
    'apiServer must be set if networkAccess is isolated, because Patroni stores the state of the cluster in the Kubernetes API, got '
      + 'undefined; use apiServer: NetworkPeer.cidr(\'10.0.0.1/32\') with the address that '
      + '`kubectl -n default get endpointslices -l kubernetes.io/service-name=kubernetes` prints [ApiServerUnknown',
    { networkAccess: NetworkAccess.isolated(), apiServer: API }),
  refused('no namespace for the binding of the service account', { namespace: undefined },
    'the namespace must be known, because the binding of the service account contains it, got undefined; '
      + 'set namespace on the preset or its chart [PatroniNamespaceUnknown', { namespace: 'shop' }),
  refused('a single member that waits for others', { replicas: 1, durability: PostgreSqlDurability.quorum() },
    'durability must be asynchronous if replicas is 1, because otherwise every write would wait for a replica, got '
      + '"PostgreSqlDurability.quorum()"; use PostgreSqlDurability.asynchronous(), or replicas: 3 [NobodyToWaitFor',
    { replicas: 1, durability: PostgreSqlDurability.asynchronous() }),
  refused('more replicas to wait for than there are', { durability: PostgreSqlDurability.synchronous({ standbys: 3 }) },
    'durability.standbys must be a whole number from 1 to 2, the number of replicas, because otherwise every commit would wait, got 3; '
      + 'omit it for the default (1) [StandbysInvalid', { durability: PostgreSqlDurability.synchronous({ standbys: 2 }) }),
  refused('a rollout of two members at once', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) },
    'updateStrategy.maxUnavailable must be 1, because the primary hands over to a replica that has every acknowledged write, which may be '
      + 'a single one, got 2; omit it for the default (1) [RolloutLeavesTooFew',
    { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  refused('drains that stop all replicas', { disruptionBudget: DisruptionBudget.maxUnavailable(2) },
    'disruptionBudget must keep 2 of 3 members available, because otherwise no replica acknowledges and writes wait, or no replica can '
      + 'replace the primary, got "2 unavailable"; omit it, or allow at most 1 to be unavailable [BudgetLeavesTooFew',
    { disruptionBudget: DisruptionBudget.maxUnavailable(1) }),
  refused('a shorter lease than Patroni accepts', { ttl: Duration.seconds(10) },
    'ttl must be whole seconds from 20 to 3600, because Patroni replaces a shorter one, and a longer one leaves the set without a primary '
      + 'for as long, got "10s"; omit it for the default (20 s) [TtlInvalid', { ttl: Duration.seconds(30) }),
  refused('fewer connections than Patroni accepts', { maxConnections: 10 },
    'maxConnections must be a whole number from 25 to 10000, because the members and Patroni use some of them, got 10; '
      + 'omit it for the default (100) [MaxConnectionsInvalid', { maxConnections: 25 }),
  refused('a lag in parts of a MiB', { maxLag: Size.kibibytes(100) },
    'maxLag must be a Size of whole MiB, 1 MiB or more, got "100Ki"; omit it for the default, or use Size.gibibytes(1) [MaxLagInvalid',
    { maxLag: Size.mebibytes(1) }),
  refused('a cache in parts of a MiB', { sharedBuffers: Size.kibibytes(1500) },
    'sharedBuffers must be a Size of whole MiB, 1 MiB or more, got "1500Ki"; omit it for the default, or use Size.gibibytes(1) '
      + '[SharedBuffersInvalid', { sharedBuffers: Size.mebibytes(256) }),
  refused('less log than one file of it', { maxSlotWal: Size.mebibytes(1) },
    'maxSlotWal must be a Size of whole MiB, 16 MiB or more, got "1Mi"; omit it for the default, or use Size.gibibytes(1) '
      + '[MaxSlotWalInvalid', { maxSlotWal: Size.mebibytes(16) }),
  refused('more log than the volume should hold', { maxSlotWal: Size.gibibytes(11) },
    'maxSlotWal must be at most half of storage, because otherwise a replica that is away could fill the primary\'s volume, got "11Gi"; '
      + 'omit it for the default (a quarter of storage), or raise storage [MaxSlotWalTooLarge', { maxSlotWal: Size.gibibytes(10) }),
  refused('less memory than the server needs', { resources: memory(Size.mebibytes(256)) },
    'resources.memory.limit must be at least 488 MiB, because otherwise the kernel kills the server, which needs 128 MiB for sharedBuffers '
      + 'and 360 MiB for itself, Patroni and its connections, got "256Mi"; raise the limit, or lower sharedBuffers or maxConnections '
      + '[MemoryTooSmall', { resources: memory(Size.mebibytes(488)) }),
  refused('a rule that asks for certificates without tls', { access: [PostgreSqlAccess.certificate()] },
    'access[0] must not ask for a certificate without tls, because the servers have no authority to verify it with, got "cert"; '
      + 'set tls, or use PostgreSqlAccess.password() [AccessNeedsTls', { access: [PostgreSqlAccess.certificate()], tls: TLS }),
  refused('a rule for an address without a prefix', { access: [PostgreSqlAccess.password({ address: '10.0.0.1' })] },
    'access[0].address must be in CIDR notation with a prefix length, got "10.0.0.1"; use a range such as 10.0.0.0/8, or append /32 for a '
      + 'single address [CidrInvalid', { access: [PostgreSqlAccess.password({ address: '10.0.0.1/32' })] }),
  refused('a rule for no account', { access: [PostgreSqlAccess.password({ users: [] })] },
    'access[0].users must be names, single-line strings of 1 to 63 bytes, at least one, got []; omit it for all users '
      + '[PostgreSqlNameInvalid', { access: [PostgreSqlAccess.password({ users: ['+staff'] })] }),
  refused('settings that other props control', { settings: { max_connections: '200' } },
    'settings must not contain a setting that the preset controls, got "max_connections"; use maxConnections [SettingOwned',
    { maxConnections: 200 }),
  refused('a slip in the name of a setting', { settings: { work_men: '8MB' } },
    'settings must contain only settings of PostgreSQL 18, because Patroni ignores an unknown setting, or the server does not start, got '
      + '"work_men"; use work_mem [SettingUnknown', { settings: { 'work_mem': '8MB', 'auto_explain.log_nested_statements': 'on' } }),
  refusedApplication('a name that the server would cut off', { user: 'a'.repeat(64) },
    `accounts.application.user must be a single-line string of 1 to 63 bytes, got "${'a'.repeat(64)}"; use a name such as shop `
      + '[PostgreSqlNameInvalid', { user: 'a'.repeat(63) }),
  refusedApplication('the superuser as the account of an application', { user: 'postgres' },
    'accounts.application.user must not be a name that the server or the preset uses, nor begin with pg_, got "postgres"; use a name such '
      + 'as shop [PostgreSqlNameReserved', { user: 'shop' }),
];
