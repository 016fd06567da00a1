import { strict as assert } from 'node:assert';
import { StorageV1Api } from '@kubernetes/client-node';
import { clusterCase } from '../harness/cluster-case';
import { progress } from '../harness/progress';
import { APPS } from '../plan/app-pairs';
import { CONTENT, OTHERS, REMOVED } from '../plan/object-pairs';
import type { Pair } from '../plan/pair';
import { prove } from '../plan/prove';
import { FIXED, MEMBERS } from '../plan/set-pairs';
import { TEMPLATE } from '../plan/template-pairs';

/** As many pairs at a time as two cores can start the pods of. */
const AT_A_TIME = 6;

/** Proves each pair, several at a time in the namespace of the case, and reports all differences at once. */
function planCase(title: string, pairs: Pair[], level: 'quick' | 'full'): void {
  clusterCase(`a plan tells ${title}`, { level, seconds: 900 }, async t => {
    const { items } = await t.cluster.config.makeApiClient(StorageV1Api).listStorageClass();
    const expandable = items.find(each => each.allowVolumeExpansion)?.metadata?.name;
    const faults: Record<string, string[]> = {};
    const waiting = [...pairs.entries()];
    const worker = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [i, pair] = next;
        if (pair.grows && expandable === undefined) {
          progress(`left out, because no storage class allows expansion: ${pair.title}`);
          continue;
        }
        const found = await prove(t, pair, `p${i}`, expandable).catch((error: unknown) => [String(error)]);
        progress(`${found.length === 0 ? 'proven' : 'NOT proven'}: ${pair.title}`);
        if (found.length > 0) { faults[pair.title] = found; }
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    progress(`${pairs.length - Object.keys(faults).length} of ${pairs.length} pairs proven`);
    assert.deepEqual(faults, {});
  });
}

planCase('which fields of a set the API server rejects, and its recipes are accepted', FIXED, 'quick');
planCase('which pods a change of members or of the strategy stops', MEMBERS, 'full');
planCase('which changes of the pod template roll the pods', TEMPLATE, 'full');
planCase('whether pods see changed content', CONTENT, 'full');
planCase('the effect of changes of other objects', OTHERS, 'full');
planCase('which objects stay', REMOVED, 'full');
planCase('the effect of changes of programs', APPS, 'full');
