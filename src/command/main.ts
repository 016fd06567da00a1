#!/usr/bin/env node
import { Command } from 'commander';
import { adoptionCommand } from './adoption-command';
import { diagramCommand } from './diagram-command';
import { InputError } from './input-error';
import { planCommand } from './plan-command';
import { runbookCommand } from './runbook-command';
import { ManifestError } from '../plan/manifest-error';

/** Each subcommand is a file that returns a `Command`, and sets `process.exitCode` for a result that a pipeline distinguishes. */
const program = new Command('cdk8s-stateful-app')
  .description('Reads the manifests of stateful systems, and changes nothing')
  .addCommand(planCommand())
  .addCommand(diagramCommand())
  .addCommand(runbookCommand())
  .addCommand(adoptionCommand());

try {
  program.parse();
} catch (error) {
  if (!(error instanceof InputError || error instanceof ManifestError)) { throw error; }
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
}
