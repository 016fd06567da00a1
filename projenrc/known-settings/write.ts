import { writeFileSync } from 'fs';
import { join } from 'path';

/** A setting as the library reads it: see `src/presets/shared/known-settings.ts`. */
export type Described = { type: string } & Record<string, unknown>;

export const DIRECTORY = join(__dirname, '../../src/presets/shared/known-settings');

/** One setting a line, in the order of their names, so that a new version of the server is a readable diff. */
export function writeKnownSettings(file: string, settings: ReadonlyMap<string, Described>): void {
  const names = [...settings.keys()].sort();
  const lines = names.map(name => `${JSON.stringify(name)}: ${JSON.stringify(settings.get(name))}`);
  writeFileSync(join(DIRECTORY, file), `{\n${lines.join(',\n')}\n}\n`);
}
