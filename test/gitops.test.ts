import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { ROOT } from './support/snippets';

/*
 * Flux replaces ${...} and $$ in the YAML of an object, unless the object opts out:
 * https://github.com/fluxcd/pkg/blob/main/kustomize/kustomize_varsub.go. test/gitops/flux.sh runs that code.
 */
const OPT_OUT = 'kustomize.toolkit.fluxcd.io/substitute';
const REWRITTEN = /\$[{$]/;

const EXAMPLES = join(ROOT, 'examples');
const examples = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== 'support')
  .map(entry => entry.name);

function objectsOf(example: string): any[] {
  const golden = join(EXAMPLES, example, 'golden');
  return readdirSync(golden).flatMap(file => Yaml.load(join(golden, file)));
}

test.each(examples)('Flux substitutes variables and leaves every object of %s as it is', example => {
  const rewritten = objectsOf(example).filter(object => object.metadata.annotations?.[OPT_OUT] !== 'disabled')
    .filter(object => REWRITTEN.test(JSON.stringify(object)));

  expect(rewritten.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([]);
});

test('of the objects of a set, only ConfigMaps opt out, so variables of the Kustomization reach every other one', () => {
  const kinds = examples.flatMap(objectsOf).filter(object => object.metadata.annotations?.[OPT_OUT]).map(({ kind }) => kind);

  // the Deployments are the applications, which run a script
  expect([...new Set(kinds)].sort()).toEqual(['ConfigMap', 'Deployment']);
});

test('the scripts in the StatefulSet have no form that Flux rewrites', () => {
  const scripts = join(ROOT, 'src/scripting/scripts');

  for (const script of readdirSync(scripts)) { expect(readFileSync(join(scripts, script), 'utf8')).not.toMatch(REWRITTEN); }
});
