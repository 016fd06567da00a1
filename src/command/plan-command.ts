import { Command, Option } from 'commander';
import { ManifestFile, readManifests } from './manifest-reader';
import { filesOf, filesOfCluster, filesOfCommit } from './sources';
import { YamlReader } from './yaml-reader';
import { planOf } from '../plan/plan';

interface PlanOptions {
  readonly from: string;
  readonly namespace?: string;
  readonly format: 'text' | 'markdown' | 'json';
}

/** The subcommand `plan`. */
export function planCommand(): Command {
  return new Command('plan')
    .description('Prints what an apply of the manifests will do to pods and data')
    .argument('[manifests]', 'directory or file with the manifests to apply', 'dist')
    .option('--from <source>', 'manifests that the cluster has: git:REF, a directory or file, or cluster (kubectl get)', 'git:HEAD')
    .option('-n, --namespace <namespace>', 'namespace of objects that name none, as for kubectl')
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'markdown', 'json']).default('text'))
    .action(run);
}

function run(path: string, { from, namespace }: PlanOptions): void {
  const reader = new YamlReader();
  const after = readManifests(filesOf(path), reader);
  const before = readManifests(filesBefore(from, path, namespace), reader);
  process.stdout.write(`${JSON.stringify(planOf(before.manifests, after.manifests))}\n`);
}

function filesBefore(from: string, path: string, namespace: string | undefined): ManifestFile[] {
  if (from === 'cluster') { return filesOfCluster(path, namespace); }
  return from.startsWith('git:') ? filesOfCommit(from.slice('git:'.length), path) : filesOf(from);
}
