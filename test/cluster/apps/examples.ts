import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';

const root = join(__dirname, '..', '..', '..');
const releases = join(__dirname, '..', 'released');

/** The examples as they are today; a unit test sees to it that the golden YAML is what they synthesize. */
export function exampleManifests(name: string): KubernetesObject[] {
  return parse(join(root, 'examples', name, 'golden', `${name}.k8s.yaml`));
}

/** What an example was in a release of this library. */
export function releasedManifests(version: string, name: string): KubernetesObject[] {
  return parse(join(releases, version, `${name}.k8s.yaml`));
}

/** Versions whose examples are kept, and the names of these. */
export function releasedExamples(): { version: string; name: string }[] {
  return readdirSync(releases).flatMap(version =>
    readdirSync(join(releases, version)).map(file => ({ version, name: file.replace('.k8s.yaml', '') })));
}

function parse(file: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS() as KubernetesObject);
}
