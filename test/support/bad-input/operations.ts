import { Duration } from 'cdk8s';
import {
  ClusterDns, DisruptionBudget, LifecycleHook, NetworkAccess, NetworkPeer, PodManagement, PodSecurity, Port, Spread, UpdateStrategy,
} from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';

const ports = [Port.tcp(6379)];

/** Rollout, disruption, placement, security and network. */
export const operationCases: BadInput[] = [
  {
    title: 'for a negative partition',
    bad: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ partition: -1 }) }),
    error: 'updateStrategy.partition must be an ordinal, 0 or more, got -1; use the lowest ordinal to update [PartitionInvalid at '
      + 'test/Redis]',
    good: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ partition: 0 }) }),
  },
  {
    title: 'for an update that may take no pod away',
    bad: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 0 }) }),
    error: 'updateStrategy.maxUnavailable must be a whole number of pods, 1 or more, because otherwise no pod could be updated, got 0; use '
      + '1 [MaxUnavailableInvalid at test/Redis]',
    good: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  },
  {
    title: 'for an update that takes all pods away at once',
    bad: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 3 }) }),
    error: 'updateStrategy.maxUnavailable must be below replicas (3), because otherwise an update stops all pods at once, got 3; omit it '
      + 'for the default (1), or use UpdateStrategy.onDelete() and delete the pods when no client needs them [RolloutTakesAll at '
      + 'test/Redis]',
    good: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) }),
  },
  {
    title: 'for an update that takes both pods away at once',
    bad: redis => redis({ replicas: 2, updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) }),
    error: 'updateStrategy.maxUnavailable must be below replicas (2), because otherwise an update stops all pods at once, got 2; omit it '
      + 'for the default (1), or use UpdateStrategy.onDelete() and delete the pods when no client needs them [RolloutTakesAll at '
      + 'test/Redis]',
    good: redis => redis({ replicas: 1, updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  },
  {
    title: 'for a fractional number of revisions',
    bad: redis => redis({ revisionHistoryLimit: 1.5 }),
    error: 'revisionHistoryLimit must be a whole number, 0 or more, got 1.5; omit it for the default (10) [RevisionHistoryLimitInvalid at '
      + 'test/Redis]',
    good: redis => redis({ revisionHistoryLimit: 0 }),
  },
  {
    title: 'for a time to be Ready that is no whole number of seconds',
    bad: redis => redis({ minReady: Duration.millis(1500) }),
    error: 'minReady must be whole seconds from 0 to 86400, got "1.5s"; use Duration.seconds(10) [MinReadyInvalid at test/Redis]',
    good: redis => redis({ minReady: Duration.seconds(0) }),
  },
  {
    title: 'for a fractional grace period',
    bad: redis => redis({ terminationGracePeriod: Duration.seconds(0.5) }),
    error: 'terminationGracePeriod must be whole seconds from 1 to 43200, because 0 s would kill the server at once and can leave two '
      + 'writers on one volume, got "0.5s"; omit it for the default (30 s), or use Duration.minutes(2) [GracePeriodInvalid at test/Redis]',
    good: redis => redis({ terminationGracePeriod: Duration.minutes(0.5) }),
  },
  {
    title: 'for a grace period that is a mere number',
    bad: redis => redis({ terminationGracePeriod: 30 }),
    error: 'terminationGracePeriod must be a Duration, got 30; use Duration.seconds(30) [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ terminationGracePeriod: Duration.seconds(30) }),
  },
  {
    title: 'for no grace period at all',
    bad: redis => redis({ terminationGracePeriod: Duration.seconds(0) }),
    error: 'terminationGracePeriod must be whole seconds from 1 to 43200, because 0 s would kill the server at once and can leave two '
      + 'writers on one volume, got "0s"; omit it for the default (30 s), or use Duration.minutes(2) [GracePeriodInvalid at test/Redis]',
    good: redis => redis({ terminationGracePeriod: Duration.seconds(1) }),
  },
  {
    title: 'for a management policy that Kubernetes does not know',
    bad: redis => redis({ podManagementPolicy: 'parallel' }),
    error: 'podManagementPolicy must be one of PodManagement, got "parallel"; '
      + 'use PodManagement.ORDERED_READY or PodManagement.PARALLEL [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ podManagementPolicy: PodManagement.PARALLEL }),
  },
  {
    title: 'for a budget that blocks every drain',
    bad: redis => redis({ disruptionBudget: DisruptionBudget.maxUnavailable(0) }),
    error: 'disruptionBudget.maxUnavailable must be a whole number of pods, 1 or more, because otherwise no node could be drained, got 0; '
      + 'use 1 [BudgetBlocksDrains at test/Redis]',
    good: redis => redis({ disruptionBudget: DisruptionBudget.maxUnavailable(1) }),
  },
  {
    title: 'for a budget that lets drains take all pods',
    bad: redis => redis({ disruptionBudget: DisruptionBudget.maxUnavailable(3) }),
    error: 'disruptionBudget.maxUnavailable must be below replicas (3), because otherwise drains may evict all pods at once, got 3; omit '
      + 'it for the default (1), or use DisruptionBudget.none() [BudgetProtectsNone at test/Redis]',
    good: redis => redis({ disruptionBudget: DisruptionBudget.maxUnavailable(2) }),
  },
  {
    title: 'for a partition above all pods',
    bad: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ partition: 5 }) }),
    error: 'updateStrategy.partition must be at most replicas (3), because otherwise no pod is updated, even if the set grows, got 5; use '
      + '2 to update one pod as a canary, or 3 to hold the update of all pods [PartitionAboveReplicas at test/Redis]',
    good: redis => redis({ updateStrategy: UpdateStrategy.rollingUpdate({ partition: 3 }) }),
  },
  {
    title: 'for a hook that sleeps until the server is killed',
    bad: redis => redis({ preStop: LifecycleHook.sleep(Duration.seconds(30)) }),
    error: 'preStop of container redis must sleep for less than terminationGracePeriod (30s), because the server shuts down in the rest of '
      + 'that time and is killed at its end, got "30s"; use a shorter sleep, or terminationGracePeriod: Duration.seconds(60) '
      + '[PreStopOutlastsGrace at test/Redis]',
    good: redis => redis({ preStop: LifecycleHook.sleep(Duration.seconds(30)), terminationGracePeriod: Duration.seconds(31) }),
  },
  {
    title: 'for a hook of another container that sleeps until the server is killed',
    bad: redis => redis().addContainer({
      name: 'exporter',
      image: 'exporter:1.0',
      preStop: LifecycleHook.sleep(Duration.seconds(60)),
    }),
    error: 'preStop of container exporter must sleep for less than terminationGracePeriod (30s), because the server shuts down in the rest '
      + 'of that time and is killed at its end, got "60s"; use a shorter sleep, or terminationGracePeriod: Duration.seconds(90) '
      + '[PreStopOutlastsGrace at test/Redis]',
    good: redis => redis({ terminationGracePeriod: Duration.seconds(90) }).addContainer({
      name: 'exporter',
      image: 'exporter:1.0',
      preStop: LifecycleHook.sleep(Duration.seconds(60)),
    }),
  },
  {
    title: 'for pods on different nodes, of which only one may run them',
    bad: redis => redis({ spread: Spread.requiredNodes(), nodeSelector: { 'kubernetes.io/hostname': 'node-1' } }),
    error: 'spread must not be Spread.requiredNodes() with a nodeSelector for one node, because 2 of 3 pods would stay Pending, got '
      + '{"kubernetes.io/hostname":"node-1"}; use Spread.none(), or select several nodes by another label [SpreadOnOneNode at test/Redis]',
    good: redis => redis({ spread: Spread.requiredNodes(), nodeSelector: { 'example.com/disks': 'fast' } }),
  },
  {
    title: 'for a budget of a fraction',
    bad: redis => redis({ disruptionBudget: DisruptionBudget.minAvailable(1.5) }),
    error: 'disruptionBudget.minAvailable must be a whole number of pods, 1 or more, got 1.5; use the majority, or DisruptionBudget.none() '
      + 'to allow the eviction of all members at once [BudgetInvalid at test/Redis]',
    good: redis => redis({ disruptionBudget: DisruptionBudget.minAvailable(2) }),
  },
  {
    title: 'for a budget that can never be met',
    bad: redis => redis({ disruptionBudget: DisruptionBudget.minAvailable(3) }),
    error: 'disruptionBudget.minAvailable must be below replicas (3), because otherwise no node could be drained, got 3; use at most 2 '
      + '[BudgetNeverMet at test/Redis]',
    good: redis => redis({ replicas: 4, disruptionBudget: DisruptionBudget.minAvailable(3) }),
  },
  {
    title: 'for a budget on the only member',
    bad: redis => redis({ replicas: 1, disruptionBudget: DisruptionBudget.minAvailable(1) }),
    error: 'disruptionBudget.minAvailable must be below replicas (1), because otherwise no node could be drained, got 1; use '
      + 'DisruptionBudget.none(), or more replicas [BudgetNeverMet at test/Redis]',
    good: redis => redis({ replicas: 1, disruptionBudget: DisruptionBudget.none() }),
  },
  {
    title: 'for a toleration without a key',
    bad: redis => redis({ tolerations: [{ value: 'data' }] }),
    error: 'tolerations must have a key, or the operator Exists to tolerate all taints, got {"value":"data"}; add a key, for example '
      + 'dedicated [TolerationInvalid at test/Redis]',
    good: redis => redis({ tolerations: [{ key: 'dedicated', value: 'data' }] }),
  },
  {
    title: 'for a toleration of an effect that no taint has',
    bad: redis => redis({ tolerations: [{ key: 'dedicated', effect: 'noSchedule' }] }),
    error: 'the effect of tolerations must be one of NoSchedule, PreferNoSchedule, NoExecute, got "noSchedule"; omit it to tolerate all '
      + 'effects [TolerationEffectUnknown at test/Redis]',
    good: redis => redis({ tolerations: [{ key: 'dedicated', effect: 'NoSchedule' }] }),
  },
  {
    title: 'for a toleration of every value and of one',
    bad: redis => redis({ tolerations: [{ key: 'dedicated', operator: 'Exists', value: 'data' }] }),
    error: 'tolerations with operator Exists must have no value, because they match every value, got '
      + '{"key":"dedicated","operator":"Exists","value":"data"}; remove the value, or use operator Equal [TolerationValueUnused at '
      + 'test/Redis]',
    good: redis => redis({ tolerations: [{ key: 'dedicated', operator: 'Exists' }] }),
  },
  {
    title: 'for a time of a toleration whose taint evicts nothing',
    bad: redis => redis({ tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 60 }] }),
    error: 'tolerations with tolerationSeconds must have the effect NoExecute, because no other taint evicts pods, got '
      + '{"key":"dedicated","operator":"Exists","effect":"NoSchedule","tolerationSeconds":60}; set effect to NoExecute, or remove '
      + 'tolerationSeconds [TolerationSecondsUnused at test/Redis]',
    good: redis => redis({
      tolerations: [{
        key: 'node.kubernetes.io/unreachable',
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 60,
      }],
    }),
  },
  {
    title: 'for a user where the namespace assigns one',
    bad: redis => redis({ security: PodSecurity.assignedUser() }),
    error: 'user must be omitted under PodSecurity.assignedUser(), because the namespace assigns it, got 999; remove it, or use '
      + 'PodSecurity.restricted() [UserAssigned at test/Redis]',
    good: redis => redis({ user: undefined, security: PodSecurity.assignedUser() }),
  },
  {
    title: 'for a missing user',
    bad: redis => redis({ user: undefined }),
    error: 'user must be the numeric ID that the image runs as, because otherwise an image that starts as root is rejected late, by the '
      + 'kubelet when the pod starts, got undefined; use 999 for mysql, redis, mongo, cassandra and postgres, 1000 for kafka, zookeeper '
      + 'and elasticsearch, or PodSecurity.none() [UserMissing at test/Redis]',
    good: redis => redis({ user: undefined, security: PodSecurity.none() }),
  },
  {
    title: 'for root under the restricted standard',
    bad: redis => redis({ user: 0 }),
    error: 'user must not be root under PodSecurity.restricted(), got 0; use the user ID of the image, or PodSecurity.none() [UserIsRoot '
      + 'at test/Redis]',
    good: redis => redis({ user: 0, security: PodSecurity.none() }),
  },
  {
    title: 'for a user by name',
    bad: redis => redis({ user: 'redis' }),
    error: 'user must be a number, got "redis"; use a number such as 999 [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ user: 999 }),
  },
  {
    title: 'for a group beyond what Linux has',
    bad: redis => redis({ fsGroup: 2 ** 31 }),
    error: 'fsGroup must be a numeric ID from 0 to 2147483647, got 2147483648; look it up with: docker run --rm IMAGE id [IdInvalid at '
      + 'test/Redis]',
    good: redis => redis({ fsGroup: 2 ** 31 - 1 }),
  },
  {
    title: 'for a client by an address without a mask',
    bad: redis => redis({ networkAccess: NetworkAccess.isolated(NetworkPeer.cidr('10.0.0.1')), ports }),
    error: 'the address range of a network peer must be in CIDR notation with a prefix length, got "10.0.0.1"; use a range such as '
      + '10.0.0.0/8, or append /32 for a single address [CidrInvalid at test/Redis]',
    good: redis => redis({ networkAccess: NetworkAccess.isolated(NetworkPeer.cidr('10.0.0.1/32')), ports }),
  },
  {
    title: 'for a mask that is longer than the address',
    bad: redis => redis().allowFrom(NetworkPeer.cidr('10.0.0.0/33')),
    error: 'the address range of a network peer must be in CIDR notation with a prefix length, got "10.0.0.0/33"; use a range such as '
      + '10.0.0.0/8, or append /32 for a single address [CidrInvalid at test/Redis]',
    good: redis => redis().allowFrom(NetworkPeer.cidr('2001:db8::/33')),
  },
  {
    title: 'for a client without labels, which would be everyone',
    bad: redis => redis().allowFrom(NetworkPeer.pods({})),
    error: 'the labels of a network peer must contain at least one label, because otherwise every pod would match, got {}; use { app: '
      + '\'name\' } or NetworkPeer.namespace(\'name\') [PeerMatchesAll at test/Redis]',
    good: redis => redis().allowFrom(NetworkPeer.pods({ app: 'shop' })),
  },
  {
    title: 'for a client in a namespace that cannot exist',
    bad: redis => redis().allowFrom(NetworkPeer.namespace('the shop')),
    error: 'peer.labels.kubernetes.io/metadata.name must be a string of at most 63 letters, digits, dashes, dots and underscores, with a '
      + 'letter or digit at both ends, got "the shop"; use the-shop [LabelValueInvalid at test/Redis]',
    good: redis => redis().allowFrom(NetworkPeer.namespace('shop')),
  },
  {
    title: 'for clients of an application without ports, which would reach all of them',
    bad: redis => redis({ networkAccess: NetworkAccess.isolated(NetworkPeer.namespace('shop')) }),
    error: 'an isolated application with clients must have ports, because a rule without ports would open all of them, got []; declare '
      + 'ports, or use NetworkAccess.isolated() [ClientsWithoutPorts at test/Redis]',
    good: redis => redis({ networkAccess: NetworkAccess.isolated(NetworkPeer.namespace('shop')), ports }),
  },
  {
    title: 'for clients where the members alone have a port',
    bad: redis => redis({
      networkAccess: NetworkAccess.isolated(NetworkPeer.namespace('shop')),
      headlessService: { extraPorts: [{ name: 'metrics', port: 9121 }] },
    }),
    error: 'an isolated application with clients must have ports, because a rule without ports would open all of them, got []; declare '
      + 'ports, or use NetworkAccess.isolated() [ClientsWithoutPorts at test/Redis]',
    good: redis => redis({
      networkAccess: NetworkAccess.isolated(NetworkPeer.namespace('shop')),
      clientServices: { metrics: { extraPorts: [{ name: 'metrics', port: 9121 }] } },
    }),
  },
  {
    title: 'for a client that is let in later where there are no ports',
    bad: redis => redis({ networkAccess: NetworkAccess.isolated() }).allowFrom(NetworkPeer.namespace('shop')),
    error: 'an isolated application with clients must have ports, because a rule without ports would open all of them, got []; declare '
      + 'ports, or use NetworkAccess.isolated() [ClientsWithoutPorts at test/Redis]',
    good: redis => redis().allowFrom(NetworkPeer.namespace('shop')),
  },
  {
    title: 'for a server on a port out of range',
    bad: redis => redis().allowTo(NetworkPeer.namespace('shop'), Port.tcp(70000)),
    error: 'the ports of allowTo must be whole numbers from 1 to 65535, got 70000; '
      + 'use the port that the server listens on [PeerPortOutOfRange at test/Redis]',
    good: redis => redis().allowTo(NetworkPeer.namespace('shop'), Port.tcp(443)),
  },
  {
    title: 'for clients: for a server on a port out of range',
    bad: redis => redis().allowFrom(NetworkPeer.namespace('shop'), Port.tcp(70000)),
    error: 'the ports of allowFrom must be whole numbers from 1 to 65535, got 70000; '
      + 'use the port that the server listens on [PeerPortOutOfRange at test/Redis]',
    good: redis => redis().allowFrom(NetworkPeer.namespace('shop'), Port.tcp(443)),
  },
  {
    title: 'for a grace period of days',
    bad: redis => redis({ terminationGracePeriod: Duration.days(30) }),
    error: 'terminationGracePeriod must be whole seconds from 1 to 43200, because 0 s would kill the server at once and can leave two '
      + 'writers on one volume, got "2592000s"; omit it for the default (30 s), or use Duration.minutes(2) [GracePeriodInvalid at '
      + 'test/Redis]',
    good: redis => redis({ terminationGracePeriod: Duration.hours(12) }),
  },
  {
    title: 'for a name of a user in place of its number',
    bad: redis => redis({ user: 'redis' }),
    error: 'user must be a number, got "redis"; use a number such as 999 [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ user: 999 }),
  },
  {
    title: 'for a cluster DNS without servers',
    bad: redis => redis({ clusterDns: ClusterDns.servers(53) }),
    error: 'clusterDns must have at least one server, because otherwise every address would be open to the members on its port, got []; '
      + 'use ClusterDns.servers(53, NetworkPeer.namespace(\'name\')), or omit it for the default (ClusterDns.kubeSystem()) '
      + '[DnsServersMissing at test/Redis]',
    good: redis => redis({ clusterDns: ClusterDns.servers(53, NetworkPeer.namespace('dns')) }),
  },
  {
    title: 'for a cluster DNS on a port out of range',
    bad: redis => redis({ clusterDns: ClusterDns.servers(70000, NetworkPeer.namespace('dns')) }),
    error: 'the ports of clusterDns must be whole numbers from 1 to 65535, got 70000; use the port that the server listens on '
      + '[PeerPortOutOfRange at test/Redis]',
    good: redis => redis({ clusterDns: ClusterDns.servers(5353, NetworkPeer.namespace('dns')) }),
  },
];
