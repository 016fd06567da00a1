import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import { ROOT } from './support/snippets';

interface Type { name: string; namespace?: string; docs?: Docs; properties?: Member[]; methods?: Member[]; initializer?: Member }
interface Member { name?: string; docs?: Docs; parameters?: Member[] }
interface Docs { summary?: string }

/** What the compiler knows of a package. */
function typesOf(directory: string): Type[] {
  const text = readFileSync(join(directory, '.jsii'), 'utf8');
  const compressed = join(directory, '.jsii.gz');
  const assembly = JSON.parse(existsSync(compressed) ? gunzipSync(readFileSync(compressed)).toString() : text);
  return Object.values(assembly.types);
}

const types = typesOf(ROOT);
const members = types.flatMap(({ properties = [], methods = [], initializer = {} }) => [...properties, ...methods, initializer]);
const parameters = members.flatMap(member => member.parameters ?? []);

/** https://docs.python.org/3/reference/lexical_analysis.html#keywords */
const PYTHON = 'False None True and as assert async await break class continue def del elif else except finally for from global if import '
  + 'in is lambda nonlocal not or pass raise return try while with yield';

/** https://docs.oracle.com/javase/specs/jls/se17/html/jls-3.html#jls-3.9 */
const JAVA = 'abstract assert boolean break byte case catch char class const continue default do double else enum extends final '
  + 'finally float for goto if implements import instanceof int interface long native new package private protected public '
  + 'return short static strictfp super switch synchronized this throw throws transient try void volatile while';

test('no name is a reserved word of Python or Java', () => {
  const names = new Set([...types, ...members, ...parameters].map(({ name = '' }) => name));

  expect(`${PYTHON} ${JAVA}`.split(' ').filter(word => names.has(word))).toEqual([]);
});

test.each(['cdk8s', 'cdk8s-plus-28', 'cdk8s-plus-33', 'constructs'])('a wildcard import of %s hides no name of the library', name => {
  const theirs = new Set(typesOf(join(ROOT, 'node_modules', name)).filter(({ namespace }) => !namespace).map(type => type.name));

  expect(types.map(type => type.name).filter(own => theirs.has(own))).toEqual([]);
});

test('the first sentence of each text is whole, as the documentation of a language shows it alone', () => {
  const summaries = [...types, ...members, ...parameters].map(({ docs }) => docs?.summary ?? '');

  expect(summaries.filter(summary => /[;,:(]$/.test(summary))).toEqual([]);
});
