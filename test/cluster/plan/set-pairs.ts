import { claimTemplate, set, setWithData } from './objects';
import { pair, type Json, type Objects, type Pair } from './pair';
import { PlanEffect } from '../../../src/plan/plan-step';

const { NONE, ROLL, HANDS, DANGER } = PlanEffect;

const spec = (change: (spec: Json) => void) => ({ set: { spec: it } }: Objects) => change(it);
const ofSet = (name: string) => ({ set: set(name) });
const withData = (name: string) => ({ set: setWithData(name) });
const two = (name: string) => ({ set: setWithData(name, () => {}, [claimTemplate('data'), claimTemplate('logs')]) });
const growing = (name: string) => ({ set: setWithData(name, it => { it.volumeClaimTemplates[0].spec.storageClassName = 'EXPANDABLE'; }) });

/** Fields that the API server does not change, with the recipe for each. */
export const FIXED: Pair[] = [
  pair('another podManagementPolicy', HANDS, ofSet, spec(it => { it.podManagementPolicy = 'OrderedReady'; })),
  pair('another serviceName', HANDS, ofSet, spec(it => { it.serviceName = 'other'; })),
  pair(
    'larger claims', HANDS, growing, spec(it => { it.volumeClaimTemplates[0].spec.resources.requests.storage = '32Mi'; }), { grows: true },
  ),
  pair('smaller claims', HANDS, withData, spec(it => { it.volumeClaimTemplates[0].spec.resources.requests.storage = '8Mi'; })),
  pair('another storage class', HANDS, withData, spec(it => { it.volumeClaimTemplates[0].spec.storageClassName = 'other'; })),
  pair('another access mode', HANDS, withData, spec(it => { it.volumeClaimTemplates[0].spec.accessModes = ['ReadWriteOncePod']; })),
  pair('a label of the claims', HANDS, withData, spec(it => { it.volumeClaimTemplates[0].metadata.labels = { a: 'b' }; })),
  pair('another order of claims', HANDS, two, spec(it => { it.volumeClaimTemplates.reverse(); })),
  pair('a further claim', HANDS, withData, spec(it => { it.volumeClaimTemplates.push(claimTemplate('logs')); })),
  pair('a further claim with its mount', HANDS, withData, spec(it => {
    it.volumeClaimTemplates.push(claimTemplate('logs'));
    it.template.spec.containers[0].volumeMounts.push({ name: 'logs', mountPath: '/logs' });
  })),
  pair('a claim fewer, with its mount', DANGER, two, spec(it => {
    it.volumeClaimTemplates.pop();
    it.template.spec.containers[0].volumeMounts.pop();
  })),
  pair('another name of the claims', DANGER, withData, spec(it => {
    it.volumeClaimTemplates[0].metadata.name = 'store';
    it.template.spec.containers[0].volumeMounts[0].name = 'store';
  })),
  pair('another selector', HANDS, ofSet, spec(it => {
    it.selector.matchLabels.tier = 'db';
    it.template.metadata.labels.tier = 'db';
  })),
  pair('a fixed field together with an environment variable', HANDS, ofSet, spec(it => {
    it.podManagementPolicy = 'OrderedReady';
    it.template.spec.containers[0].env = [{ name: 'A', value: '1' }];
  })),
];

/** Number of members, retention, strategy and metadata. */
export const MEMBERS: Pair[] = [
  pair('more pods', NONE, ofSet, spec(it => { it.replicas = 3; })),
  pair('fewer pods without claims', ROLL, ofSet, spec(it => { it.replicas = 1; })),
  pair('fewer pods with claims', HANDS, name => ({ set: setWithData(name, it => { it.replicas = 3; }) }), spec(it => { it.replicas = 2; })),
  pair(
    'fewer pods than a majority', DANGER, name => ({ set: setWithData(name, it => { it.replicas = 3; }) }),
    spec(it => { it.replicas = 1; }),
  ),
  pair('no pods', DANGER, ofSet, spec(it => { it.replicas = 0; })),
  pair('fewer pods, whose claims are deleted', DANGER, name => ({
    set: setWithData(name, it => { it.persistentVolumeClaimRetentionPolicy = { whenScaled: 'Delete' }; }),
  }), spec(it => { it.replicas = 1; })),
  pair('no number of pods, which is one', ROLL, ofSet, spec(it => { delete it.replicas; })),
  pair('later ordinals without claims', ROLL, ofSet, spec(it => { it.ordinals = { start: 1 }; })),
  pair('later ordinals with claims', DANGER, withData, spec(it => { it.ordinals = { start: 1 }; })),
  pair(
    'claims that are deleted with the set', DANGER, withData,
    spec(it => { it.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }; }),
  ),
  pair('claims that are deleted no more', NONE, name => ({
    set: setWithData(name, it => { it.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Delete' }; }),
  }), spec(it => { delete it.persistentVolumeClaimRetentionPolicy; })),
  pair('minReadySeconds', NONE, ofSet, spec(it => { it.minReadySeconds = 2; })),
  pair('revisionHistoryLimit', NONE, ofSet, spec(it => { it.revisionHistoryLimit = 3; })),
  pair('a label and an annotation of the set', NONE, ofSet, ({ set: { metadata } }) => {
    metadata.labels = { a: 'b' };
    metadata.annotations = { a: 'b' };
  }),
  pair('the strategy OnDelete', HANDS, ofSet, spec(it => { it.updateStrategy = { type: 'OnDelete' }; })),
  pair('the strategy OnDelete in place of a partition', NONE, name => ({
    set: set(name, it => { it.updateStrategy = { rollingUpdate: { partition: 1 } }; }),
  }), spec(it => { it.updateStrategy = { type: 'OnDelete' }; })),
  pair('a lower partition', ROLL, name => ({
    set: set(name, it => { it.updateStrategy = { rollingUpdate: { partition: 2 } }; }),
  }), spec(it => { it.updateStrategy.rollingUpdate.partition = 0; })),
];
