import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Manifests, MySqlTls } from 'cdk8s-stateful-app';
import { Deployed, settingsIn } from './deployment';

const secrets = new Chart(new App(), 'secrets');
const certificate = Secret.fromSecretName(secrets, 'Server', 'mysql-tls');
const clientCertificate = Secret.fromSecretName(secrets, 'Client', 'mysql-client-tls');

function withTls(tls: Partial<MySqlTls> = {}): Deployed {
  return new Deployed({ tls: { certificate, ...tls } });
}

/** Secret, key and path of each file with credentials. */
function secretFiles(spec: any): string[] {
  return spec.volumes.flatMap(({ projected }: any) => projected?.sources ?? [])
    .flatMap(({ secret }: any) => (secret?.items ?? []).map(({ key, path }: any) => `${secret.name}/${key} ${path}`));
}

test('clients without TLS are rejected, unless they are allowed', () => {
  expect(withTls().settings).toMatchObject({ require_secure_transport: 'ON', ssl_ca: '/run/secrets/mysql-tls/ca.crt' });
  expect(withTls({ requireSecureTransport: false }).settings).toMatchObject({ require_secure_transport: 'OFF' });
});

test('members verify the members that they follow, query and clone', () => {
  const chart = withTls();

  expect(chart.file('channel.sql')).toContain('SOURCE_SSL_CA = \'/run/secrets/mysql-tls/ca.crt\', SOURCE_SSL_VERIFY_SERVER_CERT = 1');
  expect(settingsIn(chart.file('client.cnf'))).toMatchObject({ ssl_mode: 'VERIFY_IDENTITY', ssl_ca: '/run/secrets/mysql-tls/ca.crt' });
  expect(settingsIn(chart.file('empty.cnf'))).toMatchObject({
    ssl_cert: '/run/secrets/mysql-tls/tls.crt',
    loose_clone_ssl_ca: '/run/secrets/mysql-tls/ca.crt',
  });
});

test('without certificates traffic between members is encrypted all the same', () => {
  const chart = new Deployed();

  expect(chart.file('channel.sql')).toContain('SOURCE_SSL = 1');
  expect(settingsIn(chart.file('client.cnf'))).toMatchObject({ ssl_mode: 'REQUIRED' });
  expect(chart.file('accounts.sql').match(/REQUIRE SSL/g)).toHaveLength(2);
});

test.each([
  ['without certificates', new Deployed(), ['CA', 'CERT', 'KEY']],
  ['without a client certificate', withTls(), ['CERT', 'KEY']],
])('a member %s forgets the files of its channel, because the server keeps options that are not named', (_, chart, options) => {
  const channel = chart.file('channel.sql');

  for (const option of options) { expect(channel).toContain(`SOURCE_SSL_${option} = ''`); }
  expect(channel.includes('SOURCE_SSL_VERIFY_SERVER_CERT = 0')).toBe(options.includes('CA'));
});

test('with a client certificate the members show it, and their accounts ask for it', () => {
  const chart = withTls({ clientCertificate });

  expect(chart.file('channel.sql')).toContain('SOURCE_SSL_CERT = \'/run/secrets/mysql-tls/client.crt\', '
    + 'SOURCE_SSL_KEY = \'/run/secrets/mysql-tls/client.key\'');
  expect(settingsIn(chart.file('client.cnf'))).toMatchObject({
    ssl_cert: '/run/secrets/mysql-tls/client.crt',
    ssl_key: '/run/secrets/mysql-tls/client.key',
  });
  expect(settingsIn(chart.file('empty.cnf'))).toMatchObject({ loose_clone_ssl_cert: '/run/secrets/mysql-tls/client.crt' });
  expect(chart.file('accounts.sql').match(/REQUIRE X509/g)).toHaveLength(2);
});

test('certificates are files from the Secrets, in the members and in the Jobs as far as they need them', () => {
  const tls = { certificate, clientCertificate };
  const password = { secret: Secret.fromSecretName(secrets, 'Backup', 'backup'), key: 'password' };
  const chart = new Deployed({ tls, backup: { password, storage: Size.gibibytes(1) } });

  expect(secretFiles(Manifests.one(chart, 'StatefulSet').spec.template.spec)).toEqual(expect.arrayContaining([
    'mysql-tls/ca.crt ca.crt', 'mysql-tls/tls.crt tls.crt', 'mysql-tls/tls.key tls.key', 'mysql-client-tls/tls.crt client.crt',
    'mysql-client-tls/tls.key client.key',
  ]));
  const files = secretFiles(Manifests.one(chart, 'CronJob', 'mysql-backup').spec.jobTemplate.spec.template.spec);
  expect(files.filter(file => /tls/.test(file))).toEqual([
    'mysql-tls/ca.crt ca.crt', 'mysql-client-tls/tls.crt client.crt', 'mysql-client-tls/tls.key client.key',
  ]);
});
