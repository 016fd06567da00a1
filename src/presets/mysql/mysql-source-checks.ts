import { ResolvedMySqlProps } from './mysql-defaults';
import type { ExternalMySqlOptions } from './mysql-source';
import { isDnsSubdomain } from '../../checks/dns';
import type { Errors } from '../../checks/errors';
import { checkWhole } from '../../checks/ranges';

const HIGHEST_PORT = 65_535;

/** Server IDs have 32 bits, and ordinals two digits. */
const MAX_PREFIX = 9_999_999;

/** The rules of a set that follows another server. */
export function checkSource(props: ResolvedMySqlProps, errors: Errors): void {
  const { source, serverIdPrefix } = props;
  checkWhole(errors, {
    code: 'ServerIdPrefixInvalid',
    prop: 'serverIdPrefix',
    value: serverIdPrefix,
    because: 'the ordinal follows it in a server ID of 32 bits',
    remedy: 'use 2, or omit it for the default (1)',
  }, 1, MAX_PREFIX);
  if (!source) { return; }
  checkFirstData(props, errors);
  checkAddress(source.options, errors);
}

function checkFirstData({ firstBoot, adopt, topology }: ResolvedMySqlProps, errors: Errors): void {
  if (firstBoot || adopt) {
    errors.add('SourceWithOtherData', {
      rule: 'firstBoot and adopt must be off with source, because the first data of the set is a copy of the source',
      got: firstBoot ? 'firstBoot: true' : 'adopt',
      remedy: 'remove them, or remove source',
    });
  }
  if (topology.isGroup) {
    errors.add('SourceOfGroup', {
      rule: 'topology must be MySqlTopology.replication() with source, because the elected primary of a group opens without a cut-over',
      got: 'MySqlTopology.groupReplication()',
      remedy: 'remove topology, and change it after the cut-over',
    });
  }
}

function checkAddress({ host, port, user }: ExternalMySqlOptions, errors: Errors): void {
  if (!isDnsSubdomain(host)) {
    errors.add('SourceHostInvalid', {
      rule: 'source.host must be a host name in lower case, or an IPv4 address',
      got: host,
      remedy: 'use the name of a Service, such as mysql.old.svc.cluster.local, and put the port into port',
    });
  }
  checkWhole(errors, {
    code: 'SourcePortInvalid', prop: 'source.port', value: port, remedy: 'omit it for the default (3306)',
  }, 1, HIGHEST_PORT);
  if (!/^[^\s\p{Cc}'"\\]{1,32}$/u.test(user)) {
    errors.add('SourceUserInvalid', {
      rule: 'source.user must be 1 to 32 characters without spaces, quotation marks and backslashes',
      got: user,
      remedy: 'create an account for this set, such as follower',
    });
  }
}
