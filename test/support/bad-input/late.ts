import { Chart } from 'cdk8s';
import {
  ClusterRole, Container, ContainerRestartPolicy, Deployment, EnvValue, LabelExpression, LabelSelector, NetworkPolicy, Role, ServiceAccount,
  Volume,
} from 'cdk8s-plus-28';
import { BadInput, Redis, redisIn } from './bad-input';

const SELECTOR = '{"app.kubernetes.io/name":"redis","app.kubernetes.io/instance":"redis"';
const LABEL_RULE = 'must be a string of at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends';

const workload = (redis: Redis) => redis().workload;
const plain = (redis: Redis, props: object): Container => workload(redis).addContainer({ name: 'plain', image: 'plain:1', ...props });
const shop = (chart: Chart) => new Deployment(chart, 'Shop', { containers: [{ image: 'shop:1' }] });

/** Parts that are added or changed after the constructor, with the API of cdk8s and cdk8s-plus. */
export const lateCases: BadInput[] = [
  {
    title: 'for a label of the pods that is no label',
    bad: redis => workload(redis).podMetadata.addLabel('tier', 'the cache'),
    error: `podMetadata.labels.tier ${LABEL_RULE}, got "the cache"; use the-cache `
      + '[LabelValueInvalid at test/Redis/Resource]',
    good: redis => workload(redis).podMetadata.addLabel('tier', 'the-cache'),
  },
  {
    title: 'for a label of the pods that contradicts the selector',
    bad: redis => workload(redis).podMetadata.addLabel('app.kubernetes.io/name', 'cache'),
    error: 'podMetadata.labels.app.kubernetes.io/name must be "redis" as in the selector, because the selector cannot change '
      + 'after the first deployment, got "cache"; remove the label, or set it in selectorLabels before the first deployment '
      + '[LabelContradictsSelector at test/Redis/Resource]',
    good: redis => workload(redis).podMetadata.addLabel('app.kubernetes.io/component', 'cache'),
  },
  {
    title: 'for an annotation of the pods whose key is no key',
    bad: redis => workload(redis).podMetadata.addAnnotation('the owner', 'shop'),
    error: 'podMetadata.annotations must have keys of the form name or example.com/name, got "the owner"; use letters, digits, dashes, '
      + 'dots and underscores [AnnotationKeyInvalid at test/Redis/Resource]',
    good: redis => workload(redis).podMetadata.addAnnotation('owner', 'the shop'),
  },
  {
    title: 'for an annotation of the pods that is a number',
    bad: redis => workload(redis).podMetadata.addAnnotation('port', 9121 as any),
    error: 'podMetadata.annotations.port must be a string, got 9121; use a string such as \'9121\' [ValueTypeInvalid at '
      + 'test/Redis/Resource]',
    good: redis => workload(redis).podMetadata.addAnnotation('port', '9121'),
  },
  {
    title: 'for a label of the Service that is no label',
    bad: redis => redis().headlessService.metadata.addLabel('team', '-'),
    error: `metadata.labels.team ${LABEL_RULE}, got "-"; shorten it, or use an annotation for a longer string `
      + '[LabelValueInvalid at test/Redis/HeadlessService]',
    good: redis => redis().headlessService.metadata.addLabel('team', 'shop'),
  },
  {
    title: 'for an annotation of the StatefulSet whose key is no key',
    bad: redis => workload(redis).metadata.addAnnotation('-', 'shop'),
    error: 'metadata.annotations must have keys of the form name or example.com/name, got "-"; use letters, digits, '
      + 'dashes, dots and underscores [AnnotationKeyInvalid at test/Redis/Resource]',
    good: redis => workload(redis).metadata.addAnnotation('owner', 'shop'),
  },
  {
    title: 'for a selector that misses the pods',
    bad: redis => workload(redis).select(LabelSelector.of({ labels: { tier: 'cache' } })),
    error: 'workload.select must select labels of the pods, because the API server rejects a StatefulSet whose selector does not match '
      + `its template, got {"matchLabels":${SELECTOR},"tier":"cache"}}; set the labels in podLabels, or use selectorLabels instead of `
      + 'select before the first deployment [SelectorMissesPods at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ podLabels: { tier: 'cache' } }).workload.select(LabelSelector.of({ labels: { tier: 'cache' } })),
  },
  {
    title: 'for an expression that excludes the pods',
    bad: redis => workload(redis).select(LabelSelector.of({ expressions: [LabelExpression.notIn('app.kubernetes.io/name', ['redis'])] })),
    error: 'workload.select must select labels of the pods, because the API server rejects a StatefulSet whose selector does not match '
      + 'its template, got {"matchExpressions":[{"key":"app.kubernetes.io/name","operator":"NotIn","values":["redis"]}],'
      + `"matchLabels":${SELECTOR}}}; set the labels in podLabels, or use selectorLabels instead of select before the first deployment `
      + '[SelectorMissesPods at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => workload(redis).select(LabelSelector.of({ expressions: [LabelExpression.exists('app.kubernetes.io/name')] })),
  },
  {
    title: 'for a secret in a variable that is added later',
    bad: redis => redis().container.env.addVariable('REDIS_PASSWORD', EnvValue.fromValue('hunter2')),
    error: 'env.REDIS_PASSWORD of container redis must come from a Secret, because everyone who can read the manifest could read a '
      + 'literal, got "a literal value"; mount it with secretFiles (many images read REDIS_PASSWORD_FILE), use EnvValue.fromSecretValue, '
      + 'or add \'REDIS_PASSWORD\' to notSecret if it is none [SecretInline at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ notSecret: ['REDIS_PASSWORD'] }).container.env.addVariable('REDIS_PASSWORD', EnvValue.fromValue('hunter2')),
  },
  {
    title: 'for a variable without a value that is added later',
    bad: redis => redis().container.env.addVariable('LEVEL', undefined as any),
    error: 'env.LEVEL of container redis must be an EnvValue with a string or a source, because otherwise the variable would be empty, got '
      + 'undefined; use EnvValue.fromValue(\'text\'), or set the variable that fromProcess reads [EnvValueInvalid at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis().container.env.addVariable('LEVEL', EnvValue.fromValue('')),
  },
  {
    title: 'for a port of a container that is added later and is no port',
    bad: redis => redis().container.addPort({ number: 70000 }),
    error: 'the ports of container redis must be whole numbers from 1 to 65535, got 70000; use the number that the server listens on '
      + '[PortOutOfRange at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis().container.addPort({ number: 6379 }),
  },
  {
    title: 'for a container of cdk8s-plus without a version',
    bad: redis => plain(redis, { image: 'busybox' }),
    error: 'the image of container plain must have a digest or a tag other than latest, because otherwise a restarted member could run a '
      + 'different version than the others, got "busybox"; append its version, in the form busybox:1.2.3 [ImageNotPinned at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => plain(redis, { image: 'busybox:1.37' }),
  },
  {
    title: 'for a container of cdk8s-plus without an image',
    bad: redis => plain(redis, { image: undefined }),
    error: 'the image of container plain must not be empty, got ""; use an image with its tag, such as redis:8 [ImageEmpty at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => plain(redis, {}),
  },
  {
    title: 'for a container of cdk8s-plus whose name is no DNS label',
    bad: redis => plain(redis, { name: 'Plain' }),
    error: 'the name of a container must be a DNS label (lower-case letters, digits and dashes), got "Plain"; use plain '
      + '[ContainerNameInvalid at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => plain(redis, { name: 'plain' }),
  },
  {
    title: 'for a secret in a variable of a container of cdk8s-plus',
    bad: redis => plain(redis, { envVariables: { API_TOKEN: EnvValue.fromValue('hunter2') } }),
    error: 'env.API_TOKEN of container plain must come from a Secret, because everyone who can read the manifest could read a literal, got '
      + '"a literal value"; mount it with secretFiles (many images read API_TOKEN_FILE), use EnvValue.fromSecretValue, or add '
      + '\'API_TOKEN\' to notSecret if it is none [SecretInline at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => plain(redis, { envVariables: { API_TOKEN_FILE: EnvValue.fromValue('/run/token') } }),
  },
  {
    title: 'for an init container of cdk8s-plus with a secret among its arguments',
    bad: redis => workload(redis).addInitContainer({ name: 'plain', image: 'plain:1', args: ['--password=hunter2'] }),
    error: 'args of container plain must not contain secrets, because every process of the node can read them, got "--password=..."; use a '
      + 'file of a Secret, or add \'--password\' to notSecret if it is none [SecretInArguments at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => workload(redis).addInitContainer({ name: 'plain', image: 'plain:1', args: ['--password=/run/password'] }),
  },
  {
    title: 'for a sidecar of cdk8s-plus on the port of another container',
    bad: redis => {
      const set = workload(redis);
      for (const name of ['one', 'two']) {
        set.addInitContainer({ name, image: 'proxy:1', restartPolicy: ContainerRestartPolicy.ALWAYS, ports: [{ number: 8080 }] });
      }
    },
    error: 'containers one and two must listen on different ports, because the containers of a pod share one address, got "8080/TCP"; '
      + 'change the port of one of them [ContainerPortTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => {
      const set = workload(redis);
      for (const name of ['one', 'two']) { set.addInitContainer({ name, image: 'proxy:1', ports: [{ number: 8080 }] }); }
    },
  },
  {
    title: 'for a restart policy of a container that is no init container',
    bad: redis => plain(redis, { restartPolicy: ContainerRestartPolicy.ALWAYS }),
    error: 'container plain must have no restart policy, because Kubernetes allows one only for init containers, got "Always"; remove it, '
      + 'or use addSidecarContainer [RestartPolicyMisplaced at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => workload(redis).addInitContainer({ name: 'plain', image: 'plain:1', restartPolicy: ContainerRestartPolicy.ALWAYS }),
  },
  {
    title: 'for a volume of cdk8s-plus whose name is no DNS label',
    bad: (redis, chart) => workload(redis).addVolume(Volume.fromEmptyDir(chart, 'Plugins', 'my_plugins')),
    error: 'the name of a volume must be a DNS label (lower-case letters, digits and dashes), got "my_plugins"; use a name such as plugins '
      + '[VolumeNameInvalid at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: (redis, chart) => workload(redis).addVolume(Volume.fromEmptyDir(chart, 'Plugins', 'my-plugins')),
  },
  {
    title: 'for a host alias without an address',
    bad: redis => workload(redis).addHostAlias({ ip: 'legacy', hostnames: ['10.0.0.1'] }),
    error: 'the ip of a host alias must be an IP address, got "legacy"; use an address such as 10.0.0.1 [HostAliasInvalid at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => workload(redis).addHostAlias({ ip: '10.0.0.1', hostnames: ['legacy'] }),
  },
  {
    title: 'for a name server that is a name',
    bad: redis => workload(redis).dns.addNameserver('dns.example.com'),
    error: 'the name servers of the pods must be at most three IP addresses, got ["dns.example.com"]; use an address such as 10.0.0.10 '
      + '[NameserversInvalid at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => workload(redis).dns.addNameserver('10.0.0.10'),
  },
  {
    title: 'for a fourth name server',
    bad: redis => workload(redis).dns.addNameserver('10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'),
    error: 'the name servers of the pods must be at most three IP addresses, got ["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4"]; use an '
      + 'address such as 10.0.0.10 [NameserversInvalid at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => workload(redis).dns.addNameserver('10.0.0.1', '10.0.0.2', '10.0.0.3'),
  },
  {
    title: 'for a role of pods without a service account',
    bad: (redis, chart) => new Role(chart, 'Role').bind(workload(redis)),
    error: 'serviceAccount must be set for a role to be bound to the pods, because all pods of the namespace without one would get the '
      + 'role, got "the role test/Role"; create a ServiceAccount and set it as serviceAccount [RoleWithoutAccount at '
      + 'test/Redis]',
    reportedBy: '',
    good: (redis, chart) => new Role(chart, 'Role').bind(redis({ serviceAccount: new ServiceAccount(chart, 'Account') }).workload),
  },
  {
    title: 'for a role of the cluster for pods without a service account',
    bad: (redis, chart) => new ClusterRole(chart, 'Role').bind(workload(redis)),
    error: 'serviceAccount must be set for a role to be bound to the pods, because all pods of the namespace without one would get the '
      + 'role, got "the role test/Role"; create a ServiceAccount and set it as serviceAccount [RoleWithoutAccount at '
      + 'test/Redis]',
    reportedBy: '',
    good: (redis, chart) => new ClusterRole(chart, 'Role').bind(redis({ serviceAccount: new ServiceAccount(chart, 'Account') }).workload),
  },
  {
    title: 'for a client whose policy parts the members from each other',
    bad: (redis, chart) => new NetworkPolicy(chart, 'Policy', { selector: workload(redis), ingress: { rules: [{ peer: shop(chart) }] } }),
    error: 'network policies that select the pods must let the members connect to each other, because they block all connections that no '
      + 'policy allows, got ["test/Policy/Resource"]; set networkAccess: NetworkAccess.isolated(), whose policy allows these connections, '
      + 'or use allowWorkload(client) and allowFrom(peer) instead of the policies [MembersParted at test/Redis]',
    reportedBy: '',
    good: (redis, chart) => {
      const members = workload(redis);
      new NetworkPolicy(chart, 'Policy', { selector: members, ingress: { rules: [{ peer: shop(chart) }, { peer: members }] } });
    },
  },
  {
    title: 'for a label by which another application selects its pods',
    bad: (redis, chart) => {
      redis({ selectorLabels: { app: 'cache' } });
      redisIn(chart, 'Other')({ name: 'other', selectorLabels: { tier: 'b' } }).workload.podMetadata.addLabel('app', 'cache');
    },
    error: 'selectorLabels must not match the pods of test/Other, because Services, budgets and policies of this set would apply to them, '
      + 'got {"app":"cache"}; use a different value for each set of a namespace, as in { app: \'name\' } [SelectorsOverlap at test/Redis]',
    reportedBy: '',
    good: (redis, chart) => {
      redis({ selectorLabels: { app: 'cache' } });
      redisIn(chart, 'Other')({ name: 'other', selectorLabels: { tier: 'b' } }).workload.podMetadata.addLabel('app', 'other');
    },
  },
];
