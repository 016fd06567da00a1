import { shippedText } from '../../checks/shipped-file';

/** Constants that TypeScript and the scripts of a preset share, by the names of shell variables. */
type PodContract = { readonly [name: string]: string | number };

/** The file `contract.sh`, which the scripts of a preset read first. A value is a plain word, so that the shell does not interpret it. */
export function contractText(contract: PodContract): string {
  const lines = Object.entries(contract).map(([name, value]) => `${name}=${value}\n`);
  return `#!/bin/bash
# Written at synthesis from the constants that the manifests have.
# shellcheck disable=SC2034 # no script reads all of them
${lines.join('')}`;
}

/** Files that the scripts of several presets use. */
export function sharedScripts(contract: PodContract): { [name: string]: () => string } {
  const shared = ['adoption-findings.sh', 'certificates.sh', 'common.sh', 'jobs.sh', 'pause.sh', 'pod-labels.sh', 'readiness.sh']
    .map(name => [name, () => shippedText(`${__dirname}/scripts`, name)]);
  return { 'contract.sh': () => contractText(contract), ...Object.fromEntries(shared) };
}
