import { Duration, Size } from 'cdk8s';
import { QuorumSecurity, ZooKeeperProps, ZooKeeperSource } from 'cdk8s-stateful-app';
import { Deployed, secretValue } from './deployment';

const settingsOf = (props: Partial<ZooKeeperProps> = {}) => new Deployed(props).settings;

test('members are named by their hosts within the namespace, and ordinal 0 has the highest id', () => {
  expect(settingsOf()).toMatchObject({
    'server.100': 'zk-0.zk:2888:3888',
    'server.99': 'zk-1.zk:2888:3888',
    'server.98': 'zk-2.zk:2888:3888',
  });
});

test('the id of a member stays the same when others come', () => {
  const five = settingsOf({ replicas: 5 });

  expect(five).toMatchObject(Object.fromEntries(Object.entries(settingsOf()).filter(([key]) => key.startsWith('server.'))));
  expect(Object.keys(five).filter(key => key.startsWith('server.'))).toHaveLength(5);
});

test('the list of members that the scripts compare has the same members', () => {
  expect(new Deployed().file('members')).toBe('100 zk-0.zk\n99 zk-1.zk\n98 zk-2.zk\n');
});

test('servers of a source come after the members, with their own ids and absolute hosts', () => {
  const [first, second] = ['old-0.old.shop.svc.cluster.local', 'old-1.old.shop.svc.cluster.local'];
  const joining = new Deployed({ replicas: 1, source: ZooKeeperSource.external({ servers: { 2: second, 1: first } }) });

  expect(joining.file('members')).toBe(`100 zk-0.zk\n1 ${first}.\n2 ${second}.\n`);
  expect(Object.keys(joining.settings).filter(key => key.startsWith('server.'))).toHaveLength(3);
  expect(joining.settings).toMatchObject({ 'server.100': 'zk-0.zk:2888:3888', 'server.1': `${first}:2888:3888` });
  expect(joining.zookeeper.connection().connectionString).toMatch(/^zk-0\.zk[^,]*$/);
});

test('a member that leaves is on no list, and its pod stays', () => {
  const leaving = new Deployed({ replicas: 4, removeLastMember: true });

  expect(leaving.file('members')).toBe(new Deployed().file('members'));
  expect(leaving.settings).toEqual(new Deployed().settings);
  expect(leaving.file('live/leaving-member')).toBe('true\n');
  expect(new Deployed().file('live/leaving-member')).toBe('false\n');
  expect(leaving.zookeeper.connection().connectionString).toBe(new Deployed().zookeeper.connection().connectionString);
});

test('an empty member has no vote, standalone mode is off, and the configuration is static', () => {
  expect(settingsOf()).toMatchObject({ 'db.autocreate': 'false', 'standaloneEnabled': 'false', 'reconfigEnabled': 'false' });
});

test('the volume does not fill up: old snapshots and logs are purged', () => {
  expect(settingsOf()).toMatchObject({ 'autopurge.purgeInterval': '12', 'autopurge.snapRetainCount': '3' });
});

test('four-letter words are those of the probes and of the start, and the AdminServer is off', () => {
  expect(settingsOf()).toMatchObject({ '4lw.commands.whitelist': 'ruok,srvr,conf', 'admin.enableServer': 'false' });
  expect(settingsOf({ adminServer: true })).toMatchObject({ 'admin.enableServer': 'true', 'admin.serverAddress': '127.0.0.1' });
});

test('props are written in the units of ZooKeeper', () => {
  const props = {
    tickTime: Duration.seconds(1),
    initLimit: 30,
    syncLimit: 4,
    minSessionTimeout: Duration.seconds(4),
    maxSessionTimeout: Duration.minutes(1),
    maxClientConnections: 200,
    snapCount: 50000,
    retainedSnapshots: 5,
    purgeInterval: Duration.days(1),
    settings: { globalOutstandingLimit: '2000' },
  };

  expect(settingsOf(props)).toMatchObject({
    'tickTime': '1000',
    'initLimit': '30',
    'syncLimit': '4',
    'minSessionTimeout': '4000',
    'maxSessionTimeout': '60000',
    'maxClientCnxns': '200',
    'snapCount': '50000',
    'autopurge.snapRetainCount': '5',
    'autopurge.purgeInterval': '24',
    'globalOutstandingLimit': '2000',
  });
});

test('the transaction log is on a volume of its own where there is one', () => {
  expect(settingsOf().dataLogDir).toBeUndefined();
  expect(settingsOf({ transactionLog: { storage: Size.gibibytes(1) } }).dataLogDir).toBe('/datalog');
});

test('Java forgets addresses at once, also those that it did not find', () => {
  expect(new Deployed().file('java.security')).toContain('networkaddress.cache.negative.ttl=0\nnetworkaddress.cache.ttl=1\n');
});

describe('with certificates', () => {
  const tls = { certificate: secretValue('any').secret };

  test('members read copies that are renewed, and watch them', () => {
    expect(settingsOf({ tls })).toMatchObject({
      'ssl.keyStore.location': '/run/zookeeper/keystore.pem',
      'ssl.trustStore.location': '/run/zookeeper/truststore.pem',
      'ssl.quorum.keyStore.location': '/run/zookeeper/keystore.pem',
      'ssl.quorum.trustStore.location': '/run/zookeeper/truststore.pem',
      'sslQuorumReloadCertFiles': 'true',
    });
  });

  test('clients use TLS, and the plain port is for the probes alone', () => {
    expect(settingsOf({ tls })).toMatchObject({
      'secureClientPort': '2281',
      'clientPort': '2181',
      'clientPortAddress': '127.0.0.1',
      'ssl.clientAuth': 'none',
      'ssl.keyStore.type': 'PEM',
      'serverCnxnFactory': 'org.apache.zookeeper.server.NettyServerCnxnFactory',
    });
    expect(settingsOf({ tls: { ...tls, requireSecureTransport: false } }).clientPortAddress).toBeUndefined();
    expect(settingsOf({ tls: { ...tls, requireClientCertificate: true } })['ssl.clientAuth']).toBe('need');
  });

  test.each([
    [undefined, 'true', 'false'], [QuorumSecurity.REQUIRED, 'true', 'false'], [QuorumSecurity.PREFERRED, 'true', 'true'],
    [QuorumSecurity.ACCEPTED, 'false', 'true'],
  ])('members make and take what %s says', (quorum, sslQuorum, portUnification) => {
    expect(settingsOf({ tls: { ...tls, quorum } })).toMatchObject({ sslQuorum, portUnification });
  });
});

describe('with passwords', () => {
  test.each([
    [undefined, 'true', 'true'], [QuorumSecurity.PREFERRED, 'true', 'false'], [QuorumSecurity.ACCEPTED, 'false', 'false'],
  ])('members ask for and show what %s says', (quorum, learner, server) => {
    expect(settingsOf({ authentication: { quorumPassword: secretValue('quorum'), quorum } })).toMatchObject({
      'quorum.auth.enableSasl': 'true',
      'quorum.auth.learnerRequireSasl': learner,
      'quorum.auth.serverRequireSasl': server,
      'fips-mode': 'false',
    });
  });

  test('clients without one are refused, unless they need none', () => {
    const clients = { shop: secretValue('shop') };

    expect(settingsOf({ authentication: { clients } })).toMatchObject({ 'enforce.auth.enabled': 'true', 'enforce.auth.schemes': 'sasl' });
    expect(settingsOf({ authentication: { clients, requireClients: false } })['enforce.auth.enabled']).toBeUndefined();
    expect(settingsOf({ authentication: { quorumPassword: secretValue('quorum') } })['enforce.auth.enabled']).toBeUndefined();
  });
});
