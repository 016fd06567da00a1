import { ApiObject, Chart, Size, YamlOutputType } from 'cdk8s';
import { Ordinals } from 'cdk8s-stateful-app';
import { BadInput, redisIn } from './bad-input';

const size = Size.gibibytes(1);

export const identityCases: BadInput[] = [
  {
    title: 'for a name that leaves no room for the revision in a label',
    bad: redis => redis({ name: 'a'.repeat(53) }),
    error: 'name must have at most 52 characters, because Kubernetes appends a revision to it in a label and creates no pods if the label '
      + 'is too long, got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; shorten it by 1 [NameTooLong at test/Redis]',
    good: redis => redis({ name: 'a'.repeat(52) }),
  },
  {
    title: 'for a name that is not a DNS label, with one message and not a second one for the container',
    bad: redis => redis({ name: 'Redis' }),
    error: 'name must be a DNS label that begins with a letter (lower-case letters, digits and dashes, no dash at either end), got '
      + '"Redis"; use redis [NameInvalid at test/Redis]',
    good: redis => redis({ name: 'redis' }),
  },
  {
    title: 'for a name that begins with a digit, which a Service refuses',
    bad: redis => redis({ name: '1-redis' }),
    error: 'name must be a DNS label that begins with a letter (lower-case letters, digits and dashes, no dash at either end), got '
      + '"1-redis"; use redis [NameInvalid at test/Redis]',
    good: redis => redis({ name: 'redis-1' }),
  },
  {
    title: 'for a name that is missing',
    bad: redis => redis({ name: undefined }),
    error: 'name must have a value, got undefined; use a string such as \'redis\' [ValueMissing at test/Redis]',
    good: redis => redis(),
  },
  {
    title: 'for two applications of one name in a chart and namespace',
    bad: (redis, chart) => [redis(), redisIn(chart, 'Second')()],
    error: 'the applications and client Services of a chart must have different names within a namespace, got "redis"; rename one of them, '
      + 'or give it another namespace or chart [NameTaken at test/Second]',
    good: (redis, chart) => [redis(), redisIn(chart, 'Second')({ namespace: 'other' })],
  },
  {
    title: 'for a ConfigMap that two applications would write',
    bad: (redis, chart) => [
      redis({ reloadedFiles: { '/etc/acl/users.acl': '' } }), redisIn(chart, 'Second')({
        name: 'redis-reloaded',
        files: { '/etc/redis/redis.conf': '' },
      }),
    ],
    error: 'the ConfigMap redis-reloaded-files must be defined only once within a namespace, because the definition that is applied last '
      + 'replaces the other, got "the same name for test/Redis/ReloadedFiles"; rename one of the applications, or give it another '
      + 'namespace [ObjectTaken at test/Second]',
    reportedBy: '',
    good: (redis, chart) => [
      redis({ reloadedFiles: { '/etc/acl/users.acl': '' } }), redisIn(chart, 'Second')({
        name: 'redis-reload',
        files: { '/etc/redis/redis.conf': '' },
      }),
    ],
  },
  {
    title: 'for one name in two charts, which are no copies of one another',
    bad: (redis, chart) => [redis(), redisIn(new Chart(chart.node.root, 'other'), 'Cache')()],
    error: 'the applications of a program must have different names within a namespace, because the one that is applied last would replace '
      + 'the other, got "redis, as test/Redis"; rename one of them, or give it another namespace [NameTaken at other/Cache]',
    reportedBy: '',
    good: redis => redis(),
  },
  {
    title: 'for the same application in two charts, unless they are for two clusters',
    bad: (redis, chart) => [redis(), redisIn(new Chart(chart.node.root, 'other'), 'Redis')({ allowCopies: true })],
    error: 'the applications of a program must have different names within a namespace, because the one that is applied last would replace '
      + 'the other, got "redis, as test/Redis"; rename one of them, or give it another namespace, or add allowCopies: true to both if '
      + 'their charts are for two clusters [NameTaken at other/Redis]',
    reportedBy: '',
    good: redis => redis({ allowCopies: true }),
  },
  {
    title: 'for claims of two applications that Kubernetes would give one name',
    bad: (redis, chart) => [
      redis({ claims: { 'data-b': { size, mountPath: '/data' } } }), redisIn(chart, 'Second')({
        name: 'b-redis',
        claims: { data: { size, mountPath: '/data' } },
      }),
    ],
    error: 'claims.data must not share volumes with another set, because both sets generate the claim data-b-redis-0, got "the same name '
      + 'for test/Redis"; rename the claim or the set before the first deployment [ClaimOfTwoSets at test/Second]',
    reportedBy: '',
    good: (redis, chart) => [
      redis({ claims: { 'data-b': { size, mountPath: '/data' } } }), redisIn(chart, 'Second')({
        name: 'c-redis',
        claims: { data: { size, mountPath: '/data' } },
      }),
    ],
  },
  {
    title: 'for a selector that matches the pods of another application as well',
    bad: (redis, chart) => [redis({ selectorLabels: { app: 'cache' } }), redisIn(chart, 'Second')({
      name: 'other',
      selectorLabels: { app: 'cache', tier: 'b' },
    })],
    error: 'selectorLabels must not match the pods of test/Second, because Services, budgets and policies of this set would apply to them, '
      + 'got {"app":"cache"}; use a different value for each set of a namespace, as in { app: \'name\' } [SelectorsOverlap at test/Redis]',
    reportedBy: '',
    good: (redis, chart) => [redis({ selectorLabels: { app: 'cache', tier: 'a' } }), redisIn(chart, 'Second')({
      name: 'other',
      selectorLabels: { app: 'cache', tier: 'b' },
    })],
  },
  {
    title: 'for negative replicas',
    bad: redis => redis({ replicas: -1 }),
    error: 'replicas must be a whole number of pods from 0 to 10000, got -1; use a number such as 3 [ReplicasInvalid at test/Redis]',
    good: redis => redis({ replicas: 0 }),
  },
  {
    title: 'for fractional replicas',
    bad: redis => redis({ replicas: 2.5 }),
    error: 'replicas must be a whole number of pods from 0 to 10000, got 2.5; use a number such as 3 [ReplicasInvalid at test/Redis]',
    good: redis => redis({ replicas: 2 }),
  },
  {
    title: 'for replicas that came out of a calculation as NaN',
    bad: redis => redis({ replicas: NaN }),
    error: 'replicas must be a number, got NaN; use a number such as 3 [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ replicas: 1 }),
  },
  {
    title: 'for infinite replicas, without a second message about their roles',
    bad: redis => redis({ replicas: Infinity, roles: { all: { ordinals: Ordinals.all(), files: { '/etc/redis/role.conf': '' } } } }),
    error: 'replicas must be a whole number of pods from 0 to 10000, got Infinity; use a number such as 3 [ReplicasInvalid at test/Redis]',
    good: redis => redis({ replicas: 3 }),
  },
  {
    title: 'for more replicas than any cluster runs, with roles that name each ordinal',
    bad: redis => redis({ replicas: 1e21, roles: { all: { ordinals: Ordinals.all(), files: { '/etc/redis/role.conf': '' } } } }),
    error: 'replicas must be a whole number of pods from 0 to 10000, got 1e+21; use a number such as 3 [ReplicasInvalid at test/Redis]',
    good: redis => redis({ replicas: 10_000 }),
  },
  {
    title: 'for replicas that are a text',
    bad: redis => redis({ replicas: '3' }),
    error: 'replicas must be a number, got "3"; remove the quotes: 3 [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ replicas: 3 }),
  },
  {
    title: 'for a fractional first ordinal',
    bad: redis => redis({ ordinalsStart: 0.5 }),
    error: 'ordinalsStart must be a whole number, 0 or more, got 0.5; omit it to start with pod 0 [OrdinalsStartInvalid at test/Redis]',
    good: redis => redis({ ordinalsStart: 1 }),
  },
  {
    title: 'for a namespace that is not a DNS label',
    bad: redis => redis({ namespace: 'Shop' }),
    error: 'namespace must be a DNS label (lower-case letters, digits and dashes, at most 63 characters), got "Shop"; use shop '
      + '[NamespaceInvalid at test/Redis]',
    good: redis => redis({ namespace: 'shop' }),
  },
  {
    title: 'for a namespace that is empty',
    bad: redis => redis({ namespace: '' }),
    error: 'namespace must be a DNS label (lower-case letters, digits and dashes, at most 63 characters), got ""; use a name such as shop '
      + '[NamespaceInvalid at test/Redis]',
    good: redis => redis({ namespace: undefined }),
  },
  {
    title: 'for a cluster domain with a dot at its end',
    bad: redis => redis({ clusterDomain: 'cluster.local.' }),
    error: 'clusterDomain must be a DNS domain, got "cluster.local."; omit it for the default (cluster.local) [ClusterDomainInvalid at '
      + 'test/Redis]',
    good: redis => redis({ clusterDomain: 'cluster.local' }),
  },
  {
    title: 'for a label whose key has a space',
    bad: redis => redis({ labels: { 'my team': 'data' } }),
    error: 'labels must have keys of the form name or example.com/name, got "my team"; use letters, digits, dashes, '
      + 'dots and underscores [LabelKeyInvalid at test/Redis]',
    good: redis => redis({ labels: { 'my-team': 'data' } }),
  },
  {
    title: 'for a label whose value is a sentence',
    bad: redis => redis({ podLabels: { team: 'the data team' } }),
    error: 'podLabels.team must be a string of at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both '
      + 'ends, got "the data team"; use the-data-team [LabelValueInvalid at test/Redis]',
    good: redis => redis({ podLabels: { team: 'data' } }),
  },
  {
    title: 'for a label whose value is a number',
    bad: redis => redis({ labels: { tier: 1 } }),
    error: 'labels.tier must be a string, got 1; put it in quotes: \'1\' [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ labels: { tier: '1' } }),
  },
  {
    title: 'for a node selector with a boolean',
    bad: redis => redis({ nodeSelector: { ssd: true } }),
    error: 'nodeSelector.ssd must be a string, got true; put it in quotes: \'true\' [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ nodeSelector: { ssd: 'true' } }),
  },
  {
    title: 'for an annotation whose key has two slashes',
    bad: redis => redis({ annotations: { 'example.com/a/b': 'x' } }),
    error: 'annotations must have keys of the form name or example.com/name, got "example.com/a/b"; use letters, digits, dashes, '
      + 'dots and underscores [AnnotationKeyInvalid at test/Redis]',
    good: redis => redis({ annotations: { 'example.com/a': 'x' } }),
  },
  {
    title: 'for an annotation whose value is a boolean',
    bad: redis => redis({ podAnnotations: { 'prometheus.io/scrape': true } }),
    error: 'podAnnotations.prometheus.io/scrape must be a string, got true; put it in quotes: \'true\' [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ podAnnotations: { 'prometheus.io/scrape': 'true' } }),
  },
  {
    title: 'for a selector without labels',
    bad: redis => redis({ selectorLabels: {} }),
    error: 'selectorLabels must have at least one label, because otherwise the Service would select every pod of the namespace, got {}; '
      + 'omit it, or use { app: name } [SelectorEmpty at test/Redis]',
    good: redis => redis({ selectorLabels: { app: 'redis' } }),
  },
  {
    title: 'for a pod label that contradicts the selector',
    bad: redis => redis({ selectorLabels: { app: 'redis' }, podLabels: { app: 'cache' } }),
    error: 'podLabels.app must be "redis" as in the selector, because the selector cannot change after the first deployment, got "cache"; '
      + 'remove the label, or set it in selectorLabels before the first deployment [LabelContradictsSelector at test/Redis]',
    good: redis => redis({ selectorLabels: { app: 'redis' }, podLabels: { app: 'redis' } }),
  },
  {
    title: 'for the host of a pod that does not exist',
    bad: redis => redis().host(3),
    error: 'the ordinal of a host must be that of an existing pod, got 3; use 0, 1, 2 [OrdinalUnknown at test/Redis]',
    good: redis => redis().host(2),
  },
  {
    title: 'for a fully qualified name without a namespace',
    bad: redis => redis().fqdn(0),
    error: 'namespace must be set for a fully qualified name, got undefined; set it on the application or its chart, or use host(ordinal) '
      + '[NamespaceUnknown at test/Redis]',
    good: redis => redis({ namespace: 'shop' }).fqdn(0),
  },
  {
    title: 'for the name of a branch, with the closest valid one',
    bad: redis => redis({ name: 'redis-feature/ABC-123' }),
    error: 'name must be a DNS label that begins with a letter (lower-case letters, digits and dashes, no dash at either end), got '
      + '"redis-feature/ABC-123"; use redis-feature-abc-123 [NameInvalid at test/Redis]',
    good: redis => redis({ name: 'redis-feature-abc-123' }),
  },
  {
    title: 'for a name with a variable that is not set',
    bad: redis => redis({ name: `redis-${undefined}` }),
    error: 'name must be made of values that exist, because JavaScript writes undefined for a missing or wrong value, got '
      + '"redis-undefined"; set the variable that the string contains [TextOfMissingValue at test/Redis]',
    good: redis => redis({ name: 'redis-main' }),
  },
  {
    title: 'for a label that is no number, and a key that is missing',
    bad: redis => redis({ labels: { build: `${NaN}`, [`${undefined}/team`]: 'data' } }),
    error: 'labels.build must be made of values that exist, because JavaScript writes NaN for a missing or wrong value, got "NaN"; set the '
      + 'variable that the string contains [TextOfMissingValue at test/Redis]\n'
      + 'labels.undefined/team must be made of values that exist, because JavaScript writes undefined for a missing or wrong value, got '
      + '"undefined/team"; set the variable that the string contains [TextOfMissingValue at test/Redis]',
    good: redis => redis({ labels: { 'build': '42', 'example.com/team': 'data' } }),
  },
  {
    title: 'for a label with a slash, with the closest valid one',
    bad: redis => redis({ labels: { branch: 'feature/ABC-123' } }),
    error: 'labels.branch must be a string of at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both '
      + 'ends, got "feature/ABC-123"; use feature-ABC-123 [LabelValueInvalid at test/Redis]',
    good: redis => redis({ labels: { branch: 'feature-ABC-123' } }),
  },
  {
    title: 'for a password in an annotation',
    bad: redis => redis({ annotations: { 'example.com/source': 'https://shop:hunter2@git.example.com' } }),
    error: 'annotations.example.com/source must not contain a URL with a password, because everyone who can read the manifest could read '
      + 'it, got "a URL with a password"; remove it, or add \'example.com/source\' to notSecret if it is none [SecretInline at test/Redis]',
    good: redis => redis({ annotations: { 'example.com/source': 'https://git.example.com' } }),
  },
  {
    title: 'for an object that would be written to the file of another one',
    bad: (redis, chart) => {
      Object.assign(chart.node.root, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
      return [redis(), serviceIn(chart, 'other')];
    },
    error: 'the Service redis must not have the output file of another object, because cdk8s writes one object to Service.redis and loses '
      + 'the other, got "the same file for test/Redis/HeadlessService"; use YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE with a chart '
      + 'for each of them, or FILE_PER_CHART [OutputFileTaken at test/Other]',
    reportedBy: '',
    good: (redis, chart) => [redis(), serviceIn(chart, 'other')],
  },
];

function serviceIn(chart: Chart, namespace: string): ApiObject {
  return new ApiObject(chart, 'Other', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'redis', namespace } });
}
