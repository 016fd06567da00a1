import type { Errors } from './errors';
import { checkLineBreaks } from './text-files';
import { kplus } from '../kplus';

/** Literal values of these variables are not secrets, but switches and names of files. */
const HARMLESS_VALUE = /^(|0|1|yes|no|true|false|on|off)$/i;
const SECRET_NAME = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS)$/i;
const SECRET_ARGUMENT = /^--?[\w-]*(password|passwd|secret|token)=(?!\$\(|\/)./i;

/** Checks the environment of a container. */
export function checkEnv(container: string, env: Record<string, kplus.EnvValue> | undefined, errors: Errors): void {
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
    checkLiteral(`env.${variable} of container ${container}`, variable, value, errors);
  }
}

/** A variable whose name indicates a secret must not be written into the manifest. */
export function checkLiteral(prop: string, variable: string, value: unknown, errors: Errors): void {
  if (typeof value === 'string' && SECRET_NAME.test(variable) && !HARMLESS_VALUE.test(value)) {
    errors.add('SecretInline', {
      rule: `${prop} must come from a Secret, because everyone who can read the manifest could read a literal`,
      got: 'a literal value',
      remedy: `mount it with secretFiles (many images read ${variable}_FILE), or use EnvValue.fromSecretValue`,
    });
  }
}

/** Checks a command or its arguments. */
export function checkWords(prop: string, words: string[] = [], errors: Errors): void {
  for (const word of words.filter(w => w.includes('\r\n'))) { checkLineBreaks(prop, '.sh', word, errors); }
  for (const word of words.filter(w => SECRET_ARGUMENT.test(w))) {
    errors.add('SecretInArguments', {
      rule: `${prop} must not contain secrets, because every process of the node can read them`,
      got: word.replace(/=.*/s, '=...'),
      remedy: 'use a file from secretFiles',
    });
  }
}
