import { PostgreSqlAccess } from './postgresql-access';
import { REPLICATION_USER, REWIND_USER, SUPERUSER } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { connectionType, memberOptions } from './postgresql-tls';

/** The lines of `pg_hba.conf`. The first one that matches applies. */
export function accessRules({ tls, access = [PostgreSqlAccess.password()] }: ResolvedPostgreSqlProps): string[] {
  const network = connectionType(tls);
  const members = `scram-sha-256${memberOptions(tls)}`;
  return [
    `local all ${SUPERUSER} peer`,
    'local replication,all all scram-sha-256',
    `${network} replication ${REPLICATION_USER} all ${members}`,
    `${network} all ${REWIND_USER} all ${members}`,
    `host replication,all ${REPLICATION_USER},${REWIND_USER} all reject`,
    ...access.map(rule => ruleLine(network, rule)),
  ];
}

function ruleLine(network: string, { method, options: { databases, users, address } }: PostgreSqlAccess): string {
  const type = method.startsWith('cert') || method.includes('clientcert') ? 'hostssl' : network;
  return [method === 'reject' ? 'host' : type, names(databases), names(users), address ?? 'all', method].join(' ');
}

/** Names are quoted, because otherwise `all` or `replication` would be a keyword. */
function names(given: string[] | undefined): string {
  return given?.map(name => name.startsWith('+') ? `+${quoted(name.slice(1))}` : quoted(name)).join(',') ?? 'all';
}

function quoted(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}
