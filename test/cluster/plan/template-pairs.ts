import { set, setWithData } from './objects';
import { pair, type Json, type Objects, type Pair } from './pair';
import { PlanEffect } from '../../../src/plan/plan-step';

const { NONE, ROLL, HANDS, DANGER } = PlanEffect;

const template = (change: (template: Json) => void) => ({ set: { spec: { template: it } } }: Objects) => change(it);
const pods = (change: (spec: Json) => void) => template(it => change(it.spec));
const container = (change: (container: Json) => void) => pods(it => change(it.containers[0]));
const ofSet = (name: string) => ({ set: set(name) });
const variable = container(it => { it.env = [{ name: 'A', value: '1' }]; });
const withStrategy = (updateStrategy: Json) => (name: string) => ({ set: set(name, it => { it.updateStrategy = updateStrategy; }) });
const second = (name: string, image = 'busybox:1.36') => ({ name, image, command: ['sleep', '3600'], securityContext: SECURITY });
const SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];

/** A pod with as many kinds of fields that have defaults as an admitted pod can have. */
function plain(it: Json): void {
  const [app] = it.containers;
  app.ports = [{ containerPort: 8080 }];
  app.env = [
    { name: 'EMPTY' },
    { name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
  ];
  for (const probe of PROBES) { app[probe] = { exec: { command: ['true'] } }; }
  it.volumes = [
    { name: 'config', configMap: { name: 'kube-root-ca.crt' } },
    { name: 'secret', secret: { secretName: 'missing', optional: true } },
    { name: 'info', downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
    {
      name: 'all',
      projected: {
        sources: [
          { serviceAccountToken: { path: 'token' } },
          { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } },
        ],
      },
    },
  ];
  app.volumeMounts = it.volumes.map(({ name }: Json) => ({ name, mountPath: `/volumes/${name}` }));
  it.serviceAccountName = 'default';
}

/** Writes the defaults of these fields. */
function written(it: Json): void {
  Object.assign(it, {
    dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', serviceAccount: 'default',
  });
  const [app] = it.containers;
  Object.assign(app, {
    imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File',
  });
  app.ports[0].protocol = 'TCP';
  app.env[0].value = '';
  app.env[1].valueFrom.fieldRef.apiVersion = 'v1';
  app.env[2].valueFrom.resourceFieldRef.divisor = '0';
  for (const probe of PROBES) {
    Object.assign(app[probe], { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 });
  }
  const [config, secret, info, all] = it.volumes;
  for (const source of [config.configMap, secret.secret, info.downwardAPI, all.projected]) { source.defaultMode = 420; }
  info.downwardAPI.items[0].fieldRef.apiVersion = 'v1';
  all.projected.sources[0].serviceAccountToken.expirationSeconds = 3600;
  all.projected.sources[1].downwardAPI.items[0].fieldRef.apiVersion = 'v1';
}

/** Writes fields without content, which the API server leaves out. */
function empty(it: Json): void {
  Object.assign(it, {
    tolerations: [],
    nodeSelector: {},
    hostAliases: [],
    imagePullSecrets: [],
    hostname: '',
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    priorityClassName: '',
    subdomain: '',
    initContainers: [],
    topologySpreadConstraints: [],
  });
  Object.assign(it.containers[0], { args: [], envFrom: [], stdin: false, tty: false, stdinOnce: false, workingDir: '' });
  it.containers[0].resources.limits = {};
  for (const mount of it.containers[0].volumeMounts) { Object.assign(mount, { readOnly: false, subPath: '' }); }
  for (const probe of PROBES) { it.containers[0][probe].initialDelaySeconds = 0; }
}

/** Changes of the pod template, and others that the API server reads as the same template. */
export const TEMPLATE: Pair[] = [
  pair('another image', ROLL, ofSet, container(it => { it.image = 'busybox:1.37'; })),
  pair('an earlier image with claims', DANGER, name => ({
    set: setWithData(name, it => { it.template.spec.containers[0].image = 'busybox:1.37'; }),
  }), container(it => { it.image = 'busybox:1.36'; })),
  pair('a variable', ROLL, ofSet, variable),
  pair('another command', ROLL, ofSet, container(it => { it.command = ['sleep', '3600']; })),
  pair('a probe', ROLL, ofSet, container(it => { it.readinessProbe = { exec: { command: ['true'] }, periodSeconds: 1 }; })),
  pair('more memory', ROLL, ofSet, container(it => { it.resources.requests.memory = '8Mi'; })),
  pair('a label of the pods', ROLL, ofSet, template(it => { it.metadata.labels.a = 'b'; })),
  pair('an annotation of the pods', ROLL, ofSet, template(it => { it.metadata.annotations = { a: 'b' }; })),
  pair('another grace period', ROLL, ofSet, pods(it => { it.terminationGracePeriodSeconds = 2; })),
  pair('a toleration', ROLL, ofSet, pods(it => { it.tolerations = [{ key: 'a', operator: 'Exists' }]; })),
  pair('another user', ROLL, ofSet, pods(it => { it.securityContext.runAsUser = 10002; })),
  pair('a further container', ROLL, ofSet, pods(it => { it.containers.push(second('beside')); })),
  pair('an init container', ROLL, ofSet, pods(it => { it.initContainers = [{ ...second('first'), command: ['true'] }]; })),
  pair('a volume', ROLL, ofSet, pods(it => { it.volumes = [{ name: 'scratch', emptyDir: {} }]; })),
  pair('no service account any more', HANDS, name => ({
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
    set: set(name, undefined, it => { it.serviceAccountName = name; }),
  }), pods(it => { delete it.serviceAccountName; })),
  pair('no name of the account default any more', NONE, name => ({
    set: set(name, undefined, it => { it.serviceAccountName = 'default'; }),
  }), pods(it => { delete it.serviceAccountName; })),
  pair('no service links', ROLL, ofSet, pods(it => { it.enableServiceLinks = false; })),
  pair('another order of variables', ROLL, name => ({
    set: set(name, undefined, it => { it.containers[0].env = [{ name: 'A', value: '1' }, { name: 'B', value: '2' }]; }),
  }), container(it => { it.env.reverse(); })),
  pair('a template together with fewer pods', ROLL, ofSet, ({ set: { spec } }) => {
    spec.replicas = 1;
    spec.template.metadata.annotations = { a: 'b' };
  }),
  pair('a template together with more pods', ROLL, ofSet, ({ set: { spec } }) => {
    spec.replicas = 3;
    spec.template.metadata.annotations = { a: 'b' };
  }),
  pair('a template together with the first pods', NONE, name => ({ set: set(name, it => { it.replicas = 0; }) }), ({ set: { spec } }) => {
    spec.replicas = 2;
    spec.template.metadata.annotations = { a: 'b' };
  }),
  pair('a template with a partition in the middle', ROLL, withStrategy({ rollingUpdate: { partition: 1 } }), variable),
  pair('a template with a partition above all pods', NONE, withStrategy({ rollingUpdate: { partition: 2 } }), variable),
  pair('a template with the strategy OnDelete', HANDS, withStrategy({ type: 'OnDelete' }), variable),
  pair('a template of a set without pods', NONE, name => ({ set: set(name, it => { it.replicas = 0; }) }), variable),
  pair('defaults that are written', NONE, name => ({ set: set(name, undefined, plain) }), pods(written)),
  pair('service links that are written, which have no default', ROLL, ofSet, pods(it => { it.enableServiceLinks = true; })),
  pair('quantities in another form', NONE, name => ({
    set: set(name, undefined, it => { it.containers[0].resources.requests = { cpu: '0.001', memory: '4096Ki' }; }),
  }), container(it => { it.resources.requests = { cpu: '1m', memory: '4Mi' }; })),
  pair('empty fields that are written', NONE, name => ({ set: set(name, undefined, plain) }), template(it => {
    it.metadata.annotations = {};
    empty(it.spec);
  })),
  pair('empty fields that are left out', NONE, name => ({
    set: set(name, undefined, it => {
      plain(it);
      empty(it);
    }),
  }), ({ set: object }) => { object.spec.template.spec = set('', undefined, plain).spec.template.spec; }),
];
