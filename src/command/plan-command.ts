import { Command, Option } from 'commander';
import { InputError } from './input-error';
import { ManifestFile, readManifests } from './manifest-reader';
import { inNamespace } from './namespace';
import { Plan } from './render/labels';
import { asMarkdown } from './render/markdown';
import { asText } from './render/text';
import { filesOf, filesOfCluster, filesOfCommit } from './sources';
import { YamlReader } from './yaml-reader';
import { appliedState } from '../plan/live';
import { effectOf, planOf } from '../plan/plan';
import { PlanEffect } from '../plan/plan-step';

interface PlanOptions {
  readonly from: string;
  readonly namespace?: string;
  readonly format: 'text' | 'markdown' | 'json';
}

/** Exit codes for pipelines, by the most severe effect. 1 is an error. */
const EXIT_CODES: Record<PlanEffect, number> = {
  [PlanEffect.NONE]: 0,
  [PlanEffect.RELOAD]: 0,
  [PlanEffect.ORPHAN]: 0,
  [PlanEffect.UNKNOWN]: 2,
  [PlanEffect.ROLL]: 2,
  [PlanEffect.HANDS]: 3,
  [PlanEffect.DANGER]: 4,
};

/** The subcommand `plan`. */
export function planCommand(): Command {
  return new Command('plan')
    .description('Prints what an apply of the manifests will do to pods and data')
    .argument('[manifests]', 'directory or file with the manifests to apply', 'dist')
    .option('--from <source>', 'manifests that the cluster has: git:REF, a directory or file, or cluster (kubectl get)', 'git:HEAD')
    .option('-n, --namespace <namespace>', 'namespace of objects that name none, as for kubectl')
    .addOption(new Option('--format <format>', 'form of the output').choices(['text', 'markdown', 'json']).default('text'))
    .addHelpText('after', '\nExit codes: 0 no pod restarts, 2 pods restart or may restart, 3 commands are necessary, 4 data is in danger, '
      + '1 an error.')
    .action((path: string, options: PlanOptions) => {
      const plan = planBetween(path, options);
      process.stdout.write(FORMATS[options.format](plan));
      process.exitCode = EXIT_CODES[plan.effect];
    });
}

const FORMATS: Record<PlanOptions['format'], (plan: Plan) => string> = {
  text: plan => asText(plan, process.stdout.isTTY === true && !process.env.NO_COLOR),
  markdown: asMarkdown,
  json: plan => `${JSON.stringify(plan, null, 2)}\n`,
};

function planBetween(path: string, { from, namespace }: PlanOptions): Plan {
  const reader = new YamlReader();
  const read = (files: ManifestFile[]) => readManifests(files, reader);
  const after = read(filesOf(path));
  if (after.manifests.length === 0) {
    throw new InputError(`${path} must have manifests, and has none; name the directory that the synthesis writes`);
  }
  const isLive = from === 'cluster';
  const manifests = inNamespace(after.manifests, namespace);
  const before = read(isLive ? filesOfCluster(manifests) : filesBefore(from, path));
  const steps = planOf(isLive ? appliedState(before.manifests, manifests) : inNamespace(before.manifests, namespace), manifests);
  const notes = [
    ...isLive ? ['objects of the cluster that the manifests do not have were not looked for'] : [],
    ...!isLive && before.manifests.length === 0 ? [`${from} has no manifests there, so every object counts as new`] : [],
  ];
  return { effect: effectOf(steps), steps, notes: [...new Set([...after.notes, ...before.notes, ...notes])] };
}

function filesBefore(from: string, path: string): ManifestFile[] {
  return from.startsWith('git:') ? filesOfCommit(from.slice('git:'.length), path) : filesOf(from);
}
