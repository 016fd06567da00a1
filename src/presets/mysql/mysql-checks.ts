import { Size } from 'cdk8s';
import { checkAccounts, checkApplication, checkInitScripts } from './mysql-account-checks';
import { mySqlBlueprint } from './mysql-blueprint';
import { MYSQL_USER } from './mysql-config';
import { DEFAULTS, ResolvedMySqlProps } from './mysql-defaults';
import { checkDisruptions, checkDurability } from './mysql-durability-checks';
import { checkGroup } from './mysql-group-checks';
import { bufferPoolMiB, memoryBesidePoolMiB, memoryLimitMiB, memoryNeededMiB } from './mysql-memory';
import { checkMonitoring } from './mysql-monitoring';
import { MySqlProps } from './mysql-props';
import { checkServerSettings } from './mysql-setting-checks';
import { checkSource } from './mysql-source-checks';
import { checkServerValues } from './mysql-value-checks';
import { OLDEST_SERIES } from './mysql-versions';
import type { Errors } from '../../checks/errors';
import { isPositiveSize, mebibytesOf, formatSize, isIntegerIn } from '../../checks/quantity';
import { checkSeconds, checkSize, checkWhole } from '../../checks/ranges';
import { isWholeSeconds, formatSeconds } from '../../checks/seconds';
import { kplus } from '../../kplus';
import { checkAdoption } from '../shared/adoption';
import { checkBackup } from '../shared/backup-checks';
import { checkImageMaker } from '../shared/image-maker';
import { checkImageSeries } from '../shared/image-series';
import { Place, PresetRules } from '../shared/rules';

/** The server silently raises an innodb_buffer_pool_size below this value. */
const SERVER_MINIMUM_POOL_MIB = 5;

/**
 * 100 MiB of redo log (`innodb_redo_log_capacity`) and two undo logs of 16 MiB, in addition to the system tables.
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-redo-log.html
 */
const LEAST_STORAGE_MIB = 256;

/** The members, the probes and an administrator need some connections. */
const MIN_CONNECTIONS = 10;
const MAX_CONNECTIONS = 100_000;
const MAX_WORKERS = 1024;

/** Each replica has a connection to the primary and a copy of the data. */
const MAX_MEMBERS = 99;
const MAX_SECONDS = 2 ** 32 - 1;

/** SHOW CHARACTER SET of 9.7.4. */
const CHARACTER_SETS = `
armscii8 ascii big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 dec8 eucjpms euckr gb18030 gb2312 gbk geostd8 greek hebrew
hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis swe7 tis620 ucs2 ujis utf16 utf16le utf32 utf8mb3 utf8mb4
`.trim().split(/\s+/);

/** The rules of the props that only MySQL has. */
export const RULES: PresetRules<MySqlProps, typeof DEFAULTS> = {
  preset: 'MySql',
  defaults: DEFAULTS,
  check: checkMySql,
  blueprints: props => [mySqlBlueprint(props)],
  optional: [
    'primaryOrdinal', 'durability', 'topology', 'maxLag', 'initScripts', 'bufferPool', 'maxConnections', 'binlogRetention',
    'characterSet', 'timeZone', 'replicaParallelWorkers', 'settings', 'primarySettings', 'replicaSettings', 'backup', 'monitoring',
    'security', 'adopt', 'source', 'serverIdPrefix',
  ],
  placeholders: ({ replicas }) => {
    const password = { secret: { name: 'any' }, key: 'any' } as kplus.SecretValue;
    return {
      replicas: isIntegerIn(replicas, 1, MAX_MEMBERS) ? replicas : 3,
      storage: Size.gibibytes(1),
      user: undefined,
      accounts: { rootPassword: password, replicationPassword: password },
    };
  },
};

function checkMySql(props: ResolvedMySqlProps, errors: Errors, place: Place): void {
  checkMembers(props, errors);
  checkAdoption(props, errors);
  checkSource(props, errors);
  checkUser(props, errors);
  if (props.topology.isGroup) { checkGroup(props, errors, place); } else { checkDurability(props, errors); }
  checkDisruptions(props, errors);
  checkSizes(props, errors);
  checkTimes(props, errors);
  checkNames(props, errors);
  checkAccounts(props, errors);
  checkApplication(props.accounts?.application, errors);
  checkInitScripts(props, errors);
  checkBackup(props, errors);
  if (props.monitoring) { checkMonitoring(props.monitoring, props.topology.isGroup, place.namespace, errors); }
  for (const prop of ['settings', 'primarySettings', 'replicaSettings'] as const) {
    checkServerSettings(prop, props[prop], props, errors);
    checkServerValues(prop, props, errors);
  }
}

function checkMembers(props: ResolvedMySqlProps, errors: Errors): void {
  const { replicas, primaryOrdinal, storage } = props;
  const isCount = checkWhole(errors, {
    code: 'MembersInvalid',
    prop: 'replicas',
    value: replicas,
    of: 'members',
    remedy: replicas === 0 ? 'use 3, and kubectl scale to stop the members temporarily' : 'use 3',
  }, 1, MAX_MEMBERS);
  if (isCount && !isIntegerIn(primaryOrdinal, 0, replicas - 1)) {
    errors.add('PrimaryOrdinalUnknown', {
      rule: `primaryOrdinal must be the ordinal of a member, 0 to ${replicas - 1}`,
      got: primaryOrdinal,
      remedy: 'use a member that has the data',
    });
  }
  checkSize(errors, {
    code: 'StorageInvalid',
    prop: 'storage',
    value: storage,
    because: 'the redo and undo logs of an empty server take more than half of it',
    remedy: 'use Size.gibibytes(20)',
  }, LEAST_STORAGE_MIB);
  checkImageMaker(props, 'MySQL', DEFAULTS.image, errors);
  checkImageSeries(props.image, OLDEST_SERIES, errors);
}

/** The server denies access to another user, because auth_socket looks up its name in the image. */
function checkUser({ user, security }: ResolvedMySqlProps, errors: Errors): void {
  if (user !== undefined && user !== MYSQL_USER) {
    errors.add('UserNotMySql', {
      rule: `user must be ${MYSQL_USER}, the user mysql of the image, because the scripts and probes log in as the account of that name, `
        + 'without a password',
      got: user,
      remedy: `omit it, and set the user ID of mysql to ${MYSQL_USER} in a custom image`,
    });
  }
  if (security?.isUserAssigned) {
    errors.add('UserNotAssignable', {
      rule: `security must let the pods run as ${MYSQL_USER}, the user mysql of the image, because the scripts and probes log in as the `
        + 'account of that name',
      got: 'PodSecurity.assignedUser()',
      remedy: 'omit it, and on OpenShift grant the SecurityContextConstraints nonroot-v2 to the service account of the pods',
    });
  }
}

function checkSizes(props: ResolvedMySqlProps, errors: Errors): void {
  const { maxConnections, bufferPool, resources, replicaParallelWorkers } = props;
  const hasConnections = checkWhole(errors, {
    code: 'MaxConnectionsInvalid',
    prop: 'maxConnections',
    value: maxConnections,
    because: 'the members and probes use some of them',
    remedy: 'omit it for the default (151)',
  }, MIN_CONNECTIONS, MAX_CONNECTIONS);
  const badPool = bufferPool !== undefined && !(isPositiveSize(bufferPool) && mebibytesOf(bufferPool) >= SERVER_MINIMUM_POOL_MIB
    && Number.isInteger(mebibytesOf(bufferPool)));
  if (badPool) {
    errors.add('BufferPoolInvalid', {
      rule: `bufferPool must be a Size of whole MiB, ${SERVER_MINIMUM_POOL_MIB} MiB or more`,
      got: formatSize(bufferPool),
      remedy: 'omit it for the default (half of the memory limit), or use Size.gibibytes(2)',
    });
  }
  checkWhole(errors, {
    code: 'ParallelWorkersInvalid',
    prop: 'replicaParallelWorkers',
    value: replicaParallelWorkers,
    remedy: 'omit it for the default (4)',
  }, 1, MAX_WORKERS);
  if (badPool || !hasConnections || !isPositiveSize(resources?.memory?.limit)) { return; }
  const needed = memoryNeededMiB(props);
  if (needed > (memoryLimitMiB(props) ?? Infinity)) {
    errors.add('MemoryTooSmall', {
      rule: `resources.memory.limit must be at least ${needed} MiB, because otherwise the kernel kills the server, which needs `
        + `${bufferPoolMiB(props)} MiB for bufferPool, 5 % of it for its lists, and ${memoryBesidePoolMiB(props)} MiB for itself (400) `
        + 'and its connections (1 each)',
      got: formatSize(resources?.memory?.limit),
      remedy: 'raise the limit, or lower bufferPool or maxConnections',
    });
  }
}

function checkTimes({ binlogRetention, maxLag, timeZone }: ResolvedMySqlProps, errors: Errors): void {
  if (binlogRetention !== undefined && !isWholeSeconds(binlogRetention, 3600, MAX_SECONDS)) {
    errors.add('BinlogRetentionInvalid', {
      rule: 'binlogRetention must be whole seconds, an hour or more, because otherwise a restarted replica would have to be cloned again',
      got: formatSeconds(binlogRetention),
      remedy: 'omit it for the default (7 days)',
    });
  }
  checkSeconds(errors, { code: 'MaxLagInvalid', prop: 'maxLag', value: maxLag, remedy: 'use Duration.seconds(30), or omit it' }, 1);
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    errors.add('TimeZoneInvalid', {
      rule: 'timeZone must be SYSTEM or an offset from -13:59 to +14:00, because the tables of named zones are empty when the server '
        + 'starts for the first time',
      got: timeZone,
      remedy: /^(utc|gmt|z)$/i.test(timeZone) ? 'use +00:00'
        : 'use an offset such as +02:00, and SET time_zone for named zones once their tables are loaded',
    });
  }
}

/** https://dev.mysql.com/doc/refman/8.4/en/time-zone-support.html */
function isTimeZone(timeZone: unknown): boolean {
  const [, sign, hours, minutes] = /^([-+])(\d\d?):([0-5]\d)$/.exec(`${timeZone}`) ?? [];
  const offset = Number(`${sign}${Number(hours) * 60 + Number(minutes)}`);
  return timeZone === 'SYSTEM' || (offset > -14 * 60 && offset <= 14 * 60);
}

function checkNames({ characterSet }: ResolvedMySqlProps, errors: Errors): void {
  if (characterSet !== undefined && !CHARACTER_SETS.includes(characterSet)) {
    errors.add('CharacterSetUnknown', {
      rule: 'characterSet must be a character set of the server',
      got: characterSet,
      remedy: /^utf-?8$/i.test(characterSet) ? 'use utf8mb4' : 'omit it for the default (utf8mb4), or use latin1',
    });
  }
}
