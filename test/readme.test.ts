import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { StatefulApp } from '../src';
import { anchorsOf, linksOf } from './support/pages';
import { filesBelow, ROOT, snippetsOf, synthesize, typeErrors } from './support/snippets';

const documents = [
  join(ROOT, 'README.md'),
  join(ROOT, 'CONTRIBUTING.md'),
  ...['docs', 'examples', 'bench'].flatMap(folder => filesBelow(join(ROOT, folder), '.md')),
]
  .filter(file => !file.includes('docs/api/'));
const snippets = [...documents, ...filesBelow(join(ROOT, 'src'), '.ts')].flatMap(snippetsOf);

test('the documents and doc comments have snippets at all', () => {
  expect(snippets.length).toBeGreaterThan(5);
});

test('every TypeScript snippet compiles against the library', () => {
  expect(typeErrors(snippets)).toEqual([]);
});

test.each(snippets.map(snippet => [snippet.title, snippet] as const))('the snippet at %s synthesizes', (_, snippet) => {
  const manifests = synthesize(snippet);

  for (const expected of parseAllDocuments(snippet.yaml ?? '').map(document => document.toJS())) {
    const actual = manifests.find(manifest => manifest.kind === expected.kind && manifest.metadata.name === expected.metadata.name);
    expect(actual).toMatchObject(expected);
  }
});

test('README has exactly two commands under "Try it", each one line in a block of its own', () => {
  const section = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n## ').find(part => part.startsWith('Try it')) ?? '';

  expect([...section.matchAll(/```sh\n(.*?)```/gs)].map(match => match[1])).toEqual([
    'npm ci && npm run quickstart\n',
    'npm ci && npm test\n',
  ]);
});

test.each(documents)('the links of %s lead to files of the repository and to headings that they have', file => {
  const links = linksOf(file).map(({ path, anchor }) => ({ target: path === '' ? file : join(file, '..', path), anchor }));
  const missing = links.filter(({ target, anchor }) => !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor)));

  expect(missing).toEqual([]);
});

test('the errors that README shows are the ones that a user sees', () => {
  const shown = /```text\n(.*?)\n```/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1];

  expect(() => new StatefulApp(new Chart(new App(), 'shop'), 'Cache', { name: 'redis', replicas: 2.5, image: 'redis:8' }))
    .toThrow(new Error(shown));
});
