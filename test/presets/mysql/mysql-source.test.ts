import { Manifests, MySqlProps, MySqlSource } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const secret: any = { name: 'mysql-auth' };

function following(options: Partial<Parameters<typeof MySqlSource.external>[0]> = {}, props: Partial<MySqlProps> = {}): Deployed {
  const password = { secret, key: 'source' };
  return new Deployed({ source: MySqlSource.external({ host: 'old', user: 'follower', password, ...options }), ...props });
}

const setOf = (deployed: Deployed) => Manifests.one(deployed, 'StatefulSet');
const sourceFile = (deployed: Deployed) => Manifests.one(deployed, 'ConfigMap', 'mysql-reloaded-files').data;

test('a cut-over is a file that the running primary reads, and changes no pod', () => {
  const [before, after] = [following(), following({ cutOver: true })];

  expect(setOf(after).spec.template).toEqual(setOf(before).spec.template);
  expect(JSON.stringify(sourceFile(before))).toMatch(/"follow\\n"/);
  expect(JSON.stringify(sourceFile(after))).toMatch(/"cut-over\\n"/);
  expect(JSON.stringify(sourceFile(new Deployed()))).toMatch(/"none\\n"/);
});

test('the password of the account is a file, and in no file of the manifest', () => {
  const { projected } = setOf(following()).spec.template.spec.volumes.find((volume: any) => volume.projected);

  expect(projected.sources).toContainEqual({ secret: { name: 'mysql-auth', items: [{ key: 'source', path: 'source' }] } });
});

test('connections to the source are encrypted, and its identity is verified if its authority is known', () => {
  const authority = { secret, key: 'ca.crt' };

  expect(following().file('source.cnf')).toContain('ssl_mode=REQUIRED\n');
  expect(following().file('source.sql')).toContain('SOURCE_SSL = 1, SOURCE_SSL_CA = \'\', SOURCE_SSL_VERIFY_SERVER_CERT = 0');
  expect(following({ authority }).file('source.cnf')).toContain('ssl_mode=VERIFY_IDENTITY\nssl_ca=/run/secrets/mysql-source/ca.crt\n');
  expect(following({ authority }).file('source.sql')).toContain('SOURCE_SSL_VERIFY_SERVER_CERT = 1');
  expect(following({ authority }).file('source-clone.sql')).toContain('clone_ssl_ca = \'/run/secrets/mysql-source/ca.crt\'');
});

test('the receiver of the source tries again without a limit', () => {
  expect(following().file('source.sql')).toContain('SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 0');
});

test('two sets of which one follows the other have different server IDs, in the server and in the scripts', () => {
  const [server] = setOf(following({}, { serverIdPrefix: 2 })).spec.template.spec.containers;

  expect(server.args).toContain('--server-id=2$(POD_INDEX)');
  expect(server.env).toContainEqual({ name: 'SERVER_ID_PREFIX', value: '2' });
  expect(JSON.stringify(setOf(following()))).not.toContain('SERVER_ID_PREFIX');
});

test('a plan knows whether the set follows or takes the place of its source', () => {
  const fact = (deployed: Deployed) => setOf(deployed).metadata.annotations['cdk8s-stateful-app/source'];

  expect([following(), following({ cutOver: true }), new Deployed()].map(fact)).toEqual(['follow', 'cut-over', undefined]);
});
