import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * Usage: tsx projenrc/api.ts [DIRECTORY]
 *
 * Writes docs/api (or DIRECTORY): the reference of jsii-docgen, one page for each part of the library. A link on one page to a type on
 * another one names that page. `npx projen compile` writes the assembly that it reads.
 */

const ROOT = join(__dirname, '..');
const PACKAGE = 'cdk8s-stateful-app';

/** Pages by the folder of the source, the first that matches. */
const PAGES: { readonly file: string; readonly title: string; readonly of: RegExp }[] = [
  { file: 'mysql.md', title: 'MySql', of: /^src\/presets\/mysql\// },
  { file: 'postgresql.md', title: 'PostgreSql', of: /^src\/presets\/postgresql\// },
  { file: 'cassandra.md', title: 'Cassandra', of: /^src\/presets\/cassandra\// },
  { file: 'kafka.md', title: 'Kafka', of: /^src\/presets\/kafka\// },
  { file: 'zookeeper.md', title: 'ZooKeeper', of: /^src\/presets\/zookeeper\// },
  { file: 'presets.md', title: 'Shared by the presets', of: /^src\/presets\/shared\// },
  { file: 'stateful-app.md', title: 'StatefulApp', of: /^src\/[^/]+\.ts$/ },
  { file: 'jobs.md', title: 'Jobs', of: /^src\/pod\/(app-jobs|job-)/ },
  { file: 'applications.md', title: 'Applications and certificates', of: /^src\/(pod|values)\/(client-|certificate)/ },
  { file: 'parts.md', title: 'Parts of an application', of: /^src\// },
];

interface Section { readonly name: string; readonly file: string; readonly text: string }

function sections(): Section[] {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  const directory = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    const output = join(directory, 'api.md');
    execFileSync(process.execPath, [join(ROOT, 'node_modules/jsii-docgen/bin/jsii-docgen'), '-o', output], { cwd: ROOT, stdio: 'pipe' });
    return readFileSync(output, 'utf8').split(/^(?=##{1,2} )/m).filter(text => text.startsWith('### ')).map(text => {
      const [, name] = new RegExp(`id="${PACKAGE}\\.(\\w+)"`).exec(text)!;
      const source: string = types[`${PACKAGE}.${name}`].locationInModule.filename;
      return { name, text: text.trimEnd(), file: PAGES.find(page => page.of.test(source))!.file };
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The pages by file name. */
export function apiPages(): Record<string, string> {
  const all = sections();
  const pageOf = new Map(all.map(({ name, file }) => [name, file]));
  // a @see of cdk8s-plus that names a method is no link
  const unlinked = (text: string) => text.replace(/\[(\w+\.\w+\(\))\]\(\1\)/g, '`$1`');
  const linked = ({ text, file }: Section) => unlinked(text).replace(new RegExp(`href="#${PACKAGE}\\.(\\w+)`, 'g'), (link, name) => {
    const target = pageOf.get(name) ?? file;
    return target === file ? link : link.replace('#', `${target}#`);
  });
  const pages = PAGES.map(({ file, title }) => {
    const own = all.filter(section => section.file === file);
    const toc = own.map(({ name }) => `- [${name}](#${PACKAGE}.${name})`).join('\n');
    return [file, `# API: ${title}\n\n${toc}\n\n${own.map(linked).join('\n\n')}\n`];
  });
  const index = PAGES.map(({ file, title }) => `## [${title}](${file})\n\n${all.filter(section => section.file === file)
    .map(({ name }) => `[${name}](${file}#${PACKAGE}.${name})`).join(', ')}\n`);
  const head = '# API\n\nEvery class, method and prop, by the part of the library that has it.\n\n';
  return { 'index.md': head + index.join('\n'), ...Object.fromEntries(pages) };
}

if (require.main === module) {
  const directory = process.argv[2] ?? join(ROOT, 'docs/api');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(apiPages())) { writeFileSync(join(directory, file), text); }
}
