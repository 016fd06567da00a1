/**
 * Writes `test/fixtures/go-yaml.json`, a table of texts and whether kubectl reads them from the YAML of cdk8s as they are:
 *
 *     npx tsx projenrc/go-yaml/table.ts
 *
 * It needs Go, which builds `main.go` with the YAML reader of Kubernetes. Run it after an upgrade of cdk8s or of that reader. The texts are
 * those below, and some that are put together from pieces, by a generator that always begins with the same number.
 */
import { execFileSync } from 'child_process';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { Yaml } from 'cdk8s';
import { composedTexts } from '../../test/support/composed-texts';

const GIVEN = [
  '', ' ', '0X1F', '0x1F', '0o17', '0O17', '1e1_0', '0b1', '0B1', '1_000', '.inf', '+.inf', '-.Inf', '.nan', '~', 'y', 'N', 'no', 'on',
  'Off', 'yes', 'null', 'NULL', 'true', 'True', '1:20', '190:20:30', '2001-01-01', '2001-01-01T00:00:00Z', '=', '1e3',
  '1E3', '1.', '.1', '1.e1',
  '+1', '-1', '-0X1F', '-0o7', '-0b1', '07', '08', '0.1_0', '1__0', '1_', '_1', '-_1', '0x_1', '0X_1', '0B_1', '1e400', '0x1p3', 'inf',
  'Infinity', 'NaN', '1_0e1_0', '1e1_', '._1', '-.', '.5e1', '0x', '0o8', '12345678901234567890123', '\u0661', '1.5.0', '1.2e3.4', '0o',
  '!x', '&a', '*a', '? a', '- a', '---', '...', '%a', '@a', '`a', 'a: b', 'a:', 'a #b', '#a', '[a', '{a', '|', '>', '"a', '\'a', '\\',
  '\ta', ' a', '\ta\nb', ' a\nb', '  a\nb', '\n', '\n\n', '\na', '\n\ta', '\n a', '\t\na', ' \na', ' \ta\nb', '  \ta\nb', '\t\n', '\ta\n',
  'a\n', 'a\n\n', 'a\n\nb', 'a\n b', 'a\n\tb', 'a \nb', 'a\t\nb', 'a\n ', 'a\n\t', 'a\r', 'a\rb', 'a\r\nb\r\n', 'a\n---\nb', 'a\n...\nb',
  '%a\nb', 'a\n%b', '#a\nb', '\n#a', '\t#a\nb', 'a\n  \nb\n', '  \na\n', '\ta\n\tb\n', ' a\n  b\n', 'a\n \nb\n', 'a\n \nb\n ',
  'a\u0000b', 'a\u0001b', 'a\u001bb', 'a\u007fb', 'a\u0080b', 'a\u0085b', 'a\u009fb', 'a\u00a0b', 'a\u2028b', 'a\u2029b', 'a\n\u2028b',
  '\ufeffa', 'a\ufeffb', 'a\ufffeb', 'a\uffffb', 'a\ud800b', '\udc00', 'a\u{1f600}b', '\u{10ffff}',
  `\u0001${'x'.repeat(50)}\n \ny`, `\u0001${'x'.repeat(50)}\n  \ny`, `\u0001${'x'.repeat(50)} \n  y`, `${'x'.repeat(50)}\n \ny\n  `,
];

/** The places of texts in a manifest: a value, an entry of a list, a key. */
function manifestsWith(text: string): object[] {
  return [
    { data: { first: text, second: '' } },
    { spec: { containers: [{ args: [text], env: [{ name: 'A', value: text }] }] } },
    { data: { [text]: '', other: '' } },
  ];
}

const texts = [...new Set([...GIVEN, ...composedTexts(1, 1500)])];
const manifests = texts.flatMap(manifestsWith);
const output = execFileSync('go', ['run', '.'], {
  cwd: __dirname, input: manifests.map(manifest => JSON.stringify(Yaml.stringify(manifest))).join('\n'), maxBuffer: 1e9, encoding: 'utf8',
});
const read = output.trim().split('\n').map(line => JSON.parse(line));
const rows = texts.map((text, i): [string, boolean] => [
  text, manifestsWith(text).every((manifest, j) => isDeepStrictEqual(read[i * 3 + j], manifest)),
]);
const json = rows.map(row => JSON.stringify(row)).join(',\n')
  .replace(/[\x7f-\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
writeFileSync(join(__dirname, '../../test/fixtures/go-yaml.json'), `[\n${json}\n]\n`);
