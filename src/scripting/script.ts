import { readFileSync } from 'fs';
import { join } from 'path';

/**
 * The text of a script that ships with the library.
 *
 * Read when it is needed: a missing file then breaks one construct and not `require` of the package.
 *
 * @param directory the folder `scripts` beside the caller
 * @param name the file's name
 */
export function scriptText(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}
