import { readFileSync } from 'fs';
import { join } from 'path';
import { Command } from 'commander';
import { InputError } from './input-error';
import { namesOfSets, readManifests } from './manifest-reader';
import { filesOf } from './sources';
import { YamlReader } from './yaml-reader';
import { pageOf, runbook } from '../runbook/runbook';
import { factsOf, setNamed } from '../runbook/set-facts';

/** The pages of the package, which has the same folders as the repository. */
const DOCS = join(__dirname, '..', '..', 'docs');

/** The subcommand `runbook`. */
export function runbookCommand(): Command {
  return new Command('runbook')
    .description('Prints the operations of a StatefulSet with its names, hosts and sizes, as Markdown')
    .argument('<manifests>', 'directory or file with the manifests')
    .argument('<name>', 'name of the StatefulSet')
    .option('-n, --namespace <namespace>', 'namespace of the set, if its manifest names none, as for kubectl')
    .action(run);
}

function run(path: string, name: string, { namespace }: { namespace?: string }): void {
  const { manifests } = readManifests(filesOf(path), new YamlReader());
  const set = setNamed(name, manifests);
  if (set === undefined) {
    throw new InputError(`the name must be that of a StatefulSet in ${path}, got ${name}; use ${namesOfSets(manifests)}`);
  }
  if (!set.namespace && namespace === undefined) {
    throw new InputError(`the manifest of StatefulSet ${set.name} has no namespace, which the commands need; add --namespace`);
  }
  const facts = factsOf(set, manifests, namespace ?? '');
  process.stdout.write(runbook(readFileSync(join(DOCS, pageOf(facts)), 'utf8'), facts));
}
