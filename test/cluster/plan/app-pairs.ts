import { Duration } from 'cdk8s';
import { PAIR } from './objects';
import { pair, type Json, type Objects, type Pair } from './pair';
import type { StatefulAppProps } from '../../../src';
import { PlanEffect } from '../../../src/plan/plan-step';
import { data, smallApp } from '../apps/small-app';

const { NONE, RELOAD, ROLL, HANDS, DANGER } = PlanEffect;

/** The objects of a StatefulApp by `Kind/name`. */
function appOf(name: string, props: Partial<StatefulAppProps>): Objects {
  const { manifests } = smallApp('any', { name, replicas: 2, podLabels: { [PAIR]: name }, ...props });
  return Object.fromEntries((manifests as Json[]).map(object => [`${object.kind}/${object.metadata.name}`, object]));
}

/** A pair of two programs. Objects that only the first one has are removed. */
function programs(
  title: string, effect: PlanEffect, before: Partial<StatefulAppProps>, after: Partial<StatefulAppProps>, more: Partial<Pair> = {},
): Pair {
  return pair(title, effect, name => appOf(name, before), objects => {
    const { metadata } = Object.values(objects).find(({ kind }) => kind === 'StatefulSet')!;
    for (const key of Object.keys(objects)) { delete objects[key]; }
    Object.assign(objects, appOf(metadata.name, after));
  }, more);
}

const file = (text: string) => ({ files: { '/etc/app/word': text, '/etc/app/other': 'same' } });
const reads = 'cat /etc/app/word';

/** Changes of programs that use this library. */
export const APPS: Pair[] = [
  programs('a file', ROLL, file('old'), file('new'), { reads }),
  programs(
    'a reloaded file', RELOAD, { reloadedFiles: { '/etc/app/word': 'old' } }, { reloadedFiles: { '/etc/app/word': 'new' } }, { reads },
  ),
  programs('another order of files', NONE, file('old'), { files: { '/etc/app/other': 'same', '/etc/app/word': 'old' } }),
  programs('a claim', HANDS, {}, { claims: data }),
  programs(
    'retention with the set', DANGER, { claims: data }, { claims: data, claimRetention: { deleteWithApp: true, dataMayBeLost: true } },
  ),
  programs('minReady', NONE, {}, { minReady: Duration.seconds(5) }),
  programs('annotations', NONE, {}, { annotations: { a: 'b' } }),
  programs('labels', ROLL, {}, { labels: { a: 'b' } }),
];
