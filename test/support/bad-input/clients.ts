import { Chart, Duration, Size } from 'cdk8s';
import { Deployment, EnvValue, LabelSelector, Secret, Volume } from 'cdk8s-plus-28';
import { ClientOptions, Kafka, KafkaSasl, NetworkAccess, Port, StatefulApp, ZooKeeper } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';
import { cassandra, password } from './cassandra';

function secret(chart: Chart, name = 'shop-auth') {
  return Secret.fromSecretName(chart, name, name);
}

/** A Deployment, and a set with one variable and one file for it. */
function shopAndSet(chart: Chart, edit: (shop: Deployment) => void = () => {}) {
  const set = new StatefulApp(chart, 'Set', { name: 'set', replicas: 3, image: 'set:1.0', user: 1000, ports: [Port.tcp(80)] });
  const shop = new Deployment(chart, 'Shop', { containers: [{ name: 'shop', image: 'shop:1.0' }] });
  edit(shop);
  const auth = { secret: secret(chart), key: 'ca.crt' };
  const wiring = { env: { SET_HOST: EnvValue.fromValue('set') }, secretFiles: { '/etc/set/ca.crt': auth } };
  return { set, shop, bind: (options?: ClientOptions) => set.bindClient(shop, wiring, options) };
}

function bound(chart: Chart, edit?: (shop: Deployment) => void, options?: ClientOptions): void {
  shopAndSet(chart, edit).bind(options);
}

/** What a later call breaks is found at synthesis. */
function boundAndThen(chart: Chart, edit: (shop: Deployment) => void, options?: ClientOptions): void {
  const { shop, bind } = shopAndSet(chart);
  bind(options);
  edit(shop);
  throwIfAny(shop.node.validate());
}

function throwIfAny(errors: string[]): void {
  if (errors.length > 0) { throw new Error(errors.join('\n')); }
}

function kafka(chart: Chart, props: object = {}): { kafka: Kafka; shop: Deployment } {
  const tls = { certificate: secret(chart, 'kafka-tls') };
  const cluster = new Kafka(chart, 'Kafka', {
    replicas: 3, storage: Size.gibibytes(100), clusterId: 'Tm90IGEgcmFuZG9tIGlkLg', tls, ...props,
  });
  return { kafka: cluster, shop: new Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] }) };
}

function zookeeper(chart: Chart, requireClients?: boolean): { zk: ZooKeeper; shop: Deployment } {
  const clients = { shop: { secret: secret(chart), key: 'shop' } };
  const zk = new ZooKeeper(chart, 'Zk', { replicas: 3, storage: Size.gibibytes(10), authentication: { clients, requireClients } });
  return { zk, shop: new Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] }) };
}

const host = EnvValue.fromValue('localhost');

/** Bindings of applications, and certificates. */
export const clientCases: BadInput[] = [
  {
    title: 'for a binding to a container that the application does not have',
    bad: (_, chart) => bound(chart, undefined, { containers: ['main'] }),
    error: 'containers must have names of the application\'s containers or init containers, got "main"; use shop '
      + '[ClientContainerUnknown at test/Shop]',
    good: (_, chart) => bound(chart, undefined, { containers: ['shop'] }),
  },
  {
    title: 'for a container that is added after the binding',
    bad: (_, chart) => boundAndThen(chart, shop => shop.addContainer({ name: 'late', image: 'late:1.0' })),
    error: 'an application must be bound after its last container is added, or with containers, because the binding does not reach later '
      + 'containers, got "late"; move the binding after the call that adds late, or name its containers: { containers: [\'shop\'] } '
      + '[ClientContainerUnbound at test/Shop]',
    good: (_, chart) => boundAndThen(chart, shop => shop.addContainer({ name: 'late', image: 'late:1.0' }), { containers: ['shop'] }),
  },
  {
    title: 'for a variable that the application has already',
    bad: (_, chart) => bound(chart, shop => shop.containers[0].env.addVariable('SET_HOST', host)),
    error: 'container shop must not have variables of the binding already, because one of two values would be lost, got "SET_HOST"; give '
      + 'the variables of the binding other names with names, or rename the variable of the application [ClientVariableTaken at test/Shop]',
    good: (_, chart) => bound(chart, shop => shop.containers[0].env.addVariable('SHOP_HOST', host)),
  },
  {
    title: 'for a variable that the application sets after the binding',
    bad: (_, chart) => boundAndThen(chart, shop => shop.containers[0].env.addVariable('SET_HOST', host)),
    error: 'container shop must not have variables of the binding already, because one of two values would be lost, got "SET_HOST"; give '
      + 'the variables of the binding other names with names, or rename the variable of the application [ClientVariableTaken at test/Shop]',
    good: (_, chart) => boundAndThen(chart, shop => shop.containers[0].env.addVariable('SHOP_HOST', host)),
  },
  {
    title: 'for a volume where a binding mounts its files',
    bad: (_, chart) => bound(chart, shop => shop.containers[0].mount('/etc/set', Volume.fromEmptyDir(chart, 'Own', 'own'))),
    error: 'container shop must have no other volume at the directory of the binding\'s files, got "/etc/set"; mount that volume at '
      + 'another path, or bind the application only once [ClientMountTaken at test/Shop]',
    good: (_, chart) => bound(chart, shop => shop.containers[0].mount('/etc/own', Volume.fromEmptyDir(chart, 'Own', 'own'))),
  },
  {
    title: 'for files of two Secrets in one directory of an application',
    bad: (_, chart) => {
      const { set, shop } = shopAndSet(chart);
      const file = (name: string) => ({ secret: secret(chart, name), key: 'key' });
      set.bindClient(shop, { secretFiles: { '/etc/set/a': file('a'), '/etc/set/b': file('b') } });
    },
    error: 'the files in /etc/set must come from one Secret, got "a and b"; put the files of each Secret into a separate directory '
      + '[ClientDirectoryMixed at test/Shop]',
    good: (_, chart) => {
      const { set, shop } = shopAndSet(chart);
      const file = (name: string) => ({ secret: secret(chart, name), key: 'key' });
      set.bindClient(shop, { secretFiles: { '/etc/set/a/key': file('a'), '/etc/set/b/key': file('b') } });
    },
  },
  {
    title: 'for one key of a Secret as two files of an application',
    bad: (_, chart) => {
      const { set, shop } = shopAndSet(chart);
      const file = { secret: secret(chart, 'set-auth'), key: 'key' };
      set.bindClient(shop, { secretFiles: { '/etc/set/a': file, '/etc/set/b': file } });
    },
    error: 'the files in /etc/set must come from different keys of the Secret, got "key"; use one of the files, or put them into separate '
      + 'directories [ClientDirectoryMixed at test/Shop]',
    good: (_, chart) => {
      const { set, shop } = shopAndSet(chart);
      const file = { secret: secret(chart, 'set-auth'), key: 'key' };
      set.bindClient(shop, { secretFiles: { '/etc/set/a': file, '/etc/other/b': file } });
    },
  },
  {
    title: 'for a file of an application at the root',
    bad: (_, chart) => {
      const { set, shop } = shopAndSet(chart);
      set.bindClient(shop, { secretFiles: { '/ca.crt': { secret: secret(chart, 'set-auth'), key: 'ca.crt' } } });
    },
    error: 'the files of a binding must have absolute paths below a directory, without a colon, . or .., and without a trailing slash, got '
      + '"/ca.crt"; use a path such as /etc/redis-client/ca.crt [PathNotAbsolute at test/Shop]',
    good: (_, chart) => {
      const { set, shop } = shopAndSet(chart);
      set.bindClient(shop, { secretFiles: { '/etc/set/ca.crt': { secret: secret(chart, 'set-auth'), key: 'ca.crt' } } });
    },
  },
  {
    title: 'for two values of a binding under one name',
    bad: (_, chart) => zookeeper(chart).zk.connectionEnv({ user: 'shop', names: { user: 'ZK', password: 'ZK' } }),
    error: 'names must give each value of the binding its own variable, because one of two values would be lost, got "ZK"; rename one of '
      + 'them [BindingNameTaken at test/Zk]',
    good: (_, chart) => zookeeper(chart).zk.connectionEnv({ user: 'shop', names: { user: 'ZK', password: 'ZK_PASSWORD' } }),
  },
  ...[
    { option: 'user', variable: 'CASSANDRA_USER' }, { option: 'keyspace', variable: 'CASSANDRA_KEYSPACE' },
  ].map(({ option, variable }): BadInput => ({
    title: `for a binding with an empty ${option}`,
    bad: (_, chart) => cassandra(chart).connectionEnv({ user: 'shop', password: password(chart, 'shop'), [option]: '' }),
    error: `the value of ${variable} must not be empty, because the application would connect with it, got ""; set the option, or omit it `
      + '[BindingValueEmpty at test/Ring]',
    good: (_, chart) => cassandra(chart).connectionEnv({ user: 'shop', password: password(chart, 'shop') }),
  })),
  {
    title: 'for a client without labels',
    bad: redis => {
      const bare = { toPodSelectorConfig: { value: () => ({ labelSelector: LabelSelector.of() }) } };
      const app = redis({ ports: [Port.tcp(6379)], networkAccess: NetworkAccess.isolated() });
      app.allowWorkload(Object.create(new Deployment(app, 'Shop', { containers: [{ image: 'shop:1.0' }] }), bare));
    },
    error: 'the pods of a client must have labels that select them, because otherwise the policy would admit every pod, got {}; pass a '
      + 'Deployment or another workload of cdk8s-plus, or use allowFrom(NetworkPeer.pods({ app: \'shop\' })) [ClientSelectorMissing at '
      + 'test/Redis/Shop]',
    good: redis => {
      const app = redis({ ports: [Port.tcp(6379)], networkAccess: NetworkAccess.isolated() });
      app.allowWorkload(new Deployment(app, 'Shop', { containers: [{ image: 'shop:1.0' }] }));
    },
  },
  {
    title: 'for Kafka: an application without a user where clients must log in',
    bad: (_, chart) => {
      const { kafka: cluster, shop } = kafka(chart, { sasl: KafkaSasl.scram() });
      cluster.bind(shop);
    },
    error: 'user must be set, because the brokers accept only clients that log in, got undefined; add the user with addUser, and use '
      + 'bind(client, { user: \'shop\' }) [ClientUserMissing at test/Kafka]',
    good: (_, chart) => {
      const { kafka: cluster, shop } = kafka(chart, { sasl: KafkaSasl.scram() });
      cluster.addUser('shop', { password: { secret: secret(chart), key: 'shop' } });
      cluster.bind(shop, { user: 'shop' });
    },
  },
  {
    title: 'for Kafka: an application with a user that is not declared',
    bad: (_, chart) => kafka(chart, { sasl: KafkaSasl.scram() }).kafka.connectionEnv({ user: 'shop' }),
    error: 'user must be declared before the application is bound, or have a password, got "shop"; use { user, password: { secret, key } } '
      + '[ClientUserUnknown at test/Kafka]',
    good: (_, chart) => kafka(chart, { sasl: KafkaSasl.scram() }).kafka
      .connectionEnv({ user: 'shop', password: { secret: secret(chart), key: 'shop' } }),
  },
  {
    title: 'for Kafka: an application without a certificate where clients must have one',
    bad: (_, chart) => {
      const { kafka: cluster, shop } = kafka(chart, { tls: { certificate: secret(chart, 'tls'), clientAuth: 'required' } });
      cluster.bind(shop);
    },
    error: 'certificate must be set, because the brokers accept only clients with a certificate, got undefined; use bind(client, { '
      + 'certificate: Secret.fromSecretName(this, \'ShopTls\', \'shop-tls\') }) [ClientCertificateMissing at test/Kafka]',
    good: (_, chart) => {
      const { kafka: cluster, shop } = kafka(chart, { tls: { certificate: secret(chart, 'tls'), clientAuth: 'required' } });
      cluster.bind(shop, { certificate: secret(chart, 'shop-tls') });
    },
  },
  {
    title: 'for ZooKeeper: an application without a user where clients must log in',
    bad: (_, chart) => {
      const { zk, shop } = zookeeper(chart);
      zk.bind(shop);
    },
    error: 'user must be set, because the members accept only clients that log in, got undefined; use bind(client, { user: \'shop\' }) '
      + '[ClientUserMissing at test/Zk]',
    good: (_, chart) => {
      const { zk, shop } = zookeeper(chart, false);
      zk.bind(shop);
    },
  },
  {
    title: 'for a certificate of no members',
    bad: redis => redis({}).certificateNames(0),
    error: 'members of a certificate must be a whole number from 1 to 10000, got 0; use the number of replicas, or more '
      + '[CertificateMembersInvalid at test/Redis]',
    good: redis => redis({}).certificateNames(5),
  },
  {
    title: 'for a certificate that expires within the hour',
    bad: (redis, chart) => redis({}).addCertificate(secret(chart), { issuer: 'ca', duration: Duration.minutes(30) }),
    error: 'duration of a certificate must be whole seconds, 3600 or more, got "1800s"; use Duration.days(90), or omit it '
      + '[CertificateDurationInvalid at test/Redis]',
    good: (redis, chart) => redis({}).addCertificate(secret(chart), { issuer: 'ca', duration: Duration.hours(1) }),
  },
  {
    title: 'for two Certificates that write one Secret',
    bad: (redis, chart) => {
      const app = redis({});
      const tls = secret(chart, 'tls');
      for (const issuer of ['a', 'b']) { app.addCertificate(tls, { issuer }); }
    },
    error: 'the certificates of an application must be for different Secrets, got "tls"; call addCertificate once for each Secret '
      + '[CertificateTaken at test/Redis]',
    good: (redis, chart) => {
      const app = redis({});
      for (const name of ['a', 'b']) { app.addCertificate(secret(chart, name), { issuer: 'ca' }); }
    },
  },
];
