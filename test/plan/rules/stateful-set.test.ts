import { PlanEffect } from '../../../src/plan/plan-step';
import { effects, Manifest, stepsOfSet } from '../objects';

const pod = (set: Manifest) => set.spec.template.spec;
const container = (set: Manifest) => pod(set).containers[0];
const template = (set: Manifest) => set.spec.volumeClaimTemplates[0];
const facts = (values: Record<string, string>) => (set: Manifest) => {
  for (const [fact, value] of Object.entries(values)) { set.metadata.annotations[`cdk8s-stateful-app/${fact}`] = value; }
};

type Row = [title: string, effect: string, change: (set: Manifest) => void, outcome: RegExp, prepare?: (set: Manifest) => void];

const ROWS: Row[] = [
  ['another image', 'roll', set => { container(set).image = 'store:2.5.0'; }, /^Restarts store-2 down to store-0, one pod at a time/],
  ['a label of the pods', 'roll', set => { set.spec.template.metadata.labels.team = 'a'; }, /^Restarts/],
  ['a variable', 'roll', set => { container(set).env[0].value = '9'; }, /^Restarts/],
  ['variables in another order', 'roll', set => { container(set).env.reverse(); }, /^Restarts/],
  ['service links, whose default the API server writes into pods alone', 'roll', set => { pod(set).enableServiceLinks = true; },
    /^Restarts/],
  ['a Boolean that the API server writes', 'roll', set => { pod(set).automountServiceAccountToken = false; }, /^Restarts/],
  ['a template with a partition', 'roll', set => { container(set).image = 'store:2.5.0'; },
    /^Restarts store-2\. The partition holds store-0 to store-1/,
    set => { set.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } }; }],
  ['a template with a partition above all pods', 'none', set => { container(set).image = 'store:2.5.0'; }, /^No pod restarts now/,
    set => { set.spec.updateStrategy = { rollingUpdate: { partition: 3 } }; }],
  ['a template with OnDelete', 'hands', set => { container(set).image = 'store:2.5.0'; }, /^No pod restarts\. Each pod gets/,
    set => { set.spec.updateStrategy = { type: 'OnDelete' }; }],
  ['a template without pods', 'none', set => { container(set).image = 'store:2.5.0'; },
    /^No pod stays/, set => { set.spec.replicas = 0; }],
  ['a template of a measured system', 'roll', set => { container(set).image = 'store:2.5.0'; }, /Measured: write gap 2\.5 s\.$/,
    facts({ system: 'zookeeper' })],
  ['a template of a ring of Cassandra', 'roll', set => { container(set).image = 'store:2.5.0'; }, /Measured: write gap 0\.5 s\.$/,
    facts({ system: 'cassandra' })],
  ['a lower partition', 'roll', set => { set.spec.updateStrategy = { rollingUpdate: { partition: 0 } }; },
    /^Restarts those of store-0 to store-1/, set => { set.spec.updateStrategy = { rollingUpdate: { partition: 2 } }; }],
  ['OnDelete', 'hands', set => { set.spec.updateStrategy = { type: 'OnDelete' }; },
    /rejects the change, because .* default of rollingUpdate/],
  ['OnDelete in place of a partition', 'none', set => { set.spec.updateStrategy = { type: 'OnDelete' }; }, /applies to changes/,
    set => { set.spec.updateStrategy = { rollingUpdate: { partition: 1 } }; }],
  ['a higher partition', 'none', set => { set.spec.updateStrategy = { rollingUpdate: { partition: 2 } }; }, /applies to changes/],
  ['more time between pods', 'none', set => { set.spec.minReadySeconds = 9; }, /do not belong to the pods/],
  ['a label of the set', 'none', set => { set.metadata.labels = { a: 'b' }; }, /do not belong to the pods/],
  ['more pods', 'none', set => { set.spec.replicas = 5; }, /^Creates store-3 to store-4/],
  ['a member of Cassandra more', 'none', set => { set.spec.replicas = 4; }, /^Creates store-3\. Pods that run are not affected/,
    facts({ system: 'cassandra' })],
  ['two members of Cassandra next to a single one', 'hands', set => { set.spec.replicas = 3; }, /^Creates store-1 to store-2.*one copy\.$/,
    set => { set.spec.replicas = 1; facts({ system: 'cassandra' })(set); }],
  ['a member of Cassandra less than four', 'hands', set => { set.spec.replicas = 3; }, /^Stops store-3\. Their claims stay/,
    set => { set.spec.replicas = 4; facts({ system: 'cassandra' })(set); }],
  ['a member of Cassandra less', 'danger', set => { set.spec.replicas = 2; }, /^Stops store-2.*no longer found at QUORUM/,
    facts({ system: 'cassandra' })],
  ['one pod less than a majority needs', 'danger', set => { set.spec.replicas = 1; }, /^Stops store-1 to store-2.*1 of 3 members are less/],
  ['one pod less', 'hands', set => { set.spec.replicas = 2; }, /^Stops store-2\. Their claims stay\.$/],
  ['one pod less without data', 'roll', set => { set.spec.replicas = 2; },
    /^Stops store-2\.$/, set => { delete set.spec.volumeClaimTemplates; }],
  ['one replica of MySQL less', 'roll', set => { set.spec.replicas = 2; },
    /^Stops store-2\. Their claims stay\.$/, facts({ system: 'mysql', primary: '0' })],
  ['a removed primary', 'danger', set => { set.spec.replicas = 2; },
    /The primary, member 2, is among them/, facts({ system: 'mysql', primary: '2' })],
  ['pods whose claims are deleted', 'danger', set => { set.spec.replicas = 2; }, /deletes their claims\. The data of these claims is lost/,
    set => { set.spec.persistentVolumeClaimRetentionPolicy = { whenScaled: 'Delete' }; }],
  ['no pods', 'danger', set => { set.spec.replicas = 0; }, /No member is left/],
  ['another first ordinal', 'danger', set => { set.spec.ordinals = { start: 3 }; }, /^Replaces store-0 to store-2 by store-3 to store-5/],
  ['a later first ordinal', 'danger', set => { set.spec.ordinals = { start: 1 }; }, /^Replaces store-0 by store-3/],
  ['claims that are deleted with the set', 'danger', set => { set.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }; },
    /deleting the set deletes its claims/],
  ['claims that are deleted when it shrinks', 'danger',
    set => { set.spec.persistentVolumeClaimRetentionPolicy = { whenScaled: 'Delete' }; }, /scaling down deletes the claims/],
  ['claims that are kept again', 'none', set => { delete set.spec.persistentVolumeClaimRetentionPolicy; }, /the claims are kept/,
    set => { set.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }; }],
  ['an earlier series', 'danger', set => { container(set).image = 'store:2.3.9'; }, /goes back to an earlier series/],
  ['an earlier series of a mirror', 'danger', set => { container(set).image = 'mirror.example/store:1.9.9'; },
    /goes back to an earlier series/],
  ['an earlier series in a container with another name', 'danger', set => {
    Object.assign(container(set), { name: 'server', image: 'store:1.0' });
  }, /goes back to an earlier series/],
  ['data at another path', 'danger', set => { container(set).volumeMounts[0].mountPath = '/var/data'; }, /the data of data where it was/],
  ['data in another directory of the volume', 'danger', set => { container(set).volumeMounts[0].subPath = 'x'; }, /where it was/],
  ['data that is no longer mounted', 'danger', set => { container(set).volumeMounts.shift(); }, /where it was/],
  ['data of a renamed container', 'roll', set => { container(set).name = 'server'; }, /^Restarts/],
  ['a container with data less', 'roll', set => { pod(set).containers.pop(); }, /^Restarts/, set => {
    pod(set).containers.push({ name: 'logs', image: 'logs:1', volumeMounts: [{ name: 'data', mountPath: '/logs' }] });
  }],
  ['a further container with data', 'roll', set => {
    pod(set).containers.push({ name: 'logs', image: 'store:1.0-logs', volumeMounts: [{ name: 'more', mountPath: '/logs' }] });
  }, /^Restarts/],
  ['no service account any more', 'hands', set => { delete pod(set).serviceAccountName; },
    /^The API server keeps the service account store, although the manifest has none/, set => { pod(set).serviceAccountName = 'store'; }],
  ['no name of the default account any more', 'none', set => { delete pod(set).serviceAccountName; }, /keeps the account default/,
    set => { pod(set).serviceAccountName = 'default'; }],
  ['another service account', 'roll', set => { pod(set).serviceAccountName = 'other'; }, /^Restarts/,
    set => { pod(set).serviceAccountName = 'store'; }],
  ['a tag that is the hash of a commit', 'roll', set => { container(set).image = 'store:1f3a9c0'; }, /^Restarts/],
  ['another major version of PostgreSQL', 'hands', set => { container(set).image = 'store:3.0'; },
    /^The image has another major version of PostgreSQL, .* the roll stops there\.$/, facts({ system: 'postgresql' })],
  ['an earlier major version of PostgreSQL', 'danger', set => { container(set).image = 'store:1.9'; }, /goes back to an earlier series/,
    facts({ system: 'postgresql' })],
  ['an earlier minor version of PostgreSQL', 'roll', set => { container(set).image = 'store:2.3'; }, /^Restarts/,
    facts({ system: 'postgresql' })],
  ['an earlier version of the series', 'roll', set => { container(set).image = 'store:2.4.0'; }, /^Restarts/],
  ['another claim of a volume', 'danger', set => { pod(set).volumes[1].persistentVolumeClaim.claimName = 'other'; }, /mount another claim/,
    set => { pod(set).volumes.push({ name: 'more', persistentVolumeClaim: { claimName: 'one' } }); }],
  ['larger claims', 'hands', set => { template(set).spec.resources.requests.storage = '40Gi'; }, /Growing the claims and recreating the set restarts no pod/],
  ['smaller claims', 'hands', set => { template(set).spec.resources.requests.storage = '10Gi'; }, /A volume cannot shrink/],
  ['another storage class', 'hands', set => { template(set).spec.storageClassName = 'fast'; }, /existing claims keep their properties/],
  ['a further claim', 'hands', set => { set.spec.volumeClaimTemplates.push({ metadata: { name: 'logs' }, spec: {} }); },
    /cannot add a claim to pods that run/],
  ['a renamed claim', 'danger', set => { template(set).metadata.name = 'store'; }, /new, empty volumes for data/],
  ['a removed claim', 'danger', set => { delete set.spec.volumeClaimTemplates; }, /lose the volumes of data/],
  ['another selector', 'hands', set => { set.spec.selector.matchLabels.app = 'x'; }, /all of them stop/],
  ['another Service', 'hands', set => { set.spec.serviceName = 'other'; }, /keep their former host names until they restart/],
  ['another pod management', 'hands', set => { set.spec.podManagementPolicy = 'Parallel'; }, /Recreating the set restarts no pod/],
  ['a field that Kubernetes adds one day', 'hands', set => { set.spec.newField = 1; }, /rejects the change/],
  ['another topology', 'danger', facts({ topology: 'group' }),
    /The data has the topology primary/, facts({ system: 'mysql', topology: 'primary' })],
  ['another system', 'danger', facts({ system: 'kafka' }), /volumes of mysql get the servers of kafka/, facts({ system: 'mysql' })],
  ['fewer controllers', 'danger', facts({ voters: '1' }),
    /3 voters, and 1 of them remain\. Controllers cannot/, facts({ system: 'kafka', voters: '3' })],
  ['a member that leaves', 'none', facts({ voters: '3' }), /do not belong to the pods/, facts({ system: 'zookeeper', voters: '4' })],
  ['a majority that leaves', 'danger', facts({ voters: '1' }), /less than a majority/, facts({ system: 'zookeeper', voters: '3' })],
  ['a pod of a member that has left the list', 'roll', set => { set.spec.replicas = 2; }, /^Stops store-2\. Their claims stay\.$/,
    facts({ system: 'zookeeper', voters: '2' })],
  ['fewer copies of a write', 'danger', facts({ copies: '1' }), /acknowledged when 1 member has it, instead of 2\. If its volume is lost/,
    facts({ system: 'postgresql', copies: '2' })],
  ['more copies of a write', 'none', facts({ copies: '3' }), /do not belong to the pods/, facts({ system: 'mysql', copies: '2' })],
  ['another cluster', 'danger', facts({ cluster: 'b' }), /belong to the cluster a/, facts({ system: 'kafka', cluster: 'a' })],
  ['racks in place of one', 'hands', facts({ racks: 'a,b,c' }), /^Members cannot change their rack/,
    facts({ system: 'cassandra', racks: 'rack1' })],
  ['another datacenter', 'hands', facts({ datacenter: 'eu' }), /^Members cannot change their datacenter/,
    facts({ system: 'cassandra', datacenter: 'datacenter1' })],
  ['a further rack', 'none', facts({ racks: 'a,b,c,d' }), /do not belong to the pods/, facts({ system: 'cassandra', racks: 'a,b,c' })],
  ['encryption of the members', 'hands', facts({ encryption: 'tls' }),
    /^Members with the encryption none and those with tls cannot connect/, facts({ system: 'kafka', encryption: 'none' })],
  ['encryption that the members accept', 'none', facts({ encryption: 'none,tls' }), /do not belong to the pods/,
    facts({ system: 'zookeeper', encryption: 'none' })],
  ['encryption that all members open and accept', 'none', facts({ encryption: 'tls,none' }), /do not belong to the pods/,
    facts({ system: 'zookeeper', encryption: 'none,tls' })],
  ['encryption two steps further', 'hands', facts({ encryption: 'tls' }), /cannot connect/,
    facts({ system: 'zookeeper', encryption: 'none,tls' })],
  ['no certificates of MySQL any more', 'none', facts({ encryption: 'none' }), /do not belong to the pods/,
    facts({ system: 'mysql', encryption: 'tls' })],
  ['certificates of MySQL', 'hands', facts({ encryption: 'tls' }), /the roll stops there/, facts({ system: 'mysql', encryption: 'none' })],
  ['no certificates of the members of MySQL any more', 'hands', facts({ authentication: 'none' }),
    /^If the accounts of the members require/, facts({ system: 'mysql', authentication: 'certificate' })],
  ['certificates of the members of MySQL', 'none', facts({ authentication: 'certificate' }), /do not belong to the pods/,
    facts({ system: 'mysql', authentication: 'none' })],
  ['certificates of PostgreSQL', 'hands', facts({ encryption: 'tls' }), /the roll stops there/,
    facts({ system: 'postgresql', encryption: 'none' })],
  ['no certificates of PostgreSQL any more', 'none', facts({ encryption: 'none' }), /do not belong to the pods/,
    facts({ system: 'postgresql', encryption: 'tls' })],
  ['no certificates of the members of PostgreSQL any more', 'hands', facts({ authentication: 'none' }),
    /^Members that have not restarted yet require a certificate/, facts({ system: 'postgresql', authentication: 'certificate' })],
  ['a member of PostgreSQL less', 'hands', set => { set.spec.replicas = 2; }, /^Stops store-2\. Their claims stay\.$/,
    facts({ system: 'postgresql', copies: '2' })],
  ['a password of the members', 'hands', facts({ authentication: 'password' }), /^Members with the authentication none/,
    facts({ system: 'zookeeper', authentication: 'none' })],
  ['a cut-over', 'reload', facts({ source: 'cut-over' }), /^Cuts over: the primary makes the source read-only/,
    facts({ system: 'mysql', source: 'follow' })],
  ['a switchover', 'roll', facts({ primary: '1' }), /^Switches over from member 0 to member 1/, facts({ system: 'mysql', primary: '0' })],
  ['fewer connections of PostgreSQL', 'hands', facts({ limits: 'max_connections=90,max_wal_senders=20' }),
    /^After the roll, the members still have max_connections = 100\.$/,
    facts({ system: 'postgresql', limits: 'max_connections=100,max_wal_senders=20' })],
  ['more connections of PostgreSQL', 'none', facts({ limits: 'max_connections=110,max_wal_senders=20' }), /do not belong to the pods/,
    facts({ system: 'postgresql', limits: 'max_connections=100' })],
  ['a fact of a later version of the library', 'none', facts({ system: 'mysql', topology: 'group' }), /do not belong to the pods/],
];

const CASES = ROWS.map(([title, effect, change, outcome, prepare]) => ({ title, effect, change, outcome, prepare }));

test.each(CASES)('$title: $effect', ({ effect, change, outcome, prepare }) => {
  const [step] = stepsOfSet(change, prepare);

  expect(step).toMatchObject({ effect, object: 'StatefulSet/store', namespace: 'shop' });
  expect(step.outcome).toMatch(outcome);
});

test('each reason has the path of the field and both values', () => {
  const [{ reasons }] = stepsOfSet(set => {
    container(set).image = 'store:2.5.0';
    container(set).env.push({ name: 'C', value: '3' });
  });

  expect(reasons).toEqual([
    { field: 'spec.template.spec.containers[store].image', before: 'store:2.4.1', after: 'store:2.5.0' },
    { field: 'spec.template.spec.containers[store].env[C]', after: '{"name":"C","value":"3"}' },
  ]);
});

test('the recipe of larger claims has the names of the claims and keeps the pods', () => {
  const grow = (set: Manifest) => { template(set).spec.resources.requests.storage = '40Gi'; };
  const [{ commands }] = stepsOfSet(grow, set => { set.spec.ordinals = { start: 1 }; });
  const patch = '{"spec":{"resources":{"requests":{"storage":"40Gi"}}}}';

  expect(commands).toEqual([
    ...[1, 2, 3].map(ordinal => `kubectl -n shop patch pvc data-store-${ordinal} -p '${patch}'`),
    'kubectl -n shop delete statefulset store --cascade=orphan',
  ]);
});

test('a set whose claims would be deleted with it keeps them in the recipe of another selector', () => {
  const [{ commands }] = stepsOfSet(set => { set.spec.selector.matchLabels.app = 'x'; },
    set => { set.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }; });

  expect(commands).toEqual([
    'kubectl -n shop patch statefulset store -p \'{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain"}}}\'',
    'kubectl -n shop delete statefulset store --cascade=foreground',
  ]);
});

test('a change that the API server rejects and one that it accepts are two steps', () => {
  const steps = stepsOfSet(set => {
    container(set).image = 'store:2.5.0';
    template(set).spec.resources.requests.storage = '40Gi';
  });

  expect(effects(steps)).toEqual(['hands StatefulSet/store', 'roll StatefulSet/store']);
});

test.each<[string, (set: Manifest) => void]>([
  ['the update strategy', set => { set.spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }; }],
  ['the retention of claims', set => { set.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Retain', whenScaled: 'Retain' }; }],
  ['the pod management', set => { set.spec.podManagementPolicy = 'OrderedReady'; }],
  ['the protocol of a port', set => { container(set).ports[0].protocol = 'TCP'; }],
  ['the pull policy of a tag', set => { container(set).imagePullPolicy = 'IfNotPresent'; }],
  ['the mode of files', set => { pod(set).volumes[0].configMap.defaultMode = 420; }],
  ['the context of the pod', set => { pod(set).securityContext = {}; }],
  ['an empty list', set => { container(set).command = []; }],
  ['another spelling of a quantity', set => { container(set).resources.requests.memory = '1024Mi'; }],
  ['the status', set => { set.status = { replicas: 3 }; }],
  ['the kind in a claim template', set => { Object.assign(template(set), { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }); }],
])('%s is no change, because the API server writes it itself', (_, change) => {
  expect(stepsOfSet(change)).toEqual([]);
  expect(stepsOfSet(set => { set.metadata = { ...set.metadata }; }, change)).toEqual([]);
});

test('a pull policy that is not the default of the tag rolls the pods', () => {
  expect(effects(stepsOfSet(set => { container(set).imagePullPolicy = 'Always'; }))).toEqual([`${PlanEffect.ROLL} StatefulSet/store`]);
});

test('a further claim needs the pods deleted from the lowest ordinal up, after the apply', () => {
  const [step] = stepsOfSet(set => { set.spec.volumeClaimTemplates.push({ metadata: { name: 'logs' }, spec: {} }); });

  expect(step.commandsAfter).toEqual([0, 1, 2].map(ordinal => `kubectl -n shop delete pod store-${ordinal}`));
});

test('OnDelete needs a patch before the apply', () => {
  const [step] = stepsOfSet(set => { set.spec.updateStrategy = { type: 'OnDelete' }; });

  expect(step.commands).toEqual([
    'kubectl -n shop patch statefulset store --type=json '
      + '-p \'[{"op":"replace","path":"/spec/updateStrategy","value":{"type":"OnDelete"}}]\'',
  ]);
});
