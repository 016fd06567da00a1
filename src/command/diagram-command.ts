import { Command } from 'commander';
import { InputError } from './input-error';
import { readManifests } from './manifest-reader';
import { filesOf } from './sources';
import { YamlReader } from './yaml-reader';
import { diagram } from '../diagram/diagram';

/** The subcommand `diagram`. */
export function diagramCommand(): Command {
  return new Command('diagram')
    .description('Prints the topology of manifests as a Mermaid flowchart')
    .argument('[manifests]', 'directory or file with the manifests', 'dist')
    .action(run);
}

function run(path: string): void {
  const { manifests } = readManifests(filesOf(path), new YamlReader());
  if (!manifests.some(({ kind }) => kind === 'StatefulSet')) {
    throw new InputError(`${path} must have a StatefulSet, and has ${manifests.length} objects of other kinds; name the directory that the `
      + 'synthesis writes');
  }
  process.stdout.write(diagram(manifests));
}
