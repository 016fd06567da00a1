import { Size } from 'cdk8s';
import { Secret, Volume } from 'cdk8s-plus-28';
import { BadInput, redisIn } from './bad-input';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const podTerm = { topologyKey: 'kubernetes.io/hostname' };

const size = Size.gibibytes(10);
const data = { size, mountPath: '/data' };

export const storageCases: BadInput[] = [
  {
    title: 'for a claim whose name is not a DNS label',
    bad: redis => redis({ claims: { my_data: data } }),
    error: 'the name of a claim must be a DNS label (lower-case letters, digits and dashes), got "my_data"; use my-data [ClaimNameInvalid '
      + 'at test/Redis]',
    good: redis => redis({ claims: { 'my-data': data } }),
  },
  {
    title: 'for a claim in a map with a key as in Python',
    bad: redis => redis({ claims: { data: { size, mount_path: '/data' } } } as any),
    error: 'claims.data must have no unknown props, got "mount_path"; use mountPath [PropUnknown at test/Redis]',
    good: redis => redis({ claims: { data } }),
  },
  {
    title: 'for a claim of no size',
    bad: redis => redis({ claims: { data: { size: Size.gibibytes(0), mountPath: '/data' } } }),
    error: 'claims.data.size must be a Size from 1 MiB to 1 PiB, got "0Gi"; use Size.gibibytes(10) [ClaimSizeInvalid at test/Redis]',
    good: redis => redis({ claims: { data: { size: Size.mebibytes(1), mountPath: '/data' } } }),
  },
  {
    title: 'for a claim of infinite size',
    bad: redis => redis({ claims: { data: { size: Size.gibibytes(Infinity), mountPath: '/data' } } }),
    error: 'claims.data.size must be a Size from 1 MiB to 1 PiB, got "InfinityGi"; use Size.gibibytes(10) [ClaimSizeInvalid at test/Redis]',
    good: redis => redis({ claims: { data: { size: Size.gibibytes(0.5), mountPath: '/data' } } }),
  },
  {
    title: 'for a claim whose size is a text',
    bad: redis => redis({ claims: { data: { size: '10Gi', mountPath: '/data' } } }),
    error: 'claims.data.size must be a Size, got "10Gi"; use Size.gibibytes(10) [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ claims: { data } }),
  },
  {
    title: 'for a prop that there is not, with the name that was meant',
    bad: redis => redis({ claims: { data: { ...data, storageClass: 'fast' } } }),
    error: 'claims.data must have no unknown props, got "storageClass"; use storageClassName [PropUnknown at test/Redis]',
    good: redis => redis({ claims: { data: { ...data, storageClassName: 'fast' } } }),
  },
  {
    title: 'for a claim without a size',
    bad: redis => redis().addClaim('data', { mountPath: '/data' } as any),
    error: 'props.size of addClaim must have a value, got undefined; use Size.gibibytes(20) [ValueMissing at test/Redis]',
    good: redis => redis().addClaim('data', data),
  },
  {
    title: 'for a prop that is null, however deep, before anything else is said',
    bad: redis => redis({ replicas: -1, terminationGracePeriod: null, claims: { data: { ...data, labels: { tier: null } } } }),
    error: [
      'claims.data.labels.tier must have a value, got null; use a string such as \'text\' [ValueMissing at test/Redis]',
      'terminationGracePeriod must have a value, got null; omit it, or set a value [ValueMissing at test/Redis]',
    ].join('\n'),
    good: redis => redis({ terminationGracePeriod: undefined, claims: { data: { ...data, labels: undefined } } }),
  },
  {
    title: 'for an element of a list that is undefined',
    bad: redis => redis({ ports: [undefined] }),
    error: 'ports[0] must have a value, got undefined; use Port.tcp(6379) or Port.udp(6379) or Port.sctp(6379) '
      + '[ValueMissing at test/Redis]',
    good: redis => redis({ ports: [] }),
  },
  {
    title: 'for null in a call after the constructor',
    bad: redis => redis().addClaim('data', { ...data, storageClassName: null } as any),
    error: 'props.storageClassName of addClaim must have a value, got null; omit it, or set a value [ValueMissing at test/Redis]',
    good: redis => redis().addClaim('data', { ...data, storageClassName: undefined }),
  },
  {
    title: 'for a claim that is undefined',
    bad: redis => redis({ claims: { data: undefined } }),
    error: 'claims.data must have a value, got undefined; use { size: Size.gibibytes(20) } [ValueMissing at test/Redis]',
    good: redis => redis({ claims: undefined }),
  },
  {
    title: 'for a claim at a relative path',
    bad: redis => redis({ claims: { data: { size, mountPath: 'data' } } }),
    error: 'claims.data.mountPath must be an absolute path below the root, without a colon, . or .., and without a trailing slash, got '
      + '"data"; use a path such as /data [MountPathNotAbsolute at test/Redis]',
    good: redis => redis({ claims: { data } }),
  },
  {
    title: 'for a claim at an empty path',
    bad: redis => redis({ claims: { data: { size, mountPath: '' } } }),
    error: 'claims.data.mountPath must be an absolute path below the root, without a colon, . or .., and without a trailing slash, got ""; '
      + 'use a path such as /data [MountPathNotAbsolute at test/Redis]',
    good: redis => redis({ claims: { data } }),
  },
  {
    title: 'for no access mode at all',
    bad: redis => redis({ claims: { data: { ...data, accessModes: [] } } }),
    error: 'claims.data.accessModes must have at least one mode, got []; omit it for the default (ReadWriteOnce) [AccessModesEmpty at '
      + 'test/Redis]',
    good: redis => redis({ claims: { data: { ...data, accessModes: undefined } } }),
  },
  {
    title: 'for a quantity that is none',
    bad: redis => redis({ claims: { data: { ...data, spec: { resources: { limits: { storage: '10 GB' } } } } } }),
    error: 'claims.data.spec.resources must contain quantities such as 10Gi or 500M, got {"storage":"10 GB"}; use the size prop, or a '
      + 'quantity [QuantityInvalid at test/Redis]',
    good: redis => redis({ claims: { data: { ...data, spec: { resources: { limits: { storage: '10G' } } } } } }),
  },
  {
    title: 'for a label of a claim that is a number',
    bad: redis => redis({ claims: { data: { ...data, labels: { tier: 1 } } } }),
    error: 'claims.data.labels.tier must be a string, got 1; put it in quotes: \'1\' [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ claims: { data: { ...data, labels: { tier: '1' } } } }),
  },
  {
    title: 'for a claim that nothing mounts',
    bad: redis => redis({ claims: { data: { size } } }),
    error: 'claims.data must be mounted by a container, because otherwise each pod would pay for an unused volume, got "no mount"; set its '
      + 'mountPath, or call container.mount(path, app.claim(\'data\')) [ClaimNotMounted at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => {
      const app = redis({ claims: { data: { size } } });
      app.container.mount('/data', app.claim('data'));
    },
  },
  {
    title: 'for a second claim of the same name',
    bad: redis => redis({ claims: { data } }).addClaim('data', { size, mountPath: '/other' }),
    error: 'the claims of an application must have different names, got "data"; choose another name, or mount the existing claim '
      + '[ClaimTaken at test/Redis]',
    good: redis => redis({ claims: { data } }).addClaim('other', { size, mountPath: '/other' }),
  },
  {
    title: 'for a claim that was never declared',
    bad: redis => redis({ claims: { data } }).claim('log'),
    error: 'the name of a claim must be one of the declared claims, got "log"; use data [ClaimUnknown at test/Redis]',
    good: redis => redis({ claims: { data } }).claim('data'),
  },
  {
    title: 'for a claim template that another application mounts',
    bad: (redis, chart) => {
      const [first, second] = [redis({ claims: { data } }), redisIn(chart, 'Other')({ name: 'other' })];
      second.container.mount('/theirs', first.claim('data'));
    },
    error: 'a pod must not mount the claim template data of test/Redis/Resource, because it exists only inside that set, got "a mount in '
      + 'test/Other/Resource"; mount the claim of one pod by its name, with Volume.fromPersistentVolumeClaim [ClaimOfAnotherApp at '
      + 'test/Other/Resource]',
    reportedBy: '',
    good: (redis, chart) => {
      const [, second] = [redis({ claims: { data } }), redisIn(chart, 'Other')({ name: 'other', claims: { data } })];
      second.claim('data');
    },
  },
  {
    title: 'for a retention policy that deletes data without saying so',
    bad: redis => redis({ claims: { data }, claimRetention: { deleteWhenScaled: true } }),
    error: 'claimRetention.deleteWhenScaled must be confirmed, because it deletes the data with the claims, got {"deleteWhenScaled":true}; '
      + 'add dataMayBeLost: true, or keep the claims [RetentionDeletesData at test/Redis]',
    good: redis => redis({ claims: { data }, claimRetention: { deleteWhenScaled: true, dataMayBeLost: true } }),
  },
  {
    title: 'for two claims at one path',
    bad: redis => redis({ claims: { data, log: { size, mountPath: '/data' } } }),
    error: 'container redis must mount only one volume at each path, got "two volumes at /data"; move one of them to another path '
      + '[MountPathTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ claims: { data, log: { size, mountPath: '/data/log' } } }),
  },
  {
    title: 'for a claim at the path of a file',
    bad: redis => redis({ claims: { data }, files: { '/data': 'text' } }),
    error: 'container redis must mount only one volume at each path, got "two volumes at /data"; move one of them to another path '
      + '[MountPathTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ claims: { data }, files: { '/data/seed': 'text' } }),
  },
  {
    title: 'for a claim at the path of an empty directory',
    bad: redis => redis({ claims: { data }, emptyDirs: { '/data': {} } }),
    error: 'container redis must mount only one volume at each path, got "two volumes at /data"; move one of them to another path '
      + '[MountPathTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ claims: { data }, emptyDirs: { '/data/tmp': {} } }),
  },
  {
    title: 'for a volume that is mounted at a relative path later',
    bad: redis => {
      const app = redis();
      app.container.mount('plugins', app.addVolume('plugins', { emptyDir: {} }));
    },
    error: 'container redis must mount volumes at absolute paths below the root, without a colon, . or .., and without a trailing slash, '
      + 'got "plugins"; use a path such as /data [MountPathNotAbsolute at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => {
      const app = redis();
      app.container.mount('/plugins', app.addVolume('plugins', { emptyDir: {} }));
    },
  },
  {
    title: 'for a volume whose name is not a DNS label',
    bad: redis => redis().addVolume('Plugins', { emptyDir: {} }),
    error: 'the name of a volume must be a DNS label (lower-case letters, digits and dashes), got "Plugins"; use plugins '
      + '[VolumeNameInvalid at test/Redis]',
    good: redis => redis().addVolume('plugins', { emptyDir: {} }),
  },
  {
    title: 'for a volume of two kinds',
    bad: redis => redis().addVolume('plugins', { emptyDir: {}, hostPath: { path: '/' } }),
    error: 'the source of volume plugins must be an object with one key, the kind of the volume, got '
      + '{"emptyDir":{},"hostPath":{"path":"/"}}; use an object such as { emptyDir: {} } [VolumeSourceInvalid at test/Redis]',
    good: redis => redis().addVolume('plugins', { emptyDir: {} }),
  },
  {
    title: 'for a field of a volume in snake case',
    bad: redis => redis().addVolume('plugins', { host_path: { path: '/' } }),
    error: 'the source of volume plugins must have fields of the Kubernetes API, because the API server ignores or rejects others, got '
      + '"host_path"; use hostPath, or look up the names with kubectl explain [FieldNameInvalid at test/Redis]',
    good: redis => redis().addVolume('plugins', { hostPath: { path: '/' } }),
  },
  {
    title: 'for a nested field of the affinity in snake case',
    bad: redis => redis({ affinity: { podAffinity: { [PREFERRED]: [{ weight: 1, podAffinityTerm: podTerm, pod_term: {} }] } } }),
    error: `affinity.podAffinity.${PREFERRED}.0 must have fields of the Kubernetes API, because the API server ignores or rejects others, `
      + 'got "pod_term"; use one of podAffinityTerm, weight, or look up the names with kubectl explain [FieldNameInvalid at test/Redis]',
    good: redis => redis({ affinity: { podAffinity: { [PREFERRED]: [{ weight: 1, podAffinityTerm: podTerm }] } } }),
  },
  {
    title: 'for a kind of affinity that there is not',
    bad: redis => redis({ affinity: { topology: {} } }),
    error: 'affinity must have fields of the Kubernetes API, because the API server ignores or rejects others, got "topology"; use one of '
      + 'nodeAffinity, podAffinity, podAntiAffinity, or look up the names with kubectl explain [FieldNameInvalid at test/Redis]',
    good: redis => redis({ affinity: { nodeAffinity: {} } }),
  },
  {
    title: 'for a list of node selectors, which is an object',
    bad: redis => redis({ affinity: { nodeAffinity: { [REQUIRED]: [{ matchExpressions: [] }] } } }),
    error: `affinity.nodeAffinity.${REQUIRED} must be an object, as in the Kubernetes API, got [{"matchExpressions":[]}]; look up its form `
      + 'with kubectl explain [FieldValueInvalid at test/Redis]',
    good: redis => redis({ affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [] }] } } } }),
  },
  {
    title: 'for a term without a topology key',
    bad: redis => redis({ affinity: { podAntiAffinity: { [REQUIRED]: [{ labelSelector: {} }] } } }),
    error: `affinity.podAntiAffinity.${REQUIRED}.0 must have the field topologyKey, which the API server requires, got `
      + '{"labelSelector":{}}; add topologyKey [FieldValueInvalid at test/Redis]',
    good: redis => redis({ affinity: { podAntiAffinity: { [REQUIRED]: [{ ...podTerm, matchLabelKeys: [] }] } } }),
  },
  {
    title: 'for a toleration in snake case',
    bad: redis => redis({ tolerations: [{ key: 'dedicated', effect: 'NoExecute', toleration_seconds: 5 }] }),
    error: 'tolerations.0 must have fields of the Kubernetes API, because the API server ignores or rejects others, got '
      + '"toleration_seconds"; use tolerationSeconds, or look up the names with kubectl explain [FieldNameInvalid at test/Redis]',
    good: redis => redis({ tolerations: [{ key: 'dedicated', effect: 'NoExecute', tolerationSeconds: 5 }] }),
  },
  {
    title: 'for a slip in the name of a field of a volume',
    bad: redis => redis().addVolume('plugins', { csi: { driver: 'secrets', readonly: true } }),
    error: 'the source of volume plugins.csi must have fields of the Kubernetes API, because the API server ignores or rejects others, got '
      + '"readonly"; use readOnly, or look up the names with kubectl explain [FieldNameInvalid at test/Redis]',
    good: redis => redis().addVolume('plugins', { csi: { driver: 'secrets', readOnly: true, laterField: {} } }),
  },
  {
    title: 'for a slip in the spec of a claim',
    bad: redis => redis({ claims: { data: { ...data, spec: { storageClass: 'fast' } } } }),
    error: 'claims.data.spec must have fields of the Kubernetes API, because the API server ignores or rejects others, got "storageClass"; '
      + 'use storageClassName, or look up the names with kubectl explain [FieldNameInvalid at test/Redis]',
    good: redis => redis({ claims: { data: { ...data, spec: { volumeAttributesClassName: 'fast' } } } }),
  },
  {
    title: 'for a volume without a source',
    bad: redis => redis().addVolume('plugins', undefined as any),
    error: 'source of addVolume must have a value, got undefined; use { name: {} } [ValueMissing at test/Redis]',
    good: redis => redis().addVolume('plugins', { emptyDir: {} }),
  },
  {
    title: 'for a second volume of the same name',
    bad: redis => {
      const app = redis();
      app.addVolume('plugins', { emptyDir: {} });
      app.addVolume('plugins', { emptyDir: {} });
    },
    error: 'the volumes of an application must have different names, got "plugins"; choose another name, or mount the existing volume '
      + '[VolumeTaken at test/Redis]',
    good: redis => {
      const app = redis();
      app.addVolume('plugins', { emptyDir: {} });
      app.addVolume('more-plugins', { emptyDir: {} });
    },
  },
  {
    title: 'for a claim and a volume of one name',
    bad: redis => redis({ claims: { data } }).addVolume('data', { emptyDir: {} }),
    error: 'the volumes and claims of a pod must have different names, including the names that the library derives from paths, got '
      + '"data"; rename one of the volumes or paths [VolumeNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ claims: { data } }).addVolume('cache', { emptyDir: {} }),
  },
  {
    title: 'for a claim that is called like the volume of our files',
    bad: redis => redis({ claims: { files: data }, files: { '/etc/redis/redis.conf': '' } }),
    error: 'the volumes and claims of a pod must have different names, including the names that the library derives from paths, got '
      + '"files"; rename one of the volumes or paths [VolumeNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ claims: { files: data } }),
  },
  {
    title: 'for a volume of cdk8s-plus that is called like our /tmp',
    bad: (redis, chart) => redis().container.mount('/scratch', Volume.fromEmptyDir(chart, 'Scratch', 'tmp-redis')),
    error: 'the volumes and claims of a pod must have different names, including the names that the library derives from paths, got '
      + '"tmp-redis"; rename one of the volumes or paths [VolumeNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: (redis, chart) => redis().container.mount('/scratch', Volume.fromEmptyDir(chart, 'Scratch', 'scratch')),
  },
  {
    title: 'for two empty directories whose volumes would have one name',
    bad: redis => redis({ emptyDirs: { '/a-b': {}, '/a/b': {} } }),
    error: 'the volumes and claims of a pod must have different names, including the names that the library derives from paths, got '
      + '"empty-a-b"; rename one of the volumes or paths [VolumeNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ emptyDirs: { '/a-b': {}, '/a/c': {} } }),
  },
  {
    title: 'for two directories of secrets whose volumes would have one name',
    bad: (redis, chart) => {
      const secret = Secret.fromSecretName(chart, 'Auth', 'redis-auth');
      return redis({ secretFiles: { '/a.b/user': { secret, key: 'user' }, '/a-b/password': { secret, key: 'password' } } });
    },
    error: 'the volumes and claims of a pod must have different names, including the names that the library derives from paths, got '
      + '"secret-a-b"; rename one of the volumes or paths [VolumeNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: (redis, chart) => {
      const secret = Secret.fromSecretName(chart, 'Auth', 'redis-auth');
      return redis({ secretFiles: { '/a.b/user': { secret, key: 'user' }, '/a.b/password': { secret, key: 'password' } } });
    },
  },
  {
    title: 'for a claim in the wrong unit',
    bad: redis => redis({ claims: { data: { size: Size.kibibytes(20), mountPath: '/data' } } }),
    error: 'claims.data.size must be a Size from 1 MiB to 1 PiB, got "20Ki"; use Size.gibibytes(10) [ClaimSizeInvalid at test/Redis]',
    good: redis => redis({ claims: { data: { size: Size.gibibytes(20), mountPath: '/data' } } }),
  },
];
