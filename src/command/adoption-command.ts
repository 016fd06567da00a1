import { Command } from 'commander';
import { InputError } from './input-error';
import { namesOfSets, readManifests } from './manifest-reader';
import { inNamespace } from './namespace';
import { filesOf } from './sources';
import { YamlReader } from './yaml-reader';
import { adoptionOf, endangers } from '../adoption/adoption';
import { asMarkdown } from '../adoption/markdown';
import { MemberSet, setsOfRelease, setsToDeploy, SYSTEMS } from '../adoption/release';

/** The subcommand `adoption`. */
export function adoptionCommand(): Command {
  return new Command('adoption')
    .description('Compares the names of a release of a Bitnami chart with those of the set that adopts its volumes, as Markdown')
    .argument('<release>', 'file with the manifests of the release (helm get manifest)')
    .argument('<manifests>', 'directory or file with the manifests to apply')
    .argument('<name>', 'name of the StatefulSet that adopts the volumes')
    .option('-n, --namespace <namespace>', 'namespace of objects that name none, as for kubectl')
    .addHelpText('after', '\nExit codes: 0 each member gets its volume, 4 a member would get a wrong volume or none, 1 an error.')
    .action(run);
}

function run(releasePath: string, path: string, name: string, { namespace }: { namespace?: string }): void {
  const reader = new YamlReader();
  const [release, manifests] = [releasePath, path].map(each => inNamespace(readManifests(filesOf(each), reader).manifests, namespace));
  const sets = setsToDeploy(manifests, name);
  if (sets.length === 0) {
    throw new InputError(`the name must be that of a StatefulSet of ${SYSTEMS.join(', ')} in ${path}, got ${name}; `
      + `use ${namesOfSets(manifests)}`);
  }
  const former = setsOfRelease(release).filter(({ system }) => system === sets[0].system);
  if (former.length === 0) {
    throw new InputError(`${releasePath} must have a StatefulSet of the chart ${sets[0].system} (label helm.sh/chart), and has none; `
      + 'write the file with `helm get manifest`');
  }
  checkNamespaces([...sets, ...former]);
  const adoption = adoptionOf(release, former, manifests, sets);
  process.stdout.write(asMarkdown(adoption));
  process.exitCode = endangers(adoption) ? 4 : 0;
}

function checkNamespaces(sets: MemberSet[]): void {
  const without = sets.find(set => set.namespace === '');
  if (without) {
    throw new InputError(`the manifest of StatefulSet ${without.name} has no namespace, which the commands need; add --namespace`);
  }
  const [{ name, namespace }] = sets;
  const other = sets.find(set => set.namespace !== namespace);
  if (other) {
    throw new InputError(`the namespace of StatefulSet ${name} must be that of ${other.name} (${other.namespace}), got ${namespace}; `
      + 'a claim cannot leave its namespace');
  }
}
