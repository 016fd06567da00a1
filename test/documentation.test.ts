import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { ROOT } from './support/snippets';
import { apiPages } from '../projenrc/api';
import { errorsPage, PAGE } from '../projenrc/errors';

const API = join(ROOT, 'docs/api');

/** What the compiler knows of the public API; `npm test` compiles first. */
const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));

interface Member { name: string; optional?: boolean; docs?: { summary?: string; default?: string }; static?: boolean }

const types: [string, any][] = Object.entries(assembly.types);
const members: [string, Member][] = types.flatMap(([fqn, type]) =>
  [
    ...type.properties ?? [],
    ...type.methods ?? [],
    ...type.members ?? [],
  ].map((member: Member): [string, Member] => [`${fqn.split('.')[1]}.${member.name}`, member]));

test('every exported type says what it is for', () => {
  expect(types.filter(([, type]) => !type.docs?.summary).map(([fqn]) => fqn)).toEqual([]);
});

test('every exported member says what it does', () => {
  expect(members.filter(([, member]) => !member.docs?.summary).map(([title]) => title)).toEqual([]);
});

test('every optional prop says its default', () => {
  const props = members.filter(([title, member]) => member.optional && /(Props|Options|Retention|ClientServicePort)\./.test(title));

  expect(props.length).toBeGreaterThan(50);
  expect(props.filter(([, member]) => !member.docs?.default).map(([title]) => title)).toEqual([]);
});

test('defaults are a value or say what happens', () => {
  const empty = members.filter(([, { docs }]) => /^-? ?(none|undefined|nothing)\.?$/i.test(docs?.default ?? ''));

  expect(empty.map(([title]) => title)).toEqual([]);
});

test('docs/api has the reference of the compiled library', () => {
  const pages = apiPages();

  expect(readdirSync(API).sort()).toEqual(Object.keys(pages).sort());
  // without a diff of half a megabyte
  expect(Object.keys(pages).filter(page => readFileSync(join(API, page), 'utf8') !== pages[page])).toEqual([]);
});

test('no page of the reference is too large to load and search', () => {
  expect(readdirSync(API).filter(page => statSync(join(API, page)).size > 200_000)).toEqual([]);
});

test('docs/errors.md has the meaning of every error code and an example', () => {
  expect(readFileSync(PAGE, 'utf8') === errorsPage()).toBe(true);
});
