import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { pageOf, runbook } from '../../../src/runbook/runbook';
import { factsOf, setNamed } from '../../../src/runbook/set-facts';
import { claimUids, podUids } from '../apps/observe';
import { deploySmall, smallApp, type Synthesized } from '../apps/small-app';
import { clusterCase } from '../harness/cluster-case';
import { NotPossibleHere } from '../harness/not-possible-here';
import { expandableClass } from '../harness/storage-classes';
import { run } from '../plan/observe';

const docs = join(__dirname, '..', '..', '..', 'docs');

/** The commands of each recipe, in their order. They share a shell, as for a reader. */
function recipesOf({ app, manifests }: Synthesized): Record<string, string> {
  const facts = factsOf(setNamed(app.name, manifests)!, manifests, '');
  const text = runbook(readFileSync(join(docs, pageOf(facts)), 'utf8'), facts);
  return Object.fromEntries(text.split(/^## /m).slice(1).map(section => [
    section.split('\n')[0],
    [...section.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, commands]) => commands).join(''),
  ]));
}

clusterCase('a printed runbook restarts a set, grows its volumes, and stops and starts it', { level: 'full', seconds: 600 }, async t => {
  const storageClassName = await expandableClass(t);
  if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
  const sized = (mebibytes: number) => ({
    replicas: 2, claims: { data: { size: Size.mebibytes(mebibytes), mountPath: '/data', storageClassName } },
  });
  const deployed = await deploySmall(t, sized(16));
  const recipes = recipesOf(deployed);
  const claims = await claimUids(t);
  const before = await podUids(t, 'app');
  const follow = async (title: string) => assert.equal(await run(`set -e\n${recipes[title]}`), undefined);

  await follow('See the state');
  // its last command fails, since no container has ended
  assert.match(await run(recipes['Bring a pod back']) ?? '', /previous terminated container/);
  await follow('Restart the pods');
  const restarted = await podUids(t, 'app');
  assert.equal(Object.entries(restarted).filter(([pod, uid]) => before[pod] !== uid).length, 2);

  await follow('Grow the volumes');
  await t.apply(smallApp(t.namespace, sized(32)).manifests);
  await t.until.setReady('app');
  assert.deepEqual(await claimUids(t), claims);

  await follow('Stop and start the set');
  assert.deepEqual(await claimUids(t), claims);
});
