import {
  account, autoscaler, binding, budget, claim, config, cronJob, job, mounted, pod, policy, role, secret, service, set, setWithData,
  workload,
} from './objects';
import { pair, type Json, type Objects, type Pair } from './pair';
import { PlanEffect } from '../../../src/plan/plan-step';

const { NONE, RELOAD, ORPHAN, ROLL, HANDS, DANGER } = PlanEffect;

const CAT = 'cat /etc/app/word';
const ECHO = 'echo "$WORD"';

const withFiles = (content: (name: string) => Json, volume: (name: string) => Json, mount?: Json) => (name: string) => ({
  content: content(name),
  set: set(name, undefined, mounted(volume(name), mount)),
});
const withVariable = (content: (name: string) => Json, source: (name: string) => Json) => (name: string) => ({
  content: content(name),
  set: set(name, undefined, ({ containers }) => { containers[0].env = [{ name: 'WORD', valueFrom: source(name) }]; }),
});
const word = ({ content }: Objects) => { (content.data ?? content.stringData).word = 'new'; };
const configVolume = (name: string) => ({ configMap: { name } });
const SUB_PATH = { mountPath: '/etc/app/word', subPath: 'word' };

/** Content that pods read. */
export const CONTENT: Pair[] = [
  pair('a file of a ConfigMap', RELOAD, withFiles(config, configVolume), word, { reads: CAT }),
  pair('a file of a ConfigMap with subPath', HANDS, withFiles(config, configVolume, SUB_PATH), word, { reads: CAT }),
  pair(
    'a variable from a ConfigMap', HANDS, withVariable(config, name => ({ configMapKeyRef: { name, key: 'word' } })), word, { reads: ECHO },
  ),
  pair('all variables from a ConfigMap', HANDS, name => ({
    content: { ...config(name), data: { WORD: 'old' } },
    set: set(name, undefined, ({ containers }) => { containers[0].envFrom = [{ configMapRef: { name } }]; }),
  }), ({ content }) => { content.data.WORD = 'new'; }, { reads: ECHO }),
  pair('a file of a Secret', RELOAD, withFiles(secret, name => ({ secret: { secretName: name } })), word, { reads: CAT }),
  pair('a variable from a Secret', HANDS, withVariable(secret, name => ({ secretKeyRef: { name, key: 'word' } })), word, { reads: ECHO }),
  pair(
    'a projected file', RELOAD, withFiles(config, name => ({ projected: { sources: [{ configMap: { name } }] } })), word, { reads: CAT },
  ),
  pair('a file together with the checksum of the pods', ROLL, withFiles(config, configVolume, SUB_PATH), objects => {
    word(objects);
    objects.set.spec.template.metadata.annotations = { checksum: 'new' };
  }, { reads: CAT }),
  pair('a key that the pods do not mount', NONE, withFiles(config, name => ({
    configMap: { name, items: [{ key: 'word', path: 'word' }] },
  })), ({ content }) => { content.data.other = 'new'; }),
  pair('a new ConfigMap of an optional file', RELOAD, name => ({
    set: set(name, undefined, mounted({ configMap: { name, optional: true } })),
  }), objects => { objects.content = config(objects.set.metadata.name, { data: { word: 'new' } }); }, { reads: `${CAT} || echo old` }),
  pair('a new ConfigMap of an optional variable', HANDS, name => ({
    set: withVariable(config, () => ({ configMapKeyRef: { name, key: 'word', optional: true } }))(name).set,
  }), objects => { objects.content = config(objects.set.metadata.name, { data: { word: 'new' } }); }, { reads: 'echo "${WORD:-old}"' }),
  pair(
    'a key that pods need', HANDS, withVariable(config, name => ({ configMapKeyRef: { name, key: 'word' } })),
    ({ content }) => { content.data = { other: 'x' }; }, { reads: ECHO },
  ),
  pair('a binary file', RELOAD, withFiles(
    name => config(name, { data: {}, binaryData: { word: 'b2xk' } }), configVolume,
  ), ({ content }) => { content.binaryData.word = 'bmV3'; }, { reads: CAT }),
  pair('an immutable Secret in variables', HANDS, withVariable(
    name => secret(name, { immutable: true }), name => ({ secretKeyRef: { name, key: 'word' } }),
  ), word),
  pair('a ConfigMap that becomes immutable', NONE, withFiles(config, configVolume), ({ content }) => { content.immutable = true; }),
  pair('a ConfigMap that no pod uses', NONE, name => ({ content: config(name), set: set(name) }), word),
  pair('an immutable ConfigMap', HANDS, withFiles(name => config(name, { immutable: true }), configVolume), word),
  pair(
    'another type of a Secret', HANDS, name => ({ content: secret(name), set: set(name) }),
    ({ content }) => { content.type = 'example.com/a'; },
  ),
];

/** Objects next to the sets. */
export const OTHERS: Pair[] = [
  pair(
    'another port of a Service', RELOAD, name => ({ service: service(name), set: set(name) }),
    ({ service: { spec } }) => { spec.ports[0].port = 81; },
  ),
  pair('another selector of a Service', RELOAD, name => ({ service: service(name), set: set(name) }), ({ service: { spec } }) => {
    spec.selector.tier = 'db';
  }),
  pair(
    'a label of a Service', NONE, name => ({ service: service(name) }), ({ service: { metadata } }) => { metadata.labels = { a: 'b' }; },
  ),
  pair(
    'a Service that becomes headless', HANDS, name => ({ service: service(name) }), ({ service: { spec } }) => { spec.clusterIP = 'None'; },
  ),
  pair(
    'a Service that is no more headless', HANDS, name => ({ service: service(name, { clusterIP: 'None' }) }),
    ({ service: { spec } }) => { delete spec.clusterIP; },
  ),
  pair('a port of a Service with assigned ports of nodes', RELOAD, name => ({
    service: service(name, { type: 'NodePort', ports: [{ port: 80, targetPort: 8080 }] }),
  }), ({ service: { spec } }) => { spec.ports[0].targetPort = 8081; }),
  pair('defaults of a Service that are written', NONE, name => ({
    service: service(name, { sessionAffinity: 'ClientIP' }),
  }), ({ service: { spec } }) => {
    Object.assign(spec, { clusterIP: '', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } }, type: 'ClusterIP' });
  }),
  pair('another class of a load balancer', HANDS, name => ({
    service: service(name, { type: 'LoadBalancer' }),
  }), ({ service: { spec } }) => { spec.loadBalancerClass = 'example.com/other'; }),
  pair('a Service that becomes an alias', RELOAD, name => ({ service: service(name) }), ({ service: { spec } }) => {
    Object.assign(spec, { type: 'ExternalName', externalName: 'example.com' });
  }),
  pair('defaults of a network policy that are written', NONE, name => ({ policy: policy(name) }), ({ policy: { spec } }) => {
    spec.policyTypes = ['Ingress'];
    spec.ingress[0].ports[0].protocol = 'TCP';
  }),
  pair(
    'a network policy', RELOAD, name => ({ policy: policy(name), set: set(name) }),
    ({ policy: { spec } }) => { spec.ingress[0].ports[0].port = 81; },
  ),
  pair('a new network policy', RELOAD, name => ({ set: set(name) }), objects => { objects.policy = policy(objects.set.metadata.name); }),
  pair(
    'a disruption budget', NONE, name => ({ budget: budget(name), set: set(name) }), ({ budget: { spec } }) => { spec.maxUnavailable = 2; },
  ),
  pair(
    'an autoscaler', RELOAD, name => ({ autoscaler: autoscaler(name), set: set(name) }),
    ({ autoscaler: { spec } }) => { spec.maxReplicas = 4; },
  ),
  pair('a lower limit of an autoscaler', ROLL, name => ({ set: set(name), autoscaler: autoscaler(name) }), ({ autoscaler: { spec } }) => {
    Object.assign(spec, { minReplicas: 1, maxReplicas: 1 });
  }),
  pair('a new autoscaler with a lower limit', ROLL, name => ({ set: set(name) }), objects => {
    objects.autoscaler = autoscaler(objects.set.metadata.name, { minReplicas: 1, maxReplicas: 1 });
  }),
  pair('the policy by which a Job replaces pods', NONE, name => ({ job: job(name) }), ({ job: { spec } }) => {
    Object.assign(spec, { podReplacementPolicy: 'Failed', backoffLimit: 3 });
  }),
  pair('a Job that is suspended', ROLL, name => ({ job: job(name) }), ({ job: { spec } }) => { spec.suspend = true; }),
  pair('the completions of an elastic Job', NONE, name => {
    const elastic = job(name);
    Object.assign(elastic.spec, { completionMode: 'Indexed', completions: 2, parallelism: 2 });
    return { job: elastic };
  }, ({ job: { spec } }) => { Object.assign(spec, { completions: 3, parallelism: 3 }); }),
  pair(
    'another image of a Job', HANDS, name => ({ job: job(name) }),
    ({ job: { spec } }) => { spec.template.spec.containers[0].image = 'busybox:1.37'; },
  ),
  pair('the clean-up of a Job', NONE, name => ({ job: job(name) }), ({ job: { spec } }) => { spec.ttlSecondsAfterFinished = 3600; }),
  pair('a CronJob', NONE, name => ({ cronJob: cronJob(name) }), ({ cronJob: { spec } }) => {
    spec.schedule = '0 0 2 2 *';
    spec.jobTemplate.spec.template.spec.containers[0].image = 'busybox:1.37';
  }),
  pair('another image of a Deployment', ROLL, name => ({ app: workload('Deployment', name) }), ({ app: { spec } }) => {
    spec.template.spec.containers[0].image = 'busybox:1.37';
  }),
  pair('another image of a Deployment that is paused', NONE, name => ({ app: workload('Deployment', name) }), ({ app: { spec } }) => {
    spec.paused = true;
    spec.template.spec.containers[0].image = 'busybox:1.37';
  }),
  pair('another image of a DaemonSet with OnDelete', HANDS, name => ({
    app: workload('DaemonSet', name, { updateStrategy: { type: 'OnDelete' } }),
  }), ({ app: { spec } }) => { spec.template.spec.containers[0].image = 'busybox:1.37'; }),
  pair('another image of a ReplicaSet', HANDS, name => ({ app: workload('ReplicaSet', name) }), ({ app: { spec } }) => {
    spec.template.spec.containers[0].image = 'busybox:1.37';
  }),
  pair('fewer pods of a ReplicaSet', ROLL, name => ({ app: workload('ReplicaSet', name) }), ({ app: { spec } }) => { spec.replicas = 1; }),
  pair('the strategy Recreate of a Deployment', HANDS, name => ({ app: workload('Deployment', name) }), ({ app: { spec } }) => {
    spec.strategy = { type: 'Recreate' };
  }),
  pair('fewer pods of a Deployment', ROLL, name => ({ app: workload('Deployment', name) }), ({ app: { spec } }) => { spec.replicas = 1; }),
  pair('more pods of a Deployment', NONE, name => ({ app: workload('Deployment', name) }), ({ app: { spec } }) => { spec.replicas = 3; }),
  pair('another selector of a Deployment', HANDS, name => ({ app: workload('Deployment', name) }), ({ app: { spec } }) => {
    spec.selector.matchLabels.tier = 'web';
    spec.template.metadata.labels.tier = 'web';
  }),
  pair('another image of a DaemonSet', ROLL, name => ({ app: workload('DaemonSet', name) }), ({ app: { spec } }) => {
    spec.template.spec.containers[0].image = 'busybox:1.37';
  }),
  pair('the strategy OnDelete of a DaemonSet', NONE, name => ({ app: workload('DaemonSet', name) }), ({ app: { spec } }) => {
    spec.updateStrategy = { type: 'OnDelete' };
  }),
  pair(
    'another command of a Pod', HANDS, name => ({ pod: pod(name) }),
    ({ pod: { spec } }) => { spec.containers[0].command = ['sleep', '3600']; },
  ),
  pair('another image of a Pod', ROLL, name => ({ pod: pod(name) }), ({ pod: { spec } }) => { spec.containers[0].image = 'busybox:1.37'; }),
  pair('a toleration and an annotation of a Pod', NONE, name => ({ pod: pod(name) }), ({ pod: { metadata, spec } }) => {
    metadata.annotations = { a: 'b' };
    spec.tolerations = [{ key: 'a', operator: 'Exists' }];
  }),
  pair('a label of a Pod', RELOAD, name => ({ pod: pod(name) }), ({ pod: { metadata } }) => { metadata.labels.tier = 'web'; }),
  pair('a larger claim', RELOAD, name => ({
    claim: claim(name, it => { it.storageClassName = 'EXPANDABLE'; }),
    set: set(name, undefined, mounted({ persistentVolumeClaim: { claimName: name } })),
  }), ({ claim: { spec } }) => { spec.resources.requests.storage = '32Mi'; }, { grows: true }),
  pair('another claim of a volume', DANGER, name => ({
    claim: claim(name),
    other: claim(`other-${name}`),
    set: set(name, undefined, mounted({ persistentVolumeClaim: { claimName: name } })),
  }), ({ set: { spec } }) => { spec.template.spec.volumes[0].persistentVolumeClaim.claimName = `other-${spec.serviceName}`; }),
  pair('a smaller claim', HANDS, name => ({ claim: claim(name) }), ({ claim: { spec } }) => { spec.resources.requests.storage = '8Mi'; }),
  pair(
    'another access mode of a claim', HANDS, name => ({ claim: claim(name) }),
    ({ claim: { spec } }) => { spec.accessModes = ['ReadWriteOncePod']; },
  ),
  pair('a label of a claim', NONE, name => ({ claim: claim(name) }), ({ claim: { metadata } }) => { metadata.labels = { a: 'b' }; }),
  pair('a role', RELOAD, name => ({ role: role(name) }), ({ role: { rules } }) => { rules[0].verbs.push('list'); }),
  pair('another role of a binding', HANDS, name => ({ role: role(name), binding: binding(name, name) }), ({ binding: { roleRef } }) => {
    roleRef.name = 'other';
  }),
  pair(
    'other subjects of a binding', RELOAD, name => ({ binding: binding(name, name) }),
    ({ binding: { subjects } }) => { subjects[0].name = 'other'; },
  ),
  pair('a service account', NONE, name => ({ account: account(name) }), ({ account: it }) => { it.automountServiceAccountToken = false; }),
];

/** Objects that only one side has. */
export const REMOVED: Pair[] = [
  pair('a removed Service', ORPHAN, name => ({ service: service(name), set: set(name) }), objects => { delete objects.service; }),
  pair('a removed ConfigMap that pods use', ORPHAN, withFiles(config, configVolume), objects => { delete objects.content; }),
  pair('a removed network policy', ORPHAN, name => ({ policy: policy(name), set: set(name) }), objects => { delete objects.policy; }),
  pair('a removed disruption budget', ORPHAN, name => ({ budget: budget(name), set: set(name) }), objects => { delete objects.budget; }),
  pair('a removed claim', DANGER, name => ({ claim: claim(name) }), objects => { delete objects.claim; }),
  pair('a removed Deployment', ORPHAN, name => ({ app: workload('Deployment', name) }), objects => { delete objects.app; }),
  pair('a removed set', DANGER, name => ({ set: setWithData(name) }), objects => { delete objects.set; }),
  pair('a renamed set', DANGER, name => ({ set: setWithData(name) }), objects => {
    objects.set.metadata.name += '-new';
    objects.set.spec.selector.matchLabels.app += '-new';
    objects.set.spec.template.metadata.labels.app += '-new';
  }),
  pair('a new set', NONE, name => ({ set: set(name) }), objects => {
    objects.other = structuredClone(objects.set);
    const name = `${objects.set.metadata.name}-other`;
    Object.assign(objects.other, { metadata: { name } });
    objects.other.spec.selector.matchLabels.app = name;
    objects.other.spec.template.metadata.labels.app = name;
  }),
];
