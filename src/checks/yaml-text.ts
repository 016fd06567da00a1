import { Yaml } from 'cdk8s';
import { goNumber } from './go-number';

/**
 * Most texts: ASCII that neither begins as a number or with white space nor ends with white space on a line, or a decimal number, which
 * cdk8s writes in quotes.
 */
const READABLE = /^(?:[!-*,/:-~](?:[\n\t -~]*[\n!-~])?|\d+(?:\.\d+)?)$/;

/** Characters that cdk8s writes as they are and the YAML reader of kubectl rejects or changes, and halves of surrogate pairs. */
const UNREADABLE = /[\x7f-\x9f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/u;

/** cdk8s writes a text with one of these in quotes, and another text of several lines as a block. */
const QUOTED = /[\0-\x08\x0b-\x1f]|\n[\t ]+$/;

/** Characters from which on cdk8s writes a text in quotes on several lines. https://eemeli.org/yaml/#tostring-options */
const MULTI_LINE = 40;

/** The content of files is encoded. */
const OR_FILE = ', or pass the text as a file';

/** A rule for texts in YAML, and its remedy. */
export interface TextRule {
  readonly rule: string;
  readonly remedy: string;
}

/**
 * The rule that a text breaks if cdk8s writes YAML from which kubectl reads another text or none. cdk8s writes YAML 1.1 for JavaScript's
 * reader, and Go's reader differs.
 */
export function yamlRule(text: string): TextRule | undefined {
  if (READABLE.test(text)) { return undefined; }
  const [character] = UNREADABLE.exec(text) ?? [];
  if (character !== undefined) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const remedy = hasLoneSurrogate(text) ? 'cut the text between characters' : `remove it${OR_FILE}`;
    return { rule: `must not contain the character U+${code}`, remedy };
  }
  if (isUnquotedNumber(text)) {
    return { rule: 'must not be a number in this spelling', remedy: `use the decimal number without underscores${OR_FILE}` };
  }
  const isQuoted = QUOTED.test(text);
  if (!isQuoted && text.includes('\n') && /^\n*\t[^]*[^\n\t ]/.test(text)) {
    return { rule: 'must not have several lines and begin with a tab', remedy: `use spaces${OR_FILE}` };
  }
  if (isQuoted && text.includes('\n \n') && JSON.stringify(text).length >= MULTI_LINE) {
    return { rule: 'must not have a line of one space before another line', remedy: `remove the space${OR_FILE}` };
  }
  return undefined;
}

/** As `yamlRule`, for a key of a map. */
export function yamlKeyRule(key: string): TextRule | undefined {
  return key === '<<' ? { rule: 'must not be <<', remedy: 'rename the key' } : yamlRule(key);
}

function isUnquotedNumber(text: string): boolean {
  return goNumber(text) !== undefined && Yaml.stringify(text) === `${text}\n`;
}

/** Whether the text has half of a surrogate pair, which no encoding can represent. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
