import { isAbsolutePath, keyOfPath } from './path';
import { Problems } from './problems';

/** The API server refuses larger ConfigMaps. */
const MAX_CONFIG_MAP_BYTES = 1024 * 1024;

/** The longest key of a ConfigMap is 253, of which a role's name may take 64. */
const MAX_KEY = 189;

export function checkPath(prop: string, path: string, problems: Problems): void {
  if (!isAbsolutePath(path)) {
    problems.add('PathNotAbsolute', {
      rule: `${prop} must have absolute paths below the root, without a colon, . or .., and without a slash at the end`, got: path, remedy: `use a path such as ${prop === 'emptyDirs' ? '/var/cache/redis' : '/etc/redis/redis.conf'}`,
    });
  }
}

/** Texts whose paths become keys of one ConfigMap. */
export function checkTexts(prop: string, texts: Record<string, string>, problems: Problems): void {
  const pathOfKey = new Map<string, string>();
  for (const [path, text] of Object.entries(texts)) {
    const key = keyOfPath(path);
    const other = pathOfKey.get(key);
    if (other !== undefined) {
      problems.add('FileKeyTaken', {
        rule: `${prop} must differ in more than slashes and dots, because both become the key ${key} of a ConfigMap`,
        got: [other, path],
        remedy: 'rename one of them',
      });
    }
    pathOfKey.set(key, path);
    if (key.length > MAX_KEY) {
      problems.add('PathTooLong', {
        rule: `${prop} must have paths of at most ${MAX_KEY} characters, because they become keys of a ConfigMap`, got: path, remedy: `shorten it by ${key.length - MAX_KEY}`,
      });
    }
    checkText(prop, path, text, problems);
  }
}

function checkText(prop: string, path: string, text: string, problems: Problems): void {
  if (typeof text !== 'string') {
    problems.add('FileTextInvalid', { rule: `${prop}.${path} must be a text`, got: text, remedy: 'use a text, also for an empty file' });
  } else if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    problems.add('SecretInline', {
      rule: `${prop}.${path} must not hold a private key: everybody who reads the manifest would have it`,
      got: 'a private key',
      remedy: 'put it into a Secret and use secretFiles',
    });
  }
}

/** What is written into one ConfigMap. */
export function checkTotalOfTexts(prop: string, texts: string[], problems: Problems): void {
  const bytes = texts.reduce((sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0), 0);
  if (bytes > MAX_CONFIG_MAP_BYTES) {
    problems.add('FilesTooLarge', {
      rule: `${prop} must have at most ${MAX_CONFIG_MAP_BYTES} bytes together, the most that a ConfigMap holds`, got: bytes, remedy: 'put large files into the image or on a volume',
    });
  }
}
