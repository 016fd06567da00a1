import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeMode } from 'cdk8s-plus-28';
import { Claim } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const data = { size: Size.gibibytes(10), mountPath: '/data' };

test('a claim says its name, mode and size, and nothing that was not asked for', () => {
  expect(render({ claims: { data } }).set.volumeClaimTemplates).toEqual([
    { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } },
  ]);
});

test.each([[Size.mebibytes(512), '512Mi'], [Size.gibibytes(10), '10Gi'], [Size.gibibytes(0.5), '0.5Gi'], [Size.mebibytes(1024), '1024Mi']])(
  'a size is written in its own unit: %#: %s', (size, storage) => {
    expect(render({ claims: { data: { size, mountPath: '/data' } } }).set.volumeClaimTemplates[0].spec.resources.requests)
      .toEqual({ storage });
  });

test('a claim carries everything that Kubernetes lets it', () => {
  const claim = {
    ...data,
    storageClassName: 'fast',
    accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
    volumeMode: PersistentVolumeMode.FILE_SYSTEM,
    labels: { tier: 'hot' },
    annotations: { 'example.com/backup': 'daily' },
    spec: {
      selector: { matchLabels: { disk: 'ssd' } },
      dataSource: { kind: 'PersistentVolumeClaim', name: 'seed' },
      volumeAttributesClassName: 'gold',
    },
  };

  expect(render({ claims: { data: claim } }).set.volumeClaimTemplates).toEqual([{
    metadata: { name: 'data', labels: { tier: 'hot' }, annotations: { 'example.com/backup': 'daily' } },
    spec: {
      accessModes: ['ReadWriteOncePod'],
      storageClassName: 'fast',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: '10Gi' } },
      selector: { matchLabels: { disk: 'ssd' } },
      dataSource: { kind: 'PersistentVolumeClaim', name: 'seed' },
      volumeAttributesClassName: 'gold',
    },
  }]);
});

test('a field of spec that is undefined leaves what the prop says', () => {
  const claim = {
    ...data,
    storageClassName: 'fast',
    spec: { storageClassName: undefined, resources: { requests: { storage: undefined } } },
  };

  expect(render({ claims: { data: claim } }).set.volumeClaimTemplates)
    .toEqual(render({ claims: { data: { ...data, storageClassName: 'fast' } } }).set.volumeClaimTemplates);
});

test('a limit in the raw fields does not lose the size', () => {
  const claim = { ...data, spec: { resources: { limits: { storage: '20Gi' } } } };

  expect(render({ claims: { data: claim } }).set.volumeClaimTemplates[0].spec.resources).toEqual({
    requests: { storage: '10Gi' },
    limits: { storage: '20Gi' },
  });
});

test('an empty storage class asks for a volume that exists already, and is not left out', () => {
  expect(render({ claims: { data: { ...data, storageClassName: '' } } }).set.volumeClaimTemplates[0].spec.storageClassName).toBe('');
});

test('the main container mounts a claim at its path, and the pod has no volume besides', () => {
  const rendered = render({ claims: { data } });

  expect(rendered.mount('/data')).toEqual({ volume: 'data' });
  expect(rendered.pod.volumes.map((volume: any) => volume.name)).toEqual(['tmp-redis']);
});

test('several claims are written in the order of their names', () => {
  const rendered = render({ claims: { data, archive: { ...data, mountPath: '/archive' } } });

  expect(rendered.set.volumeClaimTemplates.map((claim: any) => claim.metadata.name)).toEqual(['archive', 'data']);
});

test('a claim can be mounted by hand, with a sub-path and in several containers', () => {
  const rendered = render({ claims: { data: { size: data.size } } });
  const { app } = rendered;
  app.container.mount('/data', app.claim('data'), { subPath: 'redis' });
  app.addContainer({ name: 'backup', image: 'backup:1' }).mount('/source', app.claim('data'), { readOnly: true });

  expect(rendered.mount('/data')).toMatchObject({ volume: 'data', subPath: 'redis' });
  expect(rendered.mount('/source', 'backup')).toMatchObject({ volume: 'data', readOnly: true });
});

test('a claim that is added later is like one of the props', () => {
  const later = render();
  const claim = later.app.addClaim('data', data);

  expect(claim).toBeInstanceOf(Claim);
  expect(later.set).toEqual(render({ claims: { data } }).set);
});

test('a raw block device is no mount but a device', () => {
  const rendered = render({ claims: { data: { ...data, mountPath: '/dev/data', volumeMode: PersistentVolumeMode.BLOCK } } });

  expect(rendered.container().volumeDevices).toEqual([{ name: 'data', devicePath: '/dev/data' }]);
  expect(rendered.mount('/dev/data')).toBeUndefined();
  expect(rendered.set.volumeClaimTemplates[0].spec.volumeMode).toBe('Block');
});

test('a volume of any kind is written as it is given', () => {
  const rendered = render();
  const source = { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { value: 'x' } } };
  rendered.app.container.mount('/secrets', rendered.app.addVolume('secrets', source));

  expect(rendered.volume('secrets')).toEqual({ name: 'secrets', ...source });
  expect(rendered.mount('/secrets')).toMatchObject({ volume: 'secrets' });
});

test('claims outlive the set unless it is said that data may be lost', () => {
  const policy = (claimRetention?: object) => render({ claims: { data }, claimRetention }).set.persistentVolumeClaimRetentionPolicy;

  expect(policy()).toBeUndefined();
  expect(policy({ dataMayBeLost: true })).toBeUndefined();
  expect(policy({ deleteWithApp: true, dataMayBeLost: true })).toEqual({ whenDeleted: 'Delete', whenScaled: 'Retain' });
  expect(policy({ deleteWhenScaled: true, dataMayBeLost: true })).toEqual({ whenDeleted: 'Retain', whenScaled: 'Delete' });
});
