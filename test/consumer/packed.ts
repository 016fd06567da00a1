import { cpSync, existsSync, mkdirSync, renameSync, symlinkSync } from 'fs';
import { join } from 'path';
import { succeed } from './command';

export const ROOT = join(__dirname, '..', '..');

/** All that the package is made from. What else the repository has is not copied, and package.test.ts shows that it does not ship. */
const INGREDIENTS = [
  '.npmignore', '.projen', 'CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'docs', 'examples', 'package.json', 'projenrc',
  'src', 'tsconfig.json',
];

/**
 * Packs the package as from a fresh clone, and returns the path of the tarball. npm compiles before that: see the task `prepack`.
 *
 * This happens in a copy, because another test may be reading `lib` of this repository at this moment.
 */
export function packInto(directory: string): string {
  const copy = join(directory, 'repository');
  mkdirSync(copy);
  for (const name of INGREDIENTS.filter(ingredient => existsSync(join(ROOT, ingredient)))) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const packed = succeed(copy, 'npm', ['pack', '--silent', '--foreground-scripts=false', '--pack-destination', directory]).trim();

  // without the version, so that the consumer's package.json can name it
  const tarball = join(directory, 'cdk8s-stateful-app.tgz');
  renameSync(join(directory, packed), tarball);
  return tarball;
}
