import { Chart, Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { DisruptionBudget, UpdateStrategy, ZooKeeper, ZooKeeperAdoption, ZooKeeperSource } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

const host = 'zookeeper-0.zookeeper-headless.shop.svc.cluster.local';
const source = ZooKeeperSource.external({ servers: { 1: host, 2: host.replace('-0', '-1'), 3: host.replace('-0', '-2') } });

/** Three members, with what is given added. */
function zookeeper(chart: Chart, props: LooseProps = {}): ZooKeeper {
  return new ZooKeeper(chart, 'Zk', { replicas: 3, storage: Size.gibibytes(10), ...props } as any);
}

function refused(title: string, bad: LooseProps, error: string, good: LooseProps = {}): BadInput {
  return {
    title: `for ZooKeeper: ${title}`,
    bad: (_, chart) => zookeeper(chart, bad),
    error: `${error} at test/Zk]`,
    good: (_, chart) => zookeeper(chart, good),
  };
}

function secret(chart: Chart): LooseProps {
  return { secret: Secret.fromSecretName(chart, 'Auth', 'zk-auth'), key: 'password' };
}

function secretOf(key: string): LooseProps {
  return { secret: { name: 'zk-auth' }, key };
}

export const zooKeeperCases: BadInput[] = [
  refused('an image that the preset was not tested with', { image: 'zookeeper:3.8.4' },
    'image must be ZooKeeper 3.9 or later, because the scripts and settings have been tested with no earlier one, got "zookeeper:3.8.4"; '
    + 'use zookeeper:3.9 [ImageTooOld', { image: 'zookeeper:3.9.5' }),
  refused('no member at all', { replicas: 0 },
    'replicas must be a whole number of members from 1 to 99, got 0; use 3, and kubectl scale to stop the members temporarily '
      + '[MembersInvalid', { replicas: 5 }),
  refused('a single member', { replicas: 1 },
    'replicas must be 3 or more, because each restart of a single member is an outage, and its volume is the only copy, got 1; use 3, or '
      + 'add allowSingleMember: true [EnsembleTooSmall',
    { replicas: 1, allowSingleMember: true }),
  refused('an even number', { replicas: 4 },
    'replicas must be odd, because 4 members need 3 and tolerate the loss of 1, the same as 3 members, got 4; use 3 or 5, or add '
      + 'allowEvenSize: true while you scale from one to the other [EnsembleEven',
    { replicas: 4, allowEvenSize: true }),
  refused('a member that leaves an even number', { replicas: 3, removeLastMember: true },
    'removeLastMember must leave an odd number of members, got "2 of 3"; set it while replicas is even, and remove it when you lower '
      + 'replicas by one [RemovalLeavesEven',
    { replicas: 4, removeLastMember: true }),
  refused('a drain that takes the majority', { disruptionBudget: DisruptionBudget.maxUnavailable(2) },
    'disruptionBudget must keep a majority available (2 of 3 members), got "2 unavailable"; omit it, or allow at most 1 to be unavailable '
      + '[BudgetLeavesTooFew',
    { replicas: 5, disruptionBudget: DisruptionBudget.maxUnavailable(2) }),
  refused('a rollout that takes the majority', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) },
    'updateStrategy.maxUnavailable must keep a majority available (2 of 3 members), got 2; omit it for the default (1) '
      + '[RolloutLeavesTooFew',
    { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  refused('old data and new data at once', { adopt: ZooKeeperAdoption.bitnami(), firstBoot: true },
    'firstBoot must be off with adopt, because a first boot creates new data, and an adoption uses the data of an old volume, got true; '
      + 'remove firstBoot, or remove adopt if the volumes are empty [AdoptionWithFirstBoot', { adopt: ZooKeeperAdoption.bitnami() }),
  refused('former members with an id that none has', { adopt: ZooKeeperAdoption.bitnami({ minServerId: 256 }) },
    'adopt.minServerId must be a whole number from 0 to 255, because ZooKeeper accepts no other id of a member, got 256; use the '
      + 'minServerId of the chart, or omit it for its default (1) [FormerIdInvalid',
    { adopt: ZooKeeperAdoption.bitnami({ minServerId: 0 }) }),
  refused('a server of the source with an id of a member', { source: ZooKeeperSource.external({ servers: { 98: host } }) },
    'source must have servers with ids from 0 to 97, because members have those from 98 on, and with fully qualified hosts, because '
      + `members and servers can be in different namespaces, got {"98":"${host}"}; use { 1: `
      + '\'shop-zookeeper-0.shop-zookeeper-headless.shop.svc.cluster.local\' }, or remove source when no server is left '
      + '[EnsembleSourceInvalid', { source: ZooKeeperSource.external({ servers: { 97: host } }) }),
  refused('a standalone server as a source', { replicas: 1, source: ZooKeeperSource.external({ servers: { 1: host } }) },
    'source and replicas must have 3 servers or more, because members cannot join a standalone server, got "1 of source, 1 members";'
      + ' adopt the volume of a standalone server with ZooKeeperAdoption.bitnami() instead [EnsembleSourceTooSmall',
    { replicas: 1, source }),
  refused('data of a source and new data', { source, firstBoot: true },
    'firstBoot must not be used with source, because the data comes from the ensemble that the members join, got true; remove firstBoot '
      + '[EnsembleSourceNotAlone', { source }),
  refused('data of a source and data of old volumes', { source, adopt: ZooKeeperAdoption.bitnami() },
    'adopt must not be used with source, because the data comes from the ensemble that the members join, got '
      + '"ZooKeeperAdoption.bitnami()"; remove adopt [EnsembleSourceNotAlone', { source }),
  refused('null, however deep', { monitoring: { podMonitor: null } },
    'monitoring.podMonitor must have a value, got null; omit it, or set a value [ValueMissing', { monitoring: { podMonitor: undefined } }),
  refused('volumes without a size', { storage: Size.gibibytes(0) },
    'storage must be a Size from 256 MiB to 1 PiB, because each of the transaction logs that are kept takes 64 MiB, got "0Gi"; use '
      + 'Size.gibibytes(10) [StorageInvalid', { transactionLog: { storage: Size.gibibytes(1) } }),
  refused('a tick of no time', { tickTime: Duration.millis(0) },
    'tickTime must be a Duration of whole milliseconds from 1 ms to 60 s, got "0s"; use Duration.seconds(2), or omit it '
      + '[EnsembleTimeInvalid', { tickTime: Duration.millis(1) }),
  refused('session timeouts the wrong way round', { minSessionTimeout: Duration.minutes(1) },
    'minSessionTimeout must not exceed maxSessionTimeout (40s), got "60s"; omit both for the defaults (2 and 20 ticks) '
      + '[SessionTimeoutsCrossed',
    { minSessionTimeout: Duration.minutes(1), maxSessionTimeout: Duration.minutes(1) }),
  refused('a purge that is off', { purgeInterval: Duration.minutes(0) },
    'purgeInterval must be whole hours, 1 or more, because otherwise snapshots and logs would fill the volume, got "0s"; omit it for the '
      + 'default (12 hours) [PurgeIntervalInvalid', { purgeInterval: Duration.hours(1) }),
  refused('fewer snapshots than ZooKeeper keeps', { retainedSnapshots: 2 },
    'retainedSnapshots must be a whole number from 3 to 2147483647, got 2; omit it for the default (3) '
      + '[EnsembleNumberInvalid', { retainedSnapshots: 4 }),
  refused('settings that are none', { settings: 'snapCount=1' },
    'settings must be an object that maps names to strings, got "snapCount=1"; use { name: \'text\' } '
      + '[ValueTypeInvalid', { settings: { globalOutstandingLimit: '2000' } }),
  refused('a setting of two lines', { settings: { globalOutstandingLimit: '2000\n' } },
    'settings.globalOutstandingLimit must be a single-line string without a backslash, got "2000\\n"; use one entry for each setting '
      + '[SettingValueInvalid',
    { settings: { globalOutstandingLimit: '2000' } }),
  refused('a setting of the preset', { settings: { 'db.autocreate': 'true' } },
    'settings must not contain a setting that the preset controls, got "db.autocreate"; remove it, because an empty volume must never '
      + 'count as valid data [SettingOwned', { settings: { 'fsync.warningthresholdms': '500' } }),
  ...['client.certReload', 'sslQuorumReloadCertFiles'].map(setting => refused(`how certificates are reloaded, by ${setting}`,
    { settings: { [setting]: 'true' } },
    `settings must not contain a setting that the preset controls, got "${setting}"; remove it, because members reload a renewed `
      + 'certificate automatically [SettingOwned',
    { settings: { 'ssl.enabledProtocols': 'TLSv1.3' } })),
  refused('a misspelled setting', { settings: { globalOutstandingLimits: '1' } },
    'settings must contain only settings of ZooKeeper 3.9, because ZooKeeper silently ignores unknown settings, got '
      + '"globalOutstandingLimits"; use globalOutstandingLimit [SettingUnknown',
    { settings: { 'ssl.enabledProtocols': 'TLSv1.3' } }),
  refused('a flag over which zoo.cfg wins', { jvmFlags: ['-Dzookeeper.4lw.commands.whitelist=*'] },
    'jvmFlags must not contain a flag that the preset sets, got "-Dzookeeper.4lw.commands.whitelist=*"; remove it, because the probes need '
      + 'ruok and srvr, the start script needs conf, and monitoring provides the rest [JvmFlagOfPreset',
    { jvmFlags: ['-Dzookeeper.globalOutstandingLimit=2000'] }),
  refused('a flag over which a setting wins', {
    settings: { globalOutstandingLimit: '2000' },
    jvmFlags: ['-Dzookeeper.globalOutstandingLimit=3000'],
  },
  'jvmFlags must not contain a flag that the preset sets, got "-Dzookeeper.globalOutstandingLimit=3000"; use '
    + 'settings.globalOutstandingLimit [JvmFlagOfPreset',
  { settings: { globalOutstandingLimit: '2000' } }),
  {
    title: 'for ZooKeeper: members that servers of a source cannot reach',
    bad: (_, chart) => zookeeper(chart, { source, authentication: { quorumPassword: secret(chart) } }),
    error: 'authentication.quorum must be accepted with source, because the servers of source connect without encryption and passwords, '
      + 'got "required"; use QuorumSecurity.ACCEPTED until no server of source is left, and then the other steps [EnsembleSourceSecured at '
      + 'test/Zk]',
    good: (_, chart) => zookeeper(chart, { source, authentication: { quorumPassword: secret(chart), quorum: 'accepted' } }),
  },
  {
    title: 'for ZooKeeper: a certificate by name',
    bad: (_, chart) => zookeeper(chart, { tls: { certificate: 'zk-tls' } }),
    error: 'tls.certificate must be a Secret, got "zk-tls"; use Secret.fromSecretName(this, \'Auth\', \'zk-tls\') [ValueTypeInvalid at '
      + 'test/Zk]',
    good: (_, chart) => zookeeper(chart, { tls: { certificate: Secret.fromSecretName(chart, 'Certificate', 'zk-tls') } }),
  },
  {
    title: 'for ZooKeeper: a security that there is not',
    bad: (_, chart) => zookeeper(chart, { authentication: { quorumPassword: secret(chart), quorum: 'optional' } }),
    error: 'authentication.quorum must be one of QuorumSecurity, got "optional"; '
      + 'use QuorumSecurity.ACCEPTED or QuorumSecurity.PREFERRED or QuorumSecurity.REQUIRED [ValueTypeInvalid at test/Zk]',
    good: (_, chart) => zookeeper(chart, { authentication: { quorumPassword: secret(chart), quorum: 'accepted' } }),
  },
  {
    title: 'for ZooKeeper: authentication of nobody',
    bad: (_, chart) => zookeeper(chart, { authentication: {} }),
    error: 'authentication must have a quorumPassword or clients, got {}; remove it, or set the Secrets of the passwords '
      + '[AuthenticationEmpty at test/Zk]',
    good: (_, chart) => zookeeper(chart, { authentication: { quorumPassword: secret(chart) } }),
  },
  {
    title: 'for ZooKeeper: a password in the manifest',
    bad: (_, chart) => zookeeper(chart, { authentication: { clients: { shop: 'secret' } } }),
    error: 'authentication.clients.shop must be an object with props of SecretValue, got "a literal value"; '
      + 'use { secret: Secret.fromSecretName(this, \'Auth\', \'auth\'), key: \'password\' } [ValueTypeInvalid at test/Zk]',
    good: (_, chart) => zookeeper(chart, { authentication: { clients: { shop: secret(chart) } } }),
  },
  {
    title: 'for ZooKeeper: a user that cannot be written',
    bad: (_, chart) => zookeeper(chart, { authentication: { clients: { 'a/b': secret(chart) } } }),
    error: 'authentication.clients must have names of letters, digits, dashes and underscores, got "a/b"; '
      + 'use a name such as shop [ZooKeeperUserInvalid at test/Zk]',
    good: (_, chart) => zookeeper(chart, { authentication: { clients: { a_b: secret(chart) } } }),
  },
  {
    title: 'for ZooKeeper: a root that is no path',
    bad: (_, chart) => zookeeper(chart).connection('shop/'),
    error: 'chroot must be an absolute path without a trailing slash, got "shop/"; use a path such as /shop, or omit it [ChrootInvalid at '
      + 'test/Zk]',
    good: (_, chart) => zookeeper(chart).connection('/shop'),
  },
  {
    title: 'for ZooKeeper: a user that is not declared',
    bad: (_, chart) => zookeeper(chart, { authentication: { clients: { shop: secret(chart) } } }).connectionEnv({ user: 'shoop' }),
    error: 'user must be one of authentication.clients, or have a password, got "shoop"; use shop or { user, password: { secret, key } } '
      + '[ClientUserUnknown at test/Zk]',
    good: (_, chart) => zookeeper(chart, { authentication: { clients: { shop: secret(chart) } } }).connectionEnv({ user: 'shop' }),
  },
  refused('a bound of less than nothing', { namespace: 'shop', monitoring: { podMonitor: {}, alerts: { outstandingRequests: -1 } } },
    'monitoring.alerts.outstandingRequests must be a whole number, 0 or more, got -1; omit it for the default (10) [AlertBoundInvalid', {
      namespace: 'shop',
      monitoring: { podMonitor: {}, alerts: { outstandingRequests: 0 } },
    }),
  refused('a write that takes no time', { namespace: 'shop', monitoring: { podMonitor: {}, alerts: { fsyncTime: Duration.millis(0) } } },
    'monitoring.alerts.fsyncTime must be whole milliseconds, 1 or more, got "0s"; omit it for the default (100 ms) [AlertFsyncTimeInvalid',
    { namespace: 'shop', monitoring: { podMonitor: {}, alerts: { fsyncTime: Duration.millis(1) } } }),
  refused('two members', { replicas: 2 },
    'replicas must be odd, because 2 members need 2 and tolerate the loss of 0, the same as 1 member, got 2; use 3, or 1 with '
      + 'allowSingleMember: true, or add allowEvenSize: true while you scale from one to the other [EnsembleEven',
    { replicas: 2, allowEvenSize: true }),
  refused('more members than an id can have', { replicas: 101 },
    'replicas must be a whole number of members from 1 to 99, got 101; use 3 or 5 [MembersInvalid', { replicas: 99 }),
  refused('volumes in the wrong unit', { storage: Size.kibibytes(20) },
    'storage must be a Size from 256 MiB to 1 PiB, because each of the transaction logs that are kept takes 64 MiB, got "20Ki"; use '
      + 'Size.gibibytes(10) [StorageInvalid', { storage: Size.mebibytes(256) }),
  refused('a tick of seconds where milliseconds are meant', { tickTime: Duration.seconds(2000) },
    'tickTime must be a Duration of whole milliseconds from 1 ms to 60 s, got "2000s"; use Duration.seconds(2), or omit it '
      + '[EnsembleTimeInvalid', { tickTime: Duration.millis(2000) }),
  refused('a scrape interval of hours', { monitoring: { podMonitor: { interval: Duration.hours(30) } } },
    'monitoring.podMonitor.interval must be whole seconds from 1 to 3600, got "108000s"; use Duration.seconds(30) [MonitoringTimeInvalid',
    { monitoring: { podMonitor: { interval: Duration.seconds(30) } } }),
  refused('hours that are a mere number', { purgeInterval: 12 },
    'purgeInterval must be a Duration, got 12; use Duration.hours(12) [ValueTypeInvalid', { purgeInterval: Duration.hours(12) }),
  refused('a setting that is a prop of the same name', { settings: { tickTime: '2000' } },
    'settings must not contain a setting that the preset controls, got "tickTime"; use the prop tickTime [SettingOwned',
    { tickTime: Duration.millis(2000) }),
  refused('a list of one image', { image: ['zookeeper:3.9'] },
    'image must be a string, got ["zookeeper:3.9"]; remove the brackets [ValueTypeInvalid', { image: 'zookeeper:3.9' }),
  {
    title: 'for ZooKeeper: a client that could join the quorum with its password',
    bad: (_, chart) => zookeeper(chart, { authentication: { quorumPassword: secret(chart), clients: { shop: secretOf('password') } } }),
    error: 'authentication.clients.shop must differ from authentication.quorumPassword, because a client with the password of one account '
      + 'could log in as the other, got "key password of the Secret zk-auth for both"; use another key or another Secret [PasswordShared '
      + 'at test/Zk]',
    good: (_, chart) => zookeeper(chart, { authentication: { quorumPassword: secret(chart), clients: { shop: secretOf('shop') } } }),
  },
  refused('an image of another maker', { image: 'bitnami/zookeeper:3.9.3' },
    'image must be the official image of ZooKeeper or a compatible one, and not bitnami, because the scripts of the preset need its paths, '
      + 'tools and users, got "bitnami/zookeeper:3.9.3"; use zookeeper:3.9 or a mirror of it, or add allowOtherImage: true if the image '
      + 'has all of them [ImageOfOtherMaker',
    { image: 'registry.example.com/mirror/zookeeper:3.9.3' }),
];
