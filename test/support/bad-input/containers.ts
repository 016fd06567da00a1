import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue } from 'cdk8s-plus-28';
import { LifecycleHook, Port, AppProbe } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';

export const containerCases: BadInput[] = [
  {
    title: 'for a container whose name is not a DNS label',
    bad: redis => redis().addContainer({ name: 'metrics_exporter', image: 'exporter:1' }),
    error: 'the name of a container must be a DNS label (lower-case letters, digits and dashes), got "metrics_exporter"; use '
      + 'metrics-exporter [ContainerNameInvalid at test/Redis]',
    good: redis => redis().addContainer({ name: 'metrics-exporter', image: 'exporter:1' }),
  },
  {
    title: 'for a container without a name',
    bad: redis => redis().addSidecarContainer({ image: 'exporter:1' } as any),
    error: 'props.name of addSidecarContainer must have a value, got undefined; use a string such as \'redis\' '
      + '[ValueMissing at test/Redis]',
    good: redis => redis().addSidecarContainer({ name: 'exporter', image: 'exporter:1' }),
  },
  {
    title: 'for a container that runs as root',
    bad: redis => redis().addContainer({ name: 'exporter', image: 'exporter:1', user: 0 }),
    error: 'user of container exporter must be a numeric ID from 1 to 2147483647, got 0; omit it to use the user of the main container '
      + '[ContainerUserInvalid at test/Redis]',
    good: redis => redis().addContainer({ name: 'exporter', image: 'exporter:1', user: 65534 }),
  },
  {
    title: 'for two containers of one name',
    bad: redis => redis().addContainer({ name: 'redis', image: 'exporter:1' }),
    error: 'the containers of a pod must have different names, got "redis"; rename one of them [ContainerNameTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis().addContainer({ name: 'exporter', image: 'exporter:1' }),
  },
  {
    title: 'for two containers on one port, of which the second could never listen',
    bad: redis => redis({ ports: [Port.tcp(9121)] }).addContainer({ name: 'exporter', image: 'exporter:1', ports: [Port.tcp(9121)] }),
    error: 'containers redis and exporter must listen on different ports, because the containers of a pod share one address, got '
      + '"9121/TCP"; change the port of one of them [ContainerPortTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ ports: [Port.tcp(9121)] }).addContainer({ name: 'exporter', image: 'exporter:1', ports: [Port.udp(9121)] }),
  },
  {
    title: 'for a sidecar on the port of the main container',
    bad: redis => redis({ ports: [Port.tcp(6379)] }).addSidecarContainer({ name: 'proxy', image: 'proxy:1', ports: [Port.tcp(6379)] }),
    error: 'containers redis and proxy must listen on different ports, because the containers of a pod share one address, got "6379/TCP"; '
      + 'change the port of one of them [ContainerPortTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ ports: [Port.tcp(6379)] }).addInitContainer({ name: 'proxy', image: 'proxy:1', ports: [Port.tcp(6379)] }),
  },
  {
    title: 'for a port of cdk8s-plus\' container that another one listens on',
    bad: redis => redis({ ports: [Port.tcp(6379)] }).workload.addContainer({
      name: 'proxy',
      image: 'proxy:1',
      portNumber: 6379,
      securityContext: { user: 1 },
    }),
    error: 'containers redis and proxy must listen on different ports, because the containers of a pod share one address, got "6379/TCP"; '
      + 'change the port of one of them [ContainerPortTaken at test/Redis]',
    reportedBy: 'test/Redis/Resource',
    good: redis => redis({ ports: [Port.tcp(6379)] }).workload.addContainer({
      name: 'proxy',
      image: 'proxy:1',
      portNumber: 6380,
      securityContext: { user: 1 },
    }),
  },
  {
    title: 'for a probe of an init container',
    bad: redis => redis().addInitContainer({ name: 'fetch', image: 'curl:8', preStop: LifecycleHook.sleep(Duration.seconds(1)) }),
    error: 'preStop of init container fetch must be omitted, because an init container runs to completion before the others start, got "a '
      + 'hook"; use addSidecarContainer for a container that keeps running [InitContainerProbed at test/Redis]',
    good: redis => redis().addInitContainer({ name: 'fetch', image: 'curl:8' }),
  },
  {
    title: 'for an empty image',
    bad: redis => redis({ image: ' ' }),
    error: 'the image of container redis must not be empty, got " "; use an image with its tag, such as redis:8 [ImageEmpty at test/Redis]',
    good: redis => redis({ image: 'redis:8' }),
  },
  {
    title: 'for an image with the tag latest',
    bad: redis => redis({ image: 'redis:latest' }),
    error: 'the image of container redis must have a digest or a tag other than latest, because otherwise a restarted member could run a '
      + 'different version than the others, got "redis:latest"; append its version, in the form redis:1.2.3 [ImageNotPinned at test/Redis]',
    good: redis => redis({ image: 'redis:8' }),
  },
  {
    title: 'for an image without a tag in a registry with a port',
    bad: redis => redis({ image: 'registry.local:5000/redis' }),
    error: 'the image of container redis must have a digest or a tag other than latest, because otherwise a restarted member could run a '
      + 'different version than the others, got "registry.local:5000/redis"; append its version, in the form '
      + 'registry.local:5000/redis:1.2.3 [ImageNotPinned at test/Redis]',
    good: redis => redis({ image: 'registry.local:5000/redis:8' }),
  },
  {
    title: 'for an image that the kubelet cannot parse',
    bad: redis => redis({ image: 'Redis:8 ' }),
    error: 'the image of container redis must have the form registry/repository:tag or registry/repository@sha256:digest, in lower case '
      + 'before the tag, got "Redis:8 "; use redis:8 [ImageInvalid at test/Redis]',
    good: redis => redis({ image: 'redis:8' }),
  },
  {
    title: 'for an image with a digest that is cut off',
    bad: redis => redis({ image: 'redis:8@sha256:abc' }),
    error: 'the image of container redis must have the form registry/repository:tag or registry/repository@sha256:digest, in lower case '
      + 'before the tag, got "redis:8@sha256:abc"; use a reference such as registry.example.com/team/redis:8 [ImageInvalid at test/Redis]',
    good: redis => redis({ image: `redis:8@sha256:${'0'.repeat(64)}` }),
  },
  {
    title: 'for a port out of range',
    bad: redis => redis({ ports: [Port.tcp(65536)] }),
    error: 'the ports of container redis must be whole numbers from 1 to 65535, got 65536; '
      + 'use the number that the server listens on [PortOutOfRange at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(65535)] }),
  },
  {
    title: 'for a port that is a mere number',
    bad: redis => redis({ ports: [6379] }),
    error: 'ports[0] must be a Port, got 6379; use Port.tcp(6379) [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(6379)] }),
  },
  {
    title: 'for a port name of 16 characters',
    bad: redis => redis({ ports: [Port.tcp(6379, { name: 'redis-client-tcp' })] }),
    error: 'the port names of container redis must have at most 15 lower-case letters, digits and dashes, with at least one letter, got '
      + '"redis-client-tcp"; use a name such as client [PortNameInvalid at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(6379, { name: 'redis-clienttcp' })] }),
  },
  {
    title: 'for several ports of which one has no name',
    bad: redis => redis({ ports: [Port.tcp(6379, { name: 'redis' }), Port.tcp(16379)] }),
    error: 'the ports of container redis must all have names if the container has several, got 16379; use Port.tcp(number, { name }) '
      + '[PortNameMissing at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(6379, { name: 'redis' }), Port.tcp(16379, { name: 'bus' })] }),
  },
  {
    title: 'for two ports of one name',
    bad: redis => redis({ ports: [Port.tcp(6379, { name: 'redis' }), Port.tcp(16379, { name: 'redis' })] }),
    error: 'the ports of container redis must have different names, got "redis"; '
      + 'remove or change one of them [PortDuplicate at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(6379, { name: 'redis' }), Port.tcp(16379, { name: 'bus' })] }),
  },
  {
    title: 'for one number twice with one protocol',
    bad: redis => redis({ ports: [Port.tcp(53, { name: 'dns' }), Port.tcp(53, { name: 'dns-tcp' })] }),
    error: 'the ports of container redis must have different numbers, got "53/TCP"; remove or change one of them [PortDuplicate at '
      + 'test/Redis]',
    good: redis => redis({ ports: [Port.udp(53, { name: 'dns' }), Port.tcp(53, { name: 'dns-tcp' })] }),
  },
  {
    title: 'for a variable whose name has a space',
    bad: redis => redis({ env: { 'LOG LEVEL': EnvValue.fromValue('info') } }),
    error: 'env of container redis must have names of letters, digits, dashes, dots and underscores, got "LOG LEVEL"; '
      + 'use a name such as LOG_LEVEL [EnvNameInvalid at test/Redis]',
    good: redis => redis({ env: { LOG_LEVEL: EnvValue.fromValue('info') } }),
  },
  {
    title: 'for a variable that is a plain text, which would arrive empty',
    bad: redis => redis({ env: { LOG_LEVEL: 'info' } }),
    error: 'env.LOG_LEVEL must be an EnvValue, got "a literal value"; use EnvValue.fromValue(\'text\') or EnvValue.fromSecretValue({ '
      + 'secret, key }) [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ env: { LOG_LEVEL: EnvValue.fromValue('info') } }),
  },
  {
    title: 'for a variable of the process that is not set, which would arrive empty',
    bad: redis => redis({ env: { LOG_LEVEL: EnvValue.fromProcess('NO_SUCH_VARIABLE') } }),
    error: 'env.LOG_LEVEL of container redis must be an EnvValue with a string or a source, because otherwise the variable would be empty, '
      + 'got undefined; use EnvValue.fromValue(\'text\'), or set the variable that fromProcess reads [EnvValueInvalid at test/Redis]',
    good: redis => redis({ env: { LOG_LEVEL: EnvValue.fromProcess('PATH') } }),
  },
  {
    title: 'for a variable that is undefined',
    bad: redis => redis({ env: { LOG_LEVEL: undefined } }),
    error: 'env.LOG_LEVEL must have a value, got undefined; use EnvValue.fromValue(\'text\') or EnvValue.fromSecretValue({ secret, key }) '
      + '[ValueMissing at test/Redis]',
    good: redis => redis({ env: {} }),
  },
  {
    title: 'for a variable that is a number',
    bad: redis => redis({ env: { WORKERS: EnvValue.fromValue(4 as any) } }),
    error: 'env.WORKERS of container redis must be an EnvValue with a string or a source, because otherwise the variable would be empty, '
      + 'got 4; use EnvValue.fromValue(\'text\'), or set the variable that fromProcess reads [EnvValueInvalid at test/Redis]',
    good: redis => redis({ env: { WORKERS: EnvValue.fromValue('4') } }),
  },
  {
    title: 'for a password as a literal',
    bad: redis => redis({ env: { REDIS_PASSWORD: EnvValue.fromValue('hunter2') } }),
    error: 'env.REDIS_PASSWORD of container redis must come from a Secret, because everyone who can read the manifest could read a '
      + 'literal, got "a literal value"; mount it with secretFiles (many images read REDIS_PASSWORD_FILE), use EnvValue.fromSecretValue, '
      + 'or add \'REDIS_PASSWORD\' to notSecret if it is none [SecretInline at test/Redis]',
    good: redis => redis({
      env: {
        ALLOW_EMPTY_PASSWORD: EnvValue.fromValue('yes'),
        REDIS_PASSWORD_FILE: EnvValue.fromValue('/run/secrets/redis/password'),
      },
    }),
  },
  {
    title: 'for a password among the arguments, without repeating it',
    bad: redis => redis({ args: ['--admin-password=hunter2'] }),
    error: 'args of container redis must not contain secrets, because every process of the node can read them, got '
      + '"--admin-password=..."; use a file of a Secret, or add \'--admin-password\' to notSecret if it is none [SecretInArguments at '
      + 'test/Redis]',
    good: redis => redis({ args: ['--admin-password=$(ADMIN_PASSWORD)'] }),
  },
  {
    title: 'for a command that is one text, whose letters would become words',
    bad: redis => redis({ command: 'redis-server' }),
    error: 'command must be a list of strings, got "redis-server"; use [\'redis-server\'] [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ command: ['redis-server'] }),
  },
  {
    title: 'for a command with a number in it',
    bad: redis => redis({ args: ['--port', 6379] }),
    error: 'args[1] must be a string, got 6379; put it in quotes: \'6379\' [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ args: ['--port', '6379'] }),
  },
  {
    title: 'for no CPU at all',
    bad: redis => redis({ resources: { cpu: { request: Cpu.millis(0) } } }),
    error: 'resources.cpu.request of container redis must be from 0.001 to 256 CPUs, got "0m"; use Cpu.millis(500) or Cpu.units(2) '
      + '[CpuInvalid at test/Redis]',
    good: redis => redis({ resources: { cpu: { request: Cpu.millis(1) } } }),
  },
  {
    title: 'for memory of no size',
    bad: redis => redis({ resources: { memory: { limit: Size.mebibytes(0) } } }),
    error: 'resources.memory.limit of container redis must be a Size from 6 MiB to 1 PiB, got "0Mi"; use Size.mebibytes(512) '
      + '[ResourceSizeInvalid at test/Redis]',
    good: redis => redis({ resources: { memory: { limit: Size.mebibytes(64) } } }),
  },
  {
    title: 'for memory that is a text',
    bad: redis => redis({ resources: { memory: { limit: '64Mi' } } }),
    error: 'resources.memory.limit must be a Size, got "64Mi"; use Size.mebibytes(64) [ValueTypeInvalid at test/Redis]',
    good: redis => redis({ resources: { memory: { limit: Size.mebibytes(64) } } }),
  },
  {
    title: 'for a request of memory above the limit, in fractions too',
    bad: redis => redis({ resources: { memory: { request: Size.gibibytes(0.3), limit: Size.mebibytes(64) } } }),
    error: 'resources.memory.request of container redis must not exceed its limit of 64Mi, got "0.3Gi"; raise the limit or lower the '
      + 'request [RequestAboveLimit at test/Redis]',
    good: redis => redis({ resources: { memory: { request: Size.gibibytes(0.3), limit: Size.gibibytes(0.3) } } }),
  },
  {
    title: 'for a request of CPU above the limit',
    bad: redis => redis({ resources: { cpu: { request: Cpu.units(2), limit: Cpu.millis(500) } } }),
    error: 'resources.cpu.request of container redis must not exceed its limit of 500m, got "2"; raise the limit or lower the request '
      + '[RequestAboveLimit at test/Redis]',
    good: redis => redis({ resources: { cpu: { request: Cpu.millis(500), limit: Cpu.units(2) } } }),
  },
  {
    title: 'for a limit of ephemeral storage that would be that of the whole pod',
    bad: redis => redis().addContainer({
      name: 'exporter', image: 'redis-exporter:1', resources: { ephemeralStorage: { limit: Size.mebibytes(16) } },
    }),
    reportedBy: 'test/Redis/Resource',
    error: 'resources.ephemeralStorage of container exporter must have no limit unless that of container redis has one, because the '
      + 'kubelet would apply the limit to the logs and files of the whole pod and evict it, got "16Mi"; remove the limit, or also set '
      + 'resources.ephemeralStorage.limit of container redis [StorageLimitOfWholePod at test/Redis]',
    good: redis => redis({ resources: { ephemeralStorage: { limit: Size.gibibytes(1) } } }).addContainer({
      name: 'exporter', image: 'redis-exporter:1', resources: { ephemeralStorage: { limit: Size.mebibytes(16) } },
    }),
  },
  {
    title: 'for a password under a name of a client',
    bad: redis => redis({ env: { MYSQL_PWD: EnvValue.fromValue('hunter2') } }),
    error: 'env.MYSQL_PWD of container redis must come from a Secret, because everyone who can read the manifest could read a literal, got '
      + '"a literal value"; mount it with secretFiles (many images read MYSQL_PWD_FILE), use EnvValue.fromSecretValue, or add '
      + '\'MYSQL_PWD\' to notSecret if it is none [SecretInline at test/Redis]',
    good: redis => redis({ env: { MYSQL_PWD: EnvValue.fromValue('hunter2') }, notSecret: ['MYSQL_PWD'] }),
  },
  {
    title: 'for a password in a URL',
    bad: redis => redis({ env: { SOURCE: EnvValue.fromValue('redis://:hunter2@main') } }),
    error: 'env.SOURCE of container redis must come from a Secret, because everyone who can read the manifest could read a literal, got "a '
      + 'URL with a password"; mount it with secretFiles (many images read SOURCE_FILE), use EnvValue.fromSecretValue, or add \'SOURCE\' '
      + 'to notSecret if it is none [SecretInline at test/Redis]',
    good: redis => redis({ env: { SOURCE: EnvValue.fromValue('redis://:$(PASSWORD)@main') } }),
  },
  {
    title: 'for a password that follows its flag',
    bad: redis => redis({ args: ['--requirepass', 'hunter2'] }),
    error: 'args of container redis must not contain secrets, because every process of the node can read them, got "--requirepass ..."; '
      + 'use a file of a Secret, or add \'--requirepass\' to notSecret if it is none [SecretInArguments at test/Redis]',
    good: redis => redis({ args: ['--requirepass', '$(REDIS_PASSWORD)', '--initial-cluster-token=shop'] }),
  },
  {
    title: 'for a password in a probe',
    bad: redis => redis({ liveness: AppProbe.exec(['redis-cli', '-a', 'hunter2', 'ping']) }),
    error: 'liveness of container redis must not contain secrets, because every process of the node can read them, got "a password"; use '
      + 'a file of a Secret, or add the argument to notSecret if it is none [SecretInArguments at test/Redis]',
    good: redis => redis({ liveness: AppProbe.exec(['redis-cli', 'ping']) }),
  },
  {
    title: 'for a password in a header of a probe',
    bad: redis => redis({ ports: [Port.tcp(80)], readiness: AppProbe.http('/', { headers: { Authorization: 'Basic aHVudGVyMg==' } }) }),
    error: 'the headers of readiness of container redis must not contain secrets, because everyone who can read the manifest could read '
      + 'them, got "Authorization: ..."; probe a path that needs no login, use AppProbe.exec, or add \'Authorization\' to notSecret if it '
      + 'is none [SecretInline at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(80)], readiness: AppProbe.http('/', { headers: { Accept: 'text/plain' } }) }),
  },
  {
    title: 'for a memory limit in the wrong unit',
    bad: redis => redis({ resources: { memory: { limit: Size.kibibytes(512) } } }),
    error: 'resources.memory.limit of container redis must be a Size from 6 MiB to 1 PiB, got "512Ki"; use Size.mebibytes(512) '
      + '[ResourceSizeInvalid at test/Redis]',
    good: redis => redis({ resources: { memory: { limit: Size.mebibytes(6) } } }),
  },
  {
    title: 'for units of CPU where thousandths are meant',
    bad: redis => redis({ resources: { cpu: { request: Cpu.units(4000) } } }),
    error: 'resources.cpu.request of container redis must be from 0.001 to 256 CPUs, got "4000"; use Cpu.millis(4000) for thousandths of a '
      + 'CPU [CpuInvalid at test/Redis]',
    good: redis => redis({ resources: { cpu: { request: Cpu.millis(4000) } } }),
  },
  {
    title: 'for a CPU limit that the kernel does not enforce',
    bad: redis => redis({ resources: { cpu: { limit: Cpu.millis(2) } } }),
    error: 'resources.cpu.limit of container redis must be from 0.01 to 256 CPUs, got "2m"; use Cpu.millis(500) or Cpu.units(2) '
      + '[CpuInvalid at test/Redis]',
    good: redis => redis({ resources: { cpu: { limit: Cpu.millis(10) } } }),
  },
  {
    title: 'for the tag of a variable that is not set',
    bad: redis => redis({ image: `redis:${undefined}` }),
    error: 'image must be made of values that exist, because JavaScript writes undefined for a missing or wrong value, got '
      + '"redis:undefined"; set the variable that the string contains [TextOfMissingValue at test/Redis]',
    good: redis => redis({ image: 'redis:8' }),
  },
  {
    title: 'for a tag that is null',
    bad: redis => redis({ image: `redis:${null}` }),
    error: 'image must be made of values that exist, because JavaScript writes null for a missing or wrong value, got "redis:null"; set '
      + 'the variable that the string contains [TextOfMissingValue at test/Redis]',
    good: redis => redis({ image: 'redis:null-safe' }),
  },
  {
    title: 'for an object in a variable',
    bad: redis => redis({ env: { MAIN: EnvValue.fromValue(`redis://${{}}`) } }),
    error: 'env.MAIN of container redis must be made of values that exist, because JavaScript writes [object Object] for an object, got '
      + '"redis://[object Object]"; use the prop of the object that has the text [TextOfMissingValue at test/Redis]',
    good: redis => redis({ env: { MAIN: EnvValue.fromValue('redis://main'), HELP: EnvValue.fromValue('an undefined value') } }),
  },
  {
    title: 'for an argument that is no number',
    bad: redis => redis({ args: [`--databases=${NaN}`] }),
    error: 'args[0] must be made of values that exist, because JavaScript writes NaN for a missing or wrong value, got "--databases=NaN"; '
      + 'set the variable that the string contains [TextOfMissingValue at test/Redis]',
    good: redis => redis({ args: ['--databases=16'] }),
  },
];
