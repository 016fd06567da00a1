import { readFileSync } from 'fs';
import { join } from 'path';
import { proseOf } from './support/pages';
import { filesBelow, ROOT } from './support/snippets';

/**
 * Turns that make a technical sentence hard to read, and how often each may occur in 1,000 words: `aim` is the rate in the documentation of
 * CloudNativePG (41,200 words), the others are the rates of the texts as they are, if those are higher. They may only fall.
 */
interface Tic {
  readonly pattern: RegExp;
  readonly aim: number;
  readonly pages?: number;
  readonly comments?: number;
  readonly messages?: number;
  readonly scripts?: number;
}

const TICS: Record<string, Tic> = {
  'what as a pronoun': { pattern: /\bwhat\b(?![^.?!]*\?)/gi, aim: 0.53, scripts: 0.9 },
  'say of software': { pattern: /\b(say|says|said)\b/gi, aim: 0.05, scripts: 0.2 },
  'nothing, nobody, somebody, whoever': { pattern: /\b(nothing|nobody|somebody|whoever)\b/gi, aim: 0.29 },
  'there is': { pattern: /\bthere (is|are)\b/gi, aim: 1, scripts: 1.3 },
  'beside': { pattern: /\bbesides?\b/gi, aim: 0 },
  'of its own': { pattern: /\bof (its|your|their|our) own\b/gi, aim: 0, pages: 0.1 },
  ', too': { pattern: /, too\b/gi, aim: 0 },
  'anew, shall, goes on, by itself, without a word': {
    pattern: /\b(anew|shall|go(es)? on|by itself|by themselves|without a word|takes its time)\b/gi, aim: 0.05, scripts: 0.3,
  },
};

/** The sentences of a page: code in a line and the addresses of links are none. */
function sentencesOf(file: string): string {
  return proseOf(join(ROOT, file)).replace(/`[^`\n]*`/g, '').replace(/\]\([^)]*\)/g, ']').replace(/<[^>]+>/g, '');
}

const below = (folder: string) => filesBelow(join(ROOT, folder), '.md').map(file => file.slice(ROOT.length + 1));

const generated = ['docs/errors.md', ...below('docs/api')];
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...['docs', 'examples', 'test/cluster', 'bench'].flatMap(below)];

const TEXTS = {
  pages: pages.filter(file => !generated.includes(file)).map(sentencesOf).join('\n'),
  comments: below('docs/api').map(sentencesOf).join('\n'),
  // with the examples, which are the messages
  messages: readFileSync(join(ROOT, 'docs/errors.md'), 'utf8'),
  scripts: filesBelow(join(ROOT, 'src'), '.sh').map(file => proseOfScript(readFileSync(file, 'utf8'))).join('\n'),
};

/** The comments of a script, and its strings that are sentences. */
function proseOfScript(text: string): string {
  const strings = [...text.replace(/\\\n\s*/g, '').matchAll(/"[^"\n]*"|'[^'\n]*'/g)].map(([string]) => string.slice(1, -1));
  return [...text.matchAll(/^\s*# (?!shellcheck|usage)(.*)$/gm)].map(([, comment]) => comment)
    .concat(strings.filter(string => string.split(' ').length > 4)).join('\n');
}

const words = (text: string) => text.match(/[A-Za-z][A-Za-z'-]*/g)!.length;

/** How often for 1,000 words, in steps of a tenth. */
function rate(text: string, pattern: RegExp): number {
  return Math.ceil((text.match(pattern) ?? []).length * 10_000 / words(text)) / 10;
}

describe.each(['pages', 'comments', 'messages', 'scripts'] as const)('the prose of the %s', kind => {
  test.each(Object.entries(TICS))('stays within its budget of "%s"', (_, { pattern, aim, [kind]: budget = aim }) => {
    expect(rate(TEXTS[kind], pattern)).toBeLessThanOrEqual(budget);
  });
});
