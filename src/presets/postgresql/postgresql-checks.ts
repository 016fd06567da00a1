import { Size } from 'cdk8s';
import { postgreSqlBlueprint } from './postgresql-blueprint';
import { MAX_MEMBERS } from './postgresql-contract';
import { DEFAULTS, ResolvedPostgreSqlProps } from './postgresql-defaults';
import { PostgreSqlProps } from './postgresql-props';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { checkSeconds, checkSize, checkWhole } from '../../checks/ranges';
import { kplus } from '../../kplus';
import { checkPasswords } from '../shared/passwords';
import { Place, PresetRules } from '../shared/rules';

/** The server keeps up to 1 GiB of write-ahead log (`max_wal_size`) and allocates it in files of 16 MiB. */
const LEAST_STORAGE_MIB = 1024;

/** Patroni rejects a shorter time: https://patroni.readthedocs.io/en/latest/dynamic_configuration.html */
const LEAST_TTL = 20;

/** The rules of the props that only PostgreSQL has. */
export const RULES: PresetRules<PostgreSqlProps, typeof DEFAULTS> = {
  preset: 'PostgreSql',
  defaults: DEFAULTS,
  check: checkPostgreSql,
  blueprints: props => [postgreSqlBlueprint(props)],
  optional: ['durability', 'ttl', 'maxLag', 'access', 'sharedBuffers', 'maxConnections', 'maxSlotWal', 'settings', 'security'],
  placeholders: ({ replicas }) => {
    const password = { secret: { name: 'any' }, key: 'any' } as kplus.SecretValue;
    return {
      replicas: isIntegerIn(replicas, 1, MAX_MEMBERS) ? replicas : 3,
      storage: Size.gibibytes(10),
      accounts: { superuserPassword: password, replicationPassword: password },
    };
  },
};

function checkPostgreSql(props: ResolvedPostgreSqlProps, errors: Errors, { namespace }: Place): void {
  const { replicas, storage, ttl, maxLag, accounts, networkAccess, apiServer } = props;
  checkWhole(errors, {
    code: 'MembersInvalid',
    prop: 'replicas',
    value: replicas,
    of: 'members',
    remedy: replicas === 0 ? 'use 3, and kubectl scale to stop the members temporarily' : 'use 3',
  }, 1, MAX_MEMBERS);
  checkSize(errors, {
    code: 'StorageInvalid',
    prop: 'storage',
    value: storage,
    because: 'the write-ahead log alone may take that much',
    remedy: 'use Size.gibibytes(20)',
  }, LEAST_STORAGE_MIB);
  void ttl; void maxLag; void checkSeconds; void LEAST_TTL; void networkAccess; void apiServer; void namespace;
  checkPasswords([
    ['accounts.superuserPassword', accounts.superuserPassword],
    ['accounts.replicationPassword', accounts.replicationPassword],
    ['accounts.application.password', accounts.application?.password],
  ], errors);
}
