import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { titleOf } from '../../../src/plan/objects';
import { planOf } from '../../../src/plan/plan';
import { PlanEffect } from '../../../src/plan/plan-step';
import { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { NotPossibleHere } from '../harness/not-possible-here';
import { progress } from '../harness/progress';
import { expandableClass } from '../harness/storage-classes';
import { createTestNamespace, removeNamespace } from '../harness/test-namespace';
import { APPS } from '../plan/app-pairs';
import { command, readerKubeconfig, runProgram, writeManifests } from '../plan/command';
import { CONTENT, OTHERS, REMOVED } from '../plan/object-pairs';
import { setWithData } from '../plan/objects';
import { applyEach, exists, look, settled } from '../plan/observe';
import type { Json, Pair } from '../plan/pair';
import { prove, sides, told } from '../plan/prove';
import { FIXED, MEMBERS } from '../plan/set-pairs';
import { TEMPLATE } from '../plan/template-pairs';

/** As many pairs at a time as two cores can start the pods of. */
const AT_A_TIME = 6;

/** Proves each pair, several at a time in the namespace of the case, and reports all differences at once. */
function planCase(title: string, pairs: Pair[], level: 'quick' | 'full'): void {
  clusterCase(`a plan tells ${title}`, { level, seconds: 900 }, async t => {
    const expandable = await expandableClass(t);
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

clusterCase('a plan tells that a set in another namespace starts with empty volumes, and that the former one stays', {
  level: 'full',
}, async t => {
  const there = new CaseContext(t.cluster, t.title, await createTestNamespace(t.cluster));
  try {
    const writable = (spec: Json) => { spec.template.spec.securityContext.fsGroup = 10001; };
    const set = setWithData('moved', writable);
    const [before, after] = [t, there].map(({ namespace }) => ({ ...set, metadata: { name: 'moved', namespace } }));
    const [step] = planOf([before], [after]);
    assert.equal(step.effect, PlanEffect.DANGER);
    assert.match(step.outcome, /^The set gets the namespace .* new, empty volumes\. StatefulSet\/moved with moved-0 to moved-1 stays/);

    await applyEach(t, [before]);
    await settled(t, 'moved', [before]);
    await t.exec('moved-0', 'app', ['sh', '-c', 'echo old >/data/word']);
    const seen = await look(t, 'moved');
    await applyEach(there, [after]);
    await settled(there, 'moved', [after]);

    assert.deepEqual(await look(t, 'moved'), seen);
    assert.equal(await t.exec('moved-0', 'app', ['cat', '/data/word']), 'old\n');
    assert.equal(await there.exec('moved-0', 'app', ['ls', '/data']), '');
  } finally {
    await removeNamespace(t.cluster, there.namespace);
  }
});

clusterCase('the command needs only permission to get objects, changes none, and tells of a cluster what it tells of manifests', {
  level: 'full', seconds: 600,
}, async t => {
  if ((await runProgram('kubectl', ['version', '--client'])).code !== 0) { throw new NotPossibleHere('no kubectl is on the PATH'); }
  const directory = mkdtempSync(join(tmpdir(), 'plan-'));
  try {
    const KUBECONFIG = await readerKubeconfig(t, join(directory, 'kubeconfig'));
    const sample = [...FIXED, ...MEMBERS, ...TEMPLATE, ...CONTENT, ...OTHERS, ...APPS].filter((each, i) => i % 8 === 0 && !each.grows);
    for (const [mode, ...flags] of [['by-client'], ['by-server', '--server-side']]) {
      const pairs = sample.map((each, i) => sides(each, `${mode}-${i}`, t.namespace));
      // objects that only one side has are not looked for
      const [before, after] = [pairs.flatMap(([objects]) => objects), pairs.flatMap(([, objects]) => objects)];
      const kept = before.filter(object => after.some(each => titleOf(each) === titleOf(object)));
      const files = writeManifests(join(directory, `${mode}-before`), before);
      const changed = writeManifests(join(directory, `${mode}-after`), after);
      assert.equal((await runProgram('kubectl', ['apply', ...flags, `--filename=${files}`])).stderr, '');
      const versions = await versionsOf(t, kept);

      const same = await command(['plan', files, '--from', 'cluster'], { KUBECONFIG });
      assert.match(same.stdout, /^Nothing changes\./, `${mode}: ${same.stdout}${same.stderr}`);
      const { stdout, stderr, code } = await command(['plan', changed, '--from', 'cluster', '--format', 'json'], { KUBECONFIG });
      assert.equal(stderr, '');
      assert.equal(code, 4);
      assert.deepEqual(told(JSON.parse(stdout).steps), told(planOf(kept, after)));
      assert.deepEqual(await versionsOf(t, kept), versions);
      progress(`${mode}: ${sample.length} pairs, ${kept.length} objects`);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});

/** Revisions of what people write, which change with each write. */
async function versionsOf(t: CaseContext, manifests: Json[]): Promise<unknown[]> {
  const versions = [];
  for (const manifest of manifests) {
    const object = await exists(t, manifest);
    versions.push([titleOf(manifest), object?.metadata.uid, object?.metadata.generation, JSON.stringify(object?.data)]);
  }
  return versions;
}

planCase('which fields of a set the API server rejects, and its recipes are accepted', FIXED, 'quick');
planCase('which pods a change of members or of the strategy stops', MEMBERS, 'full');
planCase('which changes of the pod template roll the pods', TEMPLATE, 'full');
planCase('whether pods see changed content', CONTENT, 'full');
planCase('the effect of changes of other objects', OTHERS, 'full');
planCase('which objects stay', REMOVED, 'full');
planCase('the effect of changes of programs', APPS, 'full');
