import {
  binaryTag, boolYaml11Tag, defineScalarTag, load, mapTag, mergeTag, NOT_RESOLVED, nullYaml11Tag, Schema, seqTag, strTag, YAMLException,
} from 'js-yaml';
import { InputError } from './input-error';
import { goNumber } from '../checks/go-number';
import { Json } from '../values/manifest';

/** As `kubectl`, which takes every line that begins so for the end of a document. */
const SEPARATOR = /^---.*\n?/m;

/** Texts of documents that Helm has not rendered yet. */
const TEMPLATE = /^\s*\{\{|:\s*\{\{/m;

/** Plain numbers in the spellings of Go's reader, which has neither base 60 nor timestamps. */
const numberTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: [...'+-.0123456789'],
  resolve: source => goNumber(source) ?? NOT_RESOLVED,
  identify: () => false,
});

/** The readings of kubectl, which reads YAML 1.1: `on` is true and `0777` is octal. */
const SCHEMA = new Schema([strTag, seqTag, mapTag, nullYaml11Tag, boolYaml11Tag, numberTag, mergeTag, binaryTag]);

/**
 * Reads files of manifests. A document that occurs twice is read once, because most objects are the same before and after, and reading is
 * most of the work.
 */
export class YamlReader {
  private readonly known = new Map<string, unknown>();

  /**
   * The documents of a file, without empty ones.
   *
   * @throws InputError if the text is no YAML
   */
  public read(text: string, file: string): unknown[] {
    const documents = text.replaceAll('\r\n', '\n').split(SEPARATOR);
    return documents.map((document, i) => this.document(document, file, i + 1)).filter(document => (document ?? null) !== null);
  }

  private document(text: string, file: string, number: number): unknown {
    if (!this.known.has(text)) { this.known.set(text, parse(text, file, number)); }
    return this.known.get(text);
  }
}

function parse(text: string, file: string, number: number): unknown {
  if (/^\s*\{\s*"/.test(text)) { return fromJson(text, file); }
  // the library rejects a document without content
  if (/^(\s|#.*)*$/.test(text)) { return undefined; }
  try {
    return load(text, { schema: SCHEMA }) as Json;
  } catch (error) {
    if (!(error instanceof YAMLException)) { throw error; }
    const line = error.mark ? ` (line ${error.mark.line + 1} of the document)` : '';
    const remedy = TEMPLATE.test(text) ? '; it is a template of Helm: render it with `helm template`' : '';
    throw new InputError(`document ${number} of ${file} is not YAML: ${error.reason}${line}${remedy}`);
  }
}

/** JSON is YAML, and this reader is faster. */
function fromJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${file} is not JSON: ${(error as Error).message}`);
  }
}
