import { isConfigMapKey, isDnsSubdomain } from './dns';
import type { Errors } from './errors';
import { isSecretName, isSecretValue, secretIn } from './secrets';
import { checkLineBreaks } from './text-files';
import { hasToken } from './tokens';
import { missingText, secretKeyError, secretNameError, textOfMissing } from './written-values';
import { kplus } from '../kplus';

/** Checks the environment of a container. */
export function checkEnv(
  container: string, env: Record<string, kplus.EnvValue> | undefined, notSecret: string[] | undefined, errors: Errors,
): void {
  for (const [variable, given] of Object.entries(env ?? {})) {
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(variable)) {
      errors.add('EnvNameInvalid', {
        rule: `env of container ${container} must have names of letters, digits, dashes, dots and underscores`,
        got: variable,
        remedy: 'use a name such as LOG_LEVEL',
      });
    }
    const { value, valueFrom } = given;
    if (typeof value !== 'string' && !valueFrom) {
      errors.add('EnvValueInvalid', {
        rule: `env.${variable} of container ${container} must be an EnvValue with a string or a source, because otherwise the variable `
          + 'would be empty',
        got: value,
        remedy: 'use EnvValue.fromValue(\'text\'), or set the variable that fromProcess reads',
      });
    }
    checkValue(`env.${variable} of container ${container}`, given, errors);
    checkLiteral(`env.${variable} of container ${container}`, variable, value, notSecret, errors);
  }
}

/** An EnvValue is made before the container that has it. */
function checkValue(prop: string, { value, valueFrom }: kplus.EnvValue, errors: Errors): void {
  const { name, key } = valueFrom?.secretKeyRef ?? {};
  const text = name ?? (typeof value === 'string' ? value : '');
  const written = textOfMissing(text);
  if (written !== undefined) {
    errors.add('TextOfMissingValue', missingText(prop, written, text));
  } else if (name !== undefined && !isDnsSubdomain(name) && !hasToken(name)) {
    errors.add('SecretNameInvalid', secretNameError(prop, name));
  }
  if (key !== undefined && !isConfigMapKey(key) && !hasToken(key)) {
    errors.add('SecretKeyInvalid', secretKeyError(`the key of ${prop}`, key));
  }
}

/** The value of a variable must not be a secret, because it is in the manifest. */
export function checkLiteral(prop: string, variable: string, value: unknown, notSecret: string[] | undefined, errors: Errors): void {
  const found = foundIn(variable, value, notSecret);
  if (found !== undefined) {
    errors.add('SecretInline', {
      rule: `${prop} must come from a Secret, because everyone who can read the manifest could read a literal`,
      got: found,
      remedy: `mount it with secretFiles (many images read ${variable}_FILE), use EnvValue.fromSecretValue, or add '${variable}' to `
        + 'notSecret if it is none',
    });
  }
}

/**
 * A setting of a server becomes a line of a file in the manifest.
 *
 * @returns whether it contains no secret
 */
export function checkLiteralSetting(
  prop: string, setting: string, value: string, notSecret: string[] | undefined, errors: Errors,
): boolean {
  const found = foundIn(setting, value, notSecret);
  if (found !== undefined) {
    errors.add('SecretInline', {
      rule: `${prop} must not contain a secret, because everyone who can read the manifest could read it`,
      got: found,
      remedy: `let the server read it from a file or variable of a Secret, or add '${setting}' to notSecret if it is none`,
    });
  }
  return found === undefined;
}

/** The headers of a probe are in the manifest. */
export function checkHeader(prop: string, name: string, value: string, notSecret: string[] | undefined, errors: Errors): void {
  if (foundIn(name, value, notSecret) ?? foundIn(name, `${name}: ${value}`, notSecret)) {
    errors.add('SecretInline', {
      rule: `the headers of ${prop} must not contain secrets, because everyone who can read the manifest could read them`,
      got: `${name}: ...`,
      remedy: `probe a path that needs no login, use AppProbe.exec, or add '${name}' to notSecret if it is none`,
    });
  }
}

/** The kind of the secret that a value is or contains, by the name of the value and by its form. */
function foundIn(name: string, value: unknown, notSecret: string[] = []): string | undefined {
  if (typeof value !== 'string' || notSecret.includes(name) || notSecret.includes(value)) { return undefined; }
  return isSecretName(name) && isSecretValue(name, value) ? 'a literal value' : secretIn(value, notSecret)?.shown;
}

/**
 * Checks a command or its arguments. `command` are the words before them.
 *
 * @returns whether they contain no secret
 */
export function checkWords(
  prop: string, words: string[] = [], notSecret: string[] = [], errors: Errors, command: string[] = [],
): boolean {
  for (const word of words.filter(w => w.includes('\r\n'))) { checkLineBreaks(prop, '.sh', word, errors); }
  const given = words.filter(word => !notSecret.includes(word));
  // flags and their values can be separate words, and a client's flag is known by the command
  const found = secretIn(given.join(' '), notSecret) ?? (secretIn(command.join(' '), notSecret) ? undefined
    : secretIn([...command, ...given].join(' '), notSecret));
  if (found !== undefined) {
    const name = found.shown.replace(/[= ]\.\.\.$/, '');
    errors.add('SecretInArguments', {
      rule: `${prop} must not contain secrets, because every process of the node can read them`,
      got: found.shown,
      remedy: `use a file of a Secret, or add ${name === found.what ? 'the argument' : `'${name}'`} to notSecret if it is none`,
    });
  }
  return found === undefined;
}
