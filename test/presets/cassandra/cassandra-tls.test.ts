import { App, Chart, Testing } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Cassandra, CassandraTls, Manifests } from 'cdk8s-stateful-app';
import { parse } from 'yaml';
import { Deployed } from './deployment';
import { factsOf } from '../../../src/plan/facts';

const certificate = Secret.fromSecretName(new Chart(new App(), 'names'), 'Tls', 'cassandra-tls');

function secured(tls: Partial<CassandraTls> = {}): Deployed {
  return new Deployed({ tls: { certificate, ...tls } });
}

function optionsOf(deployed: Deployed): { server: any; client: any } {
  const { server_encryption_options: server, client_encryption_options: client } = parse(deployed.file('.cassandra.yaml'));
  return { server, client };
}

test('members authenticate to each other, and neither they nor clients connect without TLS', () => {
  const { server, client } = optionsOf(secured());

  expect(server).toMatchObject({ internode_encryption: 'all', optional: false, require_client_auth: true });
  expect(client).toMatchObject({ enabled: true, optional: false, require_client_auth: false });
  for (const options of [server, client]) {
    expect(options).toMatchObject({ keystore: '/run/cassandra/keystore.pem', truststore: '/run/cassandra/truststore.pem' });
    expect(options.accepted_protocols).toEqual(['TLSv1.2', 'TLSv1.3']);
  }
});

test('without tls, the configuration has no settings of TLS and no Secret', () => {
  expect(new Deployed().file('.cassandra.yaml')).not.toContain('encryption_options');
  expect(JSON.stringify(new Deployed().pod)).not.toMatch(/tls/i);
});

test('while TLS is optional, both are accepted, and a plan lets a ring roll there and back', () => {
  const optional = secured({ requireSecureTransport: false });

  expect(optionsOf(optional)).toMatchObject({ server: { optional: true }, client: { optional: true } });
  expect(optional.variable('TLS_REQUIRED')).toBeUndefined();
  expect(secured().variable('TLS_REQUIRED')).toBe('true');
  expect(factsOf(optional.one('StatefulSet')).encryption).toBe('tls,none');
  expect(factsOf(secured().one('StatefulSet')).encryption).toBe('tls');
});

test('a plan stops a change from plain connections to required TLS in one step', () => {
  const stepsTo = (after: Deployed, before: Deployed) => JSON.stringify(Manifests.plan(Testing.synth(before.chart), after.chart));

  expect(stepsTo(secured(), new Deployed())).toContain('cannot connect to each other');
  for (const [before, after] of [[undefined, false], [false, true], [true, false], [false, undefined]] as const) {
    const [from, to] = [before, after].map(requireSecureTransport =>
      requireSecureTransport === undefined ? new Deployed() : secured({ requireSecureTransport }));
    expect(stepsTo(to, from)).not.toContain('cannot connect');
  }
});

test('cqlsh verifies the authority, and presents the certificate if clients need one', () => {
  expect(secured().file('.cqlshrc')).toBe(
    '[connection]\nssl = true\n[ssl]\ncertfile = /run/secrets/cassandra-tls/ca.crt\nvalidate = true\n');
  expect(secured({ requireClientCertificate: true }).file('.cqlshrc')).toContain(
    'usercert = /run/secrets/cassandra-tls/tls.crt\nuserkey = /run/secrets/cassandra-tls/tls.key\n');
});

test.each([[false, ['ca.crt']], [true, ['ca.crt', 'tls.crt', 'tls.key']]])(
  'the Job reads the authority, and the certificate only if clients need one (%s)', (requireClientCertificate, keys) => {
    const { ring, chart } = secured({ requireClientCertificate });
    ring.addUser('shop', { password: { secret: Secret.fromSecretName(chart, 'Shop', 'shop'), key: 'password' } });
    const [job] = Manifests.all(chart, 'Job');
    const sources = job.spec.template.spec.volumes.flatMap(({ projected }: any) => projected?.sources ?? []);
    const read = sources.filter(({ secret }: any) => secret.name === 'cassandra-tls').map(({ secret }: any) => secret.items[0].key);

    expect(read).toEqual(keys);
  });

describe('an application that is bound to a ring', () => {
  function bound(deployed: Deployed, own = false): { env: any; mounts: string[] } {
    const { ring, chart } = deployed;
    const secret = Secret.fromSecretName(chart, 'Shop', 'shop');
    const shop = new Deployment(chart, 'App', { containers: [{ image: 'shop:1.0', securityContext: { user: 1000 } }] });
    ring.bind(shop, { user: 'shop', password: { secret, key: 'password' }, ...own ? { certificate: secret } : {} });
    const [container] = Manifests.all(chart, 'Deployment')[0].spec.template.spec.containers;
    return {
      env: Object.fromEntries(container.env.map(({ name, value }: any) => [name, value])),
      mounts: (container.volumeMounts ?? []).map(({ mountPath }: any) => mountPath),
    };
  }

  test('gets the authority with required TLS', () => {
    const { env, mounts } = bound(secured());

    expect(env).toMatchObject({ CASSANDRA_SSL_MODE: 'verify-ca', CASSANDRA_CA_FILE: '/etc/cassandra-client-ca/ca.crt' });
    expect(mounts).toEqual(['/etc/cassandra-client-ca']);
  });

  test('connects as before while TLS is optional', () => {
    const { env, mounts } = bound(secured({ requireSecureTransport: false }));

    expect(Object.keys(env).filter(name => /SSL|_FILE/.test(name))).toEqual([]);
    expect(mounts).toEqual([]);
  });

  test('presents its own certificate', () => {
    const { env, mounts } = bound(secured({ requireClientCertificate: true }), true);

    expect(env).toMatchObject({
      CASSANDRA_CERTIFICATE_FILE: '/etc/cassandra-client-certificate/tls.crt',
      CASSANDRA_KEY_FILE: '/etc/cassandra-client-certificate/tls.key',
    });
    expect(mounts).toContain('/etc/cassandra-client-certificate');
  });

  test('of another program gets the authority as well', () => {
    const chart = new Chart(new App(), 'test');
    const secret = Secret.fromSecretName(chart, 'Shop', 'shop');
    const ring = Cassandra.fromName(chart, 'Ring', 'cassandra', { authority: { secret, key: 'ca.crt' } });
    const options = { user: 'shop', password: { secret, key: 'password' } };

    expect(ring.connection()).toMatchObject({ secure: true, authority: { key: 'ca.crt' } });
    expect(Object.keys(ring.connectionFiles(options))).toEqual(['/etc/cassandra-client-ca/ca.crt']);
  });
});

test('a certificate needs the name of the Service of each member, also of later ones', () => {
  const names = new Deployed().ring.certificateNames(4);

  for (const host of ['cassandra-client', 'cassandra-0', 'cassandra-3', 'cassandra-3.cassandra']) {
    expect(names).toEqual(expect.arrayContaining([host, `${host}.shop`, `${host}.shop.svc`, `${host}.shop.svc.cluster.local`]));
  }
});
