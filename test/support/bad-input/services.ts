import { Duration } from 'cdk8s';
import { ServiceType } from 'cdk8s-plus-28';
import { Ordinals, Port, ServiceTarget } from 'cdk8s-stateful-app';
import { BadInput, redisIn } from './bad-input';

const ports = [Port.tcp(6379, { name: 'redis' })];
const roles = { master: { ordinals: Ordinals.only(0) }, replica: { ordinals: Ordinals.startingAt(1) } };
const metrics = { name: 'metrics', port: 9121 };

export const serviceCases: BadInput[] = [
  {
    title: 'for a suffix that makes no DNS label',
    bad: redis => redis({ ports, clientServices: { 'read.only': {} } }),
    error: 'clientServices.read.only must form a DNS label of at most 63 characters together with the name of the application, got '
      + '"redis-read.only"; use a suffix such as primary [ServiceNameInvalid at test/Redis]',
    good: redis => redis({ ports, clientServices: { 'read-only': {} } }),
  },
  {
    title: 'for an empty suffix',
    bad: redis => redis({ ports }).addClientService(''),
    error: 'clientServices. must form a DNS label of at most 63 characters together with the name of the application, got "redis-"; use a '
      + 'suffix such as primary [ServiceNameInvalid at test/Redis]',
    good: redis => redis({ ports }).addClientService('all'),
  },
  {
    title: 'for a second Service with the same suffix',
    bad: redis => redis({ ports, clientServices: { all: {} } }).addClientService('all'),
    error: 'the client Services of an application must have different names, got "all"; choose another suffix [ServiceTaken at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: {} } }).addClientService('everyone'),
  },
  {
    title: 'for an application that is called like a Service of another one',
    bad: (redis, chart) => [redis({ ports, clientServices: { primary: {} } }), redisIn(chart, 'Primary')({ name: 'redis-primary' })],
    error: 'the applications and client Services of a chart must have different names within a namespace, got "redis-primary"; '
      + 'rename one of them, or give it another namespace or chart [NameTaken at test/Primary]',
    good: (redis, chart) => [redis({ ports, clientServices: { primary: {} } }), redisIn(chart, 'Primary')({ name: 'redis-other' })],
  },
  {
    title: 'for a port name that the application has not',
    bad: redis => redis({ ports, clientServices: { all: { ports: ['redis', 'sentinel'] } } }),
    error: 'clientServices.all.ports must be names of ports that a container of the pods declares for clients, got "sentinel"; use redis '
      + '[ServicePortUnknown at test/Redis]',
    reportedBy: 'test/Redis',
    good: redis => redis({ ports, clientServices: { all: { ports: ['redis', 'sentinel'] } } })
      .addContainer({ name: 'sentinel', image: 'redis:8', ports: [Port.tcp(26379, { name: 'sentinel' })] }),
  },
  {
    title: 'for a port that is not for clients',
    bad: redis => redis({
      ports: [...ports, Port.tcp(16379, { name: 'bus', forClients: false })],
      clientServices: { all: { ports: ['bus'] } },
    }),
    error: 'clientServices.all.ports must be names of ports that a container of the pods declares for clients, got "bus"; use redis '
      + '[ServicePortUnknown at test/Redis]',
    reportedBy: 'test/Redis',
    good: redis => redis({ ports: [...ports, Port.tcp(16379, { name: 'bus' })], clientServices: { all: { ports: ['bus'] } } }),
  },
  {
    title: 'for a further port with the number of a sidecar\'s port on the same Service',
    bad: redis => redis({ ports, clientServices: { all: { ports: ['proxy'], extraPorts: [{ name: 'again', port: 6380 }] } } })
      .addContainer({ name: 'proxy', image: 'proxy:3', ports: [Port.tcp(6380, { name: 'proxy' })] }),
    error: 'clientServices.all.extraPorts must have numbers that differ from those of the other ports of the Service, got "6380/TCP"; '
      + 'change one of them [ServicePortTaken at test/Redis]',
    reportedBy: 'test/Redis',
    good: redis => redis({ ports, clientServices: { all: { ports: ['proxy'], extraPorts: [{ name: 'again', port: 6381 }] } } })
      .addContainer({ name: 'proxy', image: 'proxy:3', ports: [Port.tcp(6380, { name: 'proxy' })] }),
  },
  {
    title: 'for a Service of an application without ports',
    bad: redis => redis({ clientServices: { all: {} } }),
    error: 'clientServices.all must have at least one port, got []; declare ports of the application, or use extraPorts '
      + '[ServiceWithoutPorts at test/Redis]',
    good: redis => redis({ clientServices: { all: { extraPorts: [metrics] } } }),
  },
  {
    title: 'for a Service that offers none of the ports',
    bad: redis => redis({ ports, clientServices: { all: { ports: [] } } }),
    error: 'clientServices.all must have at least one port, got []; declare ports of the application, or use extraPorts '
      + '[ServiceWithoutPorts at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { ports: undefined } } }),
  },
  {
    title: 'for an affinity that Kubernetes would refuse',
    bad: redis => redis({ ports, clientServices: { all: { clientAffinity: Duration.days(2) } } }),
    error: 'clientServices.all.clientAffinity must be whole seconds from 1 to 86400, because Kubernetes allows at most 24 hours, got '
      + '"172800s"; use Duration.hours(3) [AffinityInvalid at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { clientAffinity: Duration.days(1) } } }),
  },
  {
    title: 'for an affinity below a second',
    bad: redis => redis({ ports, clientServices: { all: { clientAffinity: Duration.millis(10) } } }),
    error: 'clientServices.all.clientAffinity must be whole seconds from 1 to 86400, because Kubernetes allows at most 24 hours, got '
      + '"0.01s"; use Duration.hours(3) [AffinityInvalid at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { clientAffinity: Duration.seconds(1) } } }),
  },
  {
    title: 'for a Service that is a mere alias',
    bad: redis => redis({ ports, clientServices: { all: { type: ServiceType.EXTERNAL_NAME } } }),
    error: 'clientServices.all.type must be one of ClusterIP, NodePort, LoadBalancer, got "ExternalName"; omit it for the default '
      + '(ClusterIP) [ServiceTypeInvalid at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { type: ServiceType.LOAD_BALANCER } } }),
  },
  {
    title: 'for an annotation of a Service that is a number',
    bad: redis => redis({ ports, clientServices: { all: { annotations: { 'lb.example.com/timeout': 60 } } } }),
    error: 'clientServices.all.annotations.lb.example.com/timeout must be a string, got 60; put it in quotes: \'60\' [ValueTypeInvalid at '
      + 'test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { annotations: { 'lb.example.com/timeout': '60' } } } }),
  },
  {
    title: 'for a further port out of range',
    bad: redis => redis({ ports, headlessService: { extraPorts: [{ name: 'metrics', port: 0 }] } }),
    error: 'headlessService.extraPorts must have whole numbers from 1 to 65535, got 0; '
      + 'use the number that clients connect to [ServicePortOutOfRange at test/Redis]',
    good: redis => redis({ ports, headlessService: { extraPorts: [metrics] } }),
  },
  {
    title: 'for a further port whose name is not a DNS label',
    bad: redis => redis({ ports, headlessService: { extraPorts: [{ name: 'JMX', port: 9121 }] } }),
    error: 'headlessService.extraPorts must have names of lower-case letters, digits and dashes, got "JMX"; '
      + 'use a name such as metrics [ServicePortNameInvalid at test/Redis]',
    good: redis => redis({ ports, headlessService: { extraPorts: [metrics] } }),
  },
  {
    title: 'for a further port with the name of another one',
    bad: redis => redis({ ports, clientServices: { all: { extraPorts: [{ name: 'redis', port: 9121 }] } } }),
    error: 'clientServices.all.extraPorts must have names that differ from those of the other ports of the Service, got "redis"; change '
      + 'one of them [ServicePortTaken at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { extraPorts: [metrics] } } }),
  },
  {
    title: 'for a further port with the number of another one',
    bad: redis => redis({ ports, clientServices: { all: { extraPorts: [{ name: 'again', port: 6379 }] } } }),
    error: 'clientServices.all.extraPorts must have numbers that differ from those of the other ports of the Service, got "6379/TCP"; '
      + 'change one of them [ServicePortTaken at test/Redis]',
    good: redis => redis({ ports, clientServices: { all: { ports: [], extraPorts: [{ name: 'again', port: 6379 }] } } }),
  },
  {
    title: 'for a further port beside one without a name',
    bad: redis => redis({ ports: [Port.tcp(6379)], headlessService: { extraPorts: [metrics] } }),
    error: 'headlessService.extraPorts requires a name for the application\'s port, because the ports of a Service must all have names if '
      + 'it has several, got 6379; use Port.tcp(number, { name }) [ServicePortUnnamed at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(6379)] }),
  },
  {
    title: 'for a port of the nodes on a Service that is within the cluster',
    bad: redis => redis({ ports, clientServices: { all: { extraPorts: [{ ...metrics, nodePort: 30121 }] } } }),
    error: 'clientServices.all.extraPorts must have a nodePort only in a Service of type NodePort or LoadBalancer, got 30121; remove it, '
      + 'or set the type of a client Service [NodePortNeedsType at test/Redis]',
    good: redis => redis({
      ports,
      clientServices: { all: { type: ServiceType.NODE_PORT, extraPorts: [{ ...metrics, nodePort: 30121 }] } },
    }),
  },
  {
    title: 'for a Service of a pod that does not exist',
    bad: redis => redis({ ports, clientServices: { last: { target: ServiceTarget.ordinal(3) } } }),
    error: 'clientServices.last.target must be the ordinal of an existing pod, got 3; use 0 to 2 [ServiceOrdinalUnknown at test/Redis]',
    good: redis => redis({ ports, clientServices: { last: { target: ServiceTarget.ordinal(2) } } }),
  },
  {
    title: 'for a Service of a pod where there are none',
    bad: redis => redis({ replicas: 0, ports, clientServices: { first: { target: ServiceTarget.ordinal(0) } } }),
    error: 'clientServices.first.target must be the ordinal of an existing pod, got 0; use more replicas [ServiceOrdinalUnknown at '
      + 'test/Redis]',
    good: redis => redis({ replicas: 1, ports, clientServices: { first: { target: ServiceTarget.ordinal(0) } } }),
  },
  {
    title: 'for a Service whose label all pods have',
    bad: redis => redis({ ports, clientServices: { leader: { target: ServiceTarget.labels({ 'app.kubernetes.io/name': 'leader' }) } } }),
    error: 'clientServices.leader.target must not contain app.kubernetes.io/name, because all pods of the set have that label with the '
      + 'same value, got "leader"; use a label that the pods get at run time, such as { leader: \'true\' } [ServiceLabelTaken '
      + 'at test/Redis]',
    good: redis => redis({ ports, clientServices: { leader: { target: ServiceTarget.labels({ 'example.com/role': 'leader' }) } } }),
  },
  {
    title: 'for a Service of a role that does not exist',
    bad: redis => redis({ ports, roles, clientServices: { primary: { target: ServiceTarget.role('primary') } } }),
    error: 'clientServices.primary.target must be one of the declared roles, got "primary"; use master or replica [ServiceRoleUnknown at '
      + 'test/Redis]',
    good: redis => redis({ ports, roles, clientServices: { primary: { target: ServiceTarget.role('master') } } }),
  },
  {
    title: 'for a Service of a role that several pods play',
    bad: redis => redis({ ports, roles, clientServices: { replicas: { target: ServiceTarget.role('replica') } } }),
    error: 'clientServices.replicas.target must be a role of a single ordinal, because the selector of a Service can only compare a label '
      + 'with one value, got "replica (1 and up)"; use ServiceTarget.ordinal for each pod, ServiceTarget.all, or role(name).hosts in the '
      + 'client [ServiceRoleNotSingle at test/Redis]',
    good: redis => redis({ ports, roles, clientServices: { replicas: { target: ServiceTarget.all() } } }),
  },
];
