import { SOCKET_DIRECTORY, VOLUME } from './mysql-contract';
import { ResolvedMySqlProps } from './mysql-defaults';
import { writtenSettings } from './mysql-setting-checks';
import { MYSQL_VALUES } from './mysql-values';
import type { Errors } from '../../checks/errors';

/** Directories that the server uses and that are writable in a container with a read-only root. */
const WRITABLE = [`${VOLUME}/`, `${SOCKET_DIRECTORY}/`, '/tmp/'];

/** Size of a packet that a clone requires on both sides. */
const CLONE_PACKET_BYTES = 2n * 1024n * 1024n;

/** Rejects values that the server accepts, but that stop it, or the clone of a member, in a pod of this preset. */
export function checkServerValues(
  prop: 'settings' | 'primarySettings' | 'replicaSettings', props: ResolvedMySqlProps, errors: Errors,
): void {
  for (const [written, given] of Object.entries(writtenSettings(props[prop]))) {
    // the server removes quotes around a value
    const value = given.trim().replace(/^(["'])(.*)\1$/, '$2');
    const setting = written.replace(/^loose_/, '');
    const wrong = rulesOf(props).get(setting)?.(value);
    if (wrong) {
      errors.add('SettingValueRefused', { rule: `${prop}.${setting} must be ${wrong.rule}`, got: given, remedy: wrong.remedy });
    }
  }
}

type Rule = (value: string) => { rule: string; remedy: string } | undefined;

function rulesOf({ characterSet }: ResolvedMySqlProps): ReadonlyMap<string, Rule> {
  return new Map<string, Rule>(Object.entries<Rule>({
    log_error: value => isWritable(value) ? undefined : {
      rule: `a path below ${WRITABLE.join(', ')} or relative to the data directory, because the server cannot write to other directories `
        + 'and exits',
      remedy: 'remove it, and read the log with kubectl logs',
    },
    collation_server: value => isOf(characterSet, value) ? undefined : {
      rule: `a collation of ${characterSet}, the value of characterSet, because otherwise the server does not start`,
      remedy: 'set characterSet to the character set with which the name of the collation begins',
    },
    max_allowed_packet: value => isEnoughToClone(value) ? undefined : {
      rule: 'a size of 2M or more, because otherwise members cannot be cloned',
      remedy: 'omit it for the default (64M)',
    },
  }));
}

function isWritable(path: string): boolean {
  return !path.startsWith('/') || WRITABLE.some(directory => path.startsWith(directory) && !path.includes('/../'));
}

/** Values that are no size are reported by another check. */
function isEnoughToClone(value: string): boolean {
  const bytes = MYSQL_VALUES.integer(value, { type: 'integer' });
  return bytes === undefined || bytes >= CLONE_PACKET_BYTES;
}

function isOf(characterSet: string, collation: string): boolean {
  const name = collation.toLowerCase();
  return name === characterSet || name.startsWith(`${characterSet}_`);
}
