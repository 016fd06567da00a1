import { planOf } from '../../../src/plan/plan';
import { changed, effects, Manifest, manifest } from '../objects';

const template = { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image: 'app:1.0' }] } };
const workload = (kind: string, spec: Manifest = {}) =>
  manifest(kind, 'app', { spec: { selector: { matchLabels: { app: 'app' } }, template, ...spec } }, 'apps/v1');
const job = (spec: Manifest = {}) => manifest('Job', 'app', { spec: { template, ...spec } }, 'batch/v1');
const pod = manifest('Pod', 'app', { spec: { containers: template.spec.containers } });
const image = ({ spec }: Manifest) => { spec.template.spec.containers[0].image = 'app:2.0'; };

type Row = [title: string, before: Manifest, change: (copy: Manifest) => void, effect: string, outcome: RegExp];

const ROWS: Row[] = [
  ['a Deployment that is paused', workload('Deployment', { paused: true }), image, 'none', /paused/],
  ['a Deployment that becomes paused with the change', workload('Deployment'), object => {
    image(object);
    object.spec.paused = true;
  }, 'none', /paused/],
  ['a Deployment that is resumed', workload('Deployment', { paused: true }), ({ spec }) => { delete spec.paused; }, 'roll',
    /those pods that still have an earlier template/],
  ['a Deployment that is resumed with another image', workload('Deployment', { paused: true }), object => {
    image(object);
    object.spec.paused = false;
  }, 'roll', /^Replaces the pods by/],
  ['a Deployment without pods', workload('Deployment', { replicas: 0 }), image, 'none', /has no pods/],
  ['a DaemonSet with OnDelete', workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }), image, 'hands', /when it is deleted/],
  ['a DaemonSet that rolls again', workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } }),
    ({ spec }) => { delete spec.updateStrategy; }, 'roll', /no longer holds them back/],
  ['the pods of a ReplicaSet', workload('ReplicaSet'), image, 'hands', /when it is deleted/],
  ['fewer pods of a ReplicaSet', workload('ReplicaSet', { replicas: 3 }), ({ spec }) => { spec.replicas = 1; }, 'roll', /^Stops pods/],
  ['a Job that is suspended', job(), ({ spec }) => { spec.suspend = true; }, 'roll', /^Stops pods of the Job/],
  ['a Job that is resumed', job({ suspend: true }), ({ spec }) => { spec.suspend = false; }, 'none', /no other pod/],
  ['a Job with less parallelism', job({ parallelism: 3 }), ({ spec }) => { spec.parallelism = 1; }, 'roll', /^Stops pods of the Job/],
  ['a Job with a deadline', job(), ({ spec }) => { spec.activeDeadlineSeconds = 9; }, 'roll', /^Stops pods of the Job/],
  ['a Job with a later deadline', job({ activeDeadlineSeconds: 9 }), ({ spec }) => { spec.activeDeadlineSeconds = 99; }, 'none',
    /no other/],
  ['the policy by which a Job replaces pods', job(), ({ spec }) => { spec.podReplacementPolicy = 'Failed'; }, 'none', /no other pod/],
  ['the completions of a Job', job(), ({ spec }) => { spec.completions = 3; }, 'hands', /rejects/],
  ['the completions of an elastic Job', job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    ({ spec }) => { Object.assign(spec, { completions: 3, parallelism: 3 }); }, 'none', /no other pod/],
  ['a further toleration of a Pod', pod, ({ spec }) => { spec.tolerations = [{ key: 'a' }]; }, 'none', /do not see these fields/],
  ['a deadline of a Pod', pod, ({ spec }) => { spec.activeDeadlineSeconds = 60; }, 'roll', /^Stops the pod/],
  ['a label of a Pod', pod, ({ metadata }) => { metadata.labels = { app: 'other' }; }, 'reload', /follow the labels/],
  ['an annotation of a Pod', pod, ({ metadata }) => { metadata.annotations = { a: 'b' }; }, 'none', /do not see these fields/],
];

const CASES = ROWS.map(([title, before, change, effect, outcome]) => ({ title, before, change, effect, outcome }));

test.each(CASES)('$title: $effect', ({ before, change, effect, outcome }) => {
  const [step] = planOf([before], [changed(before, change)]);

  expect(effects([step])).toEqual([`${effect} ${before.kind}/app`]);
  expect(step.outcome).toMatch(outcome);
});

test('the pods of a DaemonSet with OnDelete are deleted by their labels', () => {
  const before = workload('DaemonSet', { updateStrategy: { type: 'OnDelete' } });

  expect(planOf([before], [changed(before, image)])[0].commandsAfter).toEqual(['kubectl -n shop delete pod -l app=app']);
});
