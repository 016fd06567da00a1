import { App, Chart, Duration, Size, Testing } from 'cdk8s';
import { EnvValue, Secret, ServiceAccount } from 'cdk8s-plus-28';
import { Kafka, MySql, MySqlProps, NetworkAccess, NetworkPeer, Ordinals, Port, StatefulApp, ZooKeeper } from 'cdk8s-stateful-app';

const TOKENS = ['${Token[TOKEN.123]}', '${TfToken[TOKEN.7]}', '${Token[Bucket.Name.45]}'];
const size = Size.gibibytes(1);
const clusterId = 'b3JkZXJzIG9mIGEgc2hvcA';
const secretOf = (chart: Chart, name: string, key = 'password') => ({ secret: Secret.fromSecretName(chart, `Secret-${key}`, name), key });

function redis(chart: Chart, props: any = {}): StatefulApp {
  return new StatefulApp(chart, 'Cache', { name: 'redis', replicas: 3, image: 'redis:8', user: 999, ports: [Port.tcp(6379)], ...props });
}

function mysql(chart: Chart, props: Partial<MySqlProps> = {}, secret = 'mysql-auth'): MySql {
  const accounts = { rootPassword: secretOf(chart, secret, 'root'), replicationPassword: secretOf(chart, secret, 'replication') };
  return new MySql(chart, 'Db', { replicas: 3, storage: size, accounts, ...props });
}

/** How a program passes a value that another CDK knows later. */
const PLACES: Record<string, (chart: Chart, token: string) => unknown> = {
  'an image': (chart, token) => redis(chart, { image: token }),
  'a tag': (chart, token) => redis(chart, { image: `redis:${token}` }),
  'a digest': (chart, token) => redis(chart, { image: `redis@${token}` }),
  'a registry': (chart, token) => redis(chart, { image: `${token}/redis:8` }),
  'an image of MySql': (chart, token) => mysql(chart, { image: token }),
  'an image of Kafka': (chart, token) => new Kafka(chart, 'Kafka', { replicas: 3, storage: size, clusterId, image: `kafka:${token}` }),
  'an image of ZooKeeper': (chart, token) => new ZooKeeper(chart, 'Zk', { replicas: 3, storage: size, image: token }),
  'a variable': (chart, token) => redis(chart, { env: { BUCKET: EnvValue.fromValue(`s3://${token}`) } }),
  'a variable that may be a secret': (chart, token) => redis(chart, { env: { DB_PASSWORD: EnvValue.fromValue(token) } }),
  'an argument': (chart, token) => redis(chart, { args: [`--bucket=${token}`] }),
  'an annotation': (chart, token) => redis(chart, { annotations: { role: token }, podAnnotations: { role: token } }),
  'a label': (chart, token) => redis(chart, { labels: { team: token } }),
  'a node selector': (chart, token) => redis(chart, { nodeSelector: { group: token } }),
  'a toleration': (chart, token) => redis(chart, { tolerations: [{ key: token, operator: 'Exists' }] }),
  'a file': (chart, token) => redis(chart, { files: { '/etc/redis/bucket': `${token}\n` } }),
  'a role': (chart, token) => redis(chart, { roles: { all: { ordinals: Ordinals.all(), files: { '/etc/redis/bucket': token } } } }),
  'a storage class': (chart, token) => redis(chart, { claims: { data: { size, mountPath: '/data', storageClassName: token } } }),
  'a Secret': (chart, token) => redis(chart, { secretFiles: { '/run/secrets/redis/password': secretOf(chart, token) } }),
  'a key of a Secret': (chart, token) => redis(chart, { secretFiles: { '/run/secrets/redis/password': secretOf(chart, 'auth', token) } }),
  'a variable of a Secret': (chart, token) => redis(chart, { env: { PASSWORD: EnvValue.fromSecretValue(secretOf(chart, token, token)) } }),
  'a Secret of a registry': (chart, token) => redis(chart, { imagePullSecrets: [secretOf(chart, token).secret] }),
  'a Secret of MySql': (chart, token) => mysql(chart, {}, token),
  'a service account': (chart, token) => redis(chart, { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', token) }),
  'an address range': (chart, token) => redis(chart, { networkAccess: NetworkAccess.isolated(NetworkPeer.cidr(token)) }),
  'pods of a peer': (chart, token) => redis(chart, { networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: token })) }),
  'a host outside the cluster': (chart, token) => new Kafka(chart, 'Kafka', {
    replicas: 1, storage: size, clusterId, external: { addresses: [{ host: token }], allowPlaintext: true },
  }),
  'a claim of a Job': (chart, token) => redis(chart).addJob('copy', { command: ['copy'], existingClaims: { '/from': token } }),
  'a volume': (chart, token) => {
    const app = redis(chart);
    app.container.mount('/files', app.addVolume('files', { nfs: { server: token, path: '/' } }));
  },
  'a runbook': (chart, token) => redis(chart, { namespace: 'shop' }).addAlerts({
    rules: [{
      name: 'Down',
      expression: 'up == 0',
      severity: 'warning',
      holdsFor: Duration.minutes(1),
      summary: 'Down.',
      description: 'Down.',
      runbookUrl: `${token}/down`,
    }],
  }),
};

test.each(Object.keys(PLACES))('a token of another CDK passes as %s', place => {
  for (const token of TOKENS) {
    const chart = new Chart(new App(), 'test');
    PLACES[place](chart, token);

    expect(JSON.stringify(Testing.synth(chart))).toContain(token);
  }
});

test('an image without a tag is not pinned by the token of its registry', () => {
  expect(() => redis(new Chart(new App(), 'test'), { image: `${TOKENS[0]}/redis` })).toThrow('[ImageNotPinned');
});

test('a name must be literal, and the error gives the reason', () => {
  expect(() => redis(new Chart(new App(), 'test'), { name: TOKENS[0] })).toThrow('because other names contain it');
});
