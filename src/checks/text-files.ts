import type { Errors } from './errors';
import { isAbsolutePath, keyOfPath } from './path';
import { secretInFile } from './secrets';

/** The longest key of a ConfigMap has 253 characters, of which a role's name may use 64. */
const MAX_KEY = 189;

export function checkPath(prop: string, path: string, errors: Errors): void {
  if (!isAbsolutePath(path)) {
    errors.add('PathNotAbsolute', {
      rule: `${prop} must have absolute paths below the root, without a colon, . or .., and without a trailing slash`,
      got: path,
      remedy: `use a path such as ${prop === 'emptyDirs' ? '/var/cache/redis' : '/etc/redis/redis.conf'}`,
    });
  }
}

/** Whether the first line tells the kernel which program executes the file. */
export function isExecutable(text: string): boolean {
  return text.startsWith('#!');
}

/** Mode of a volume with these files. With the default of Kubernetes, 0644, they are not executable. */
export function volumeMode(texts: string[]): number | undefined {
  return texts.some(isExecutable) ? 0o555 : undefined;
}

/** A shell treats \r as part of the last word, and creates files and databases with such names. */
export function checkLineBreaks(prop: string, path: string, text: string, errors: Errors): void {
  if ((isExecutable(text) || /\.(sh|bash|sql)$/.test(path)) && text.includes('\r\n')) {
    errors.add('ScriptLineBreaks', {
      rule: `${prop} must have lines that end in \\n only, because a shell reads \\r as part of the last word`,
      got: `${text.slice(0, text.indexOf('\r\n') + 2)}`,
      remedy: 'save the script with Unix line endings, or use .replace(/\\r\\n/g, \'\\n\')',
    });
  }
}

/** Checks texts whose paths become keys of one ConfigMap. */
export function checkTexts(prop: string, texts: Record<string, string>, notSecret: string[] | undefined, errors: Errors): void {
  const pathOfKey = new Map<string, string>();
  for (const [path, text] of Object.entries(texts)) {
    const key = keyOfPath(path);
    const other = pathOfKey.get(key);
    if (other !== undefined) {
      errors.add('FileKeyTaken', {
        rule: `${prop} must have paths that differ in more than slashes and dots, because both paths become the key ${key} of a ConfigMap`,
        got: [other, path],
        remedy: 'rename one of them',
      });
    }
    pathOfKey.set(key, path);
    if (key.length > MAX_KEY) {
      errors.add('PathTooLong', {
        rule: `${prop} must have paths of at most ${MAX_KEY} characters, because they become keys of a ConfigMap`,
        got: path,
        remedy: `shorten it by ${key.length - MAX_KEY}`,
      });
    }
    checkText(`${prop}.${path}`, path, text, notSecret, errors);
  }
}

function checkText(prop: string, path: string, text: string, notSecret: string[] | undefined, errors: Errors): void {
  checkLineBreaks(prop, path, text, errors);
  const found = notSecret?.includes(path) ? undefined : secretInFile(text, notSecret);
  if (found !== undefined) {
    errors.add('SecretInline', {
      rule: `${prop} must not contain ${found.what}, because everyone who can read the manifest could read it`,
      got: found.shown,
      remedy: `put it into a Secret and use secretFiles, or add '${path}' to notSecret if it is none`,
    });
  }
}
