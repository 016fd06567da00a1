import { App, Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Controllers, KafkaProps, Manifests, Port, StatefulApp } from 'cdk8s-stateful-app';
import { Deployed } from '../presets/kafka/deployment';

function redis(namespace?: string) {
  const chart = new Chart(new App(), 'test', { namespace });
  const app = new StatefulApp(chart, 'Cache', {
    name: 'redis', replicas: 1, image: 'redis:8', user: 999, ports: [Port.tcp(6379)], clientServices: { read: {} },
  });
  return { chart, app };
}

test('a certificate has every form of the names of pods and Services, and wildcards for later pods', () => {
  expect(redis('shop').app.certificateNames()).toEqual([
    'redis', 'redis.shop', 'redis.shop.svc', 'redis.shop.svc.cluster.local',
    'redis-read', 'redis-read.shop', 'redis-read.shop.svc', 'redis-read.shop.svc.cluster.local',
    'redis-0.redis', 'redis-0.redis.shop', 'redis-0.redis.shop.svc', 'redis-0.redis.shop.svc.cluster.local',
    '*.redis.shop', '*.redis.shop.svc', '*.redis.shop.svc.cluster.local',
  ]);
});

test('a certificate covers members that are added later, by the short names by which they verify each other', () => {
  expect(redis('shop').app.certificateNames(3)).toEqual(expect.arrayContaining(['redis-1.redis', 'redis-2.redis']));
});

test('in an unknown namespace a certificate has the short names', () => {
  expect(redis().app.certificateNames()).toEqual(['redis', 'redis-read', 'redis-0.redis']);
});

test('the Certificate writes the Secret that the members mount, and includes Services that are added later', () => {
  const { chart, app } = redis('shop');
  app.addCertificate(Secret.fromSecretName(chart, 'Tls', 'redis-tls'), {
    issuer: 'shop-ca', issuerKind: 'ClusterIssuer', members: 2, duration: Duration.days(30),
  });
  app.addClientService('write');

  const { metadata, spec } = Manifests.one(chart, 'Certificate');
  expect(metadata).toMatchObject({ name: 'redis-tls', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'redis' } });
  expect(spec).toEqual({
    secretName: 'redis-tls',
    dnsNames: app.certificateNames(2),
    issuerRef: { name: 'shop-ca', kind: 'ClusterIssuer' },
    usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
    duration: '2592000s',
    privateKey: { encoding: 'PKCS8', rotationPolicy: 'Always' },
  });
  expect(spec.dnsNames).toContain('redis-write.shop');
});

describe('the certificate of Kafka', () => {
  const named = (props: Partial<KafkaProps>) => new Deployed({ secure: true, ...props });

  test('has the names of dedicated controllers, which nodes verify in full', () => {
    expect(named({ controllers: Controllers.dedicated() }).kafka.certificateNames()).toEqual(expect.arrayContaining([
      '*.kafka.shop.svc.cluster.local', '*.kafka-controller.shop.svc.cluster.local', 'kafka-bootstrap', 'kafka-bootstrap.shop',
    ]));
  });

  test('has the hosts of clients outside the cluster, and IP addresses as such', () => {
    const chart = named({ external: { addresses: [{ host: 'a.example.com' }, { host: '192.0.2.1' }, { host: 'b.example.com' }] } });
    chart.kafka.addCertificate(Secret.fromSecretName(chart, 'Certificate', 'kafka-tls'), { issuer: 'ca' });

    const { dnsNames, ipAddresses } = Manifests.one(chart, 'Certificate').spec;
    expect(dnsNames).toEqual(expect.arrayContaining(['a.example.com', 'b.example.com']));
    expect(ipAddresses).toEqual(['192.0.2.1']);
  });
});
