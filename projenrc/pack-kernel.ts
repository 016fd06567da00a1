import { execFileSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { withoutTexts } from './assembly';

/*
 * Usage: tsx projenrc/pack-kernel.ts
 *
 * Packs the current directory for the packages of other languages, as the pack command of jsii-pacmak, and prints the name of the tarball.
 * The kernel of jsii reads the types of the assembly alone. The documentation is in the code of the languages.
 */

writeFileSync('.jsii', JSON.stringify(withoutTexts(JSON.parse(readFileSync('.jsii', 'utf8')))));
process.stdout.write(execFileSync('npm', ['pack', '--ignore-scripts', '--silent']));
