import { Size } from 'cdk8s';
import { checkAccess, checkAccounts } from './postgresql-account-checks';
import { checkArchive } from './postgresql-archive-checks';
import { postgreSqlBlueprint } from './postgresql-blueprint';
import { MAX_MEMBERS } from './postgresql-contract';
import { DEFAULTS, ResolvedPostgreSqlProps } from './postgresql-defaults';
import { checkDisruptions, checkDurability } from './postgresql-durability-checks';
import { memoryBesideCacheMiB, memoryLimitMiB, sharedBuffersMiB } from './postgresql-memory';
import { checkMonitoring } from './postgresql-monitoring';
import { PostgreSqlProps } from './postgresql-props';
import { checkServerSettings } from './postgresql-setting-checks';
import type { Errors } from '../../checks/errors';
import { formatSize, isIntegerIn, isPositiveSize, mebibytesOf } from '../../checks/quantity';
import { checkSeconds, checkSize, checkWhole } from '../../checks/ranges';
import { kplus } from '../../kplus';
import { ADDRESS_OF_API } from '../shared/api-access';
import { checkBackup } from '../shared/backup-checks';
import { checkImageMaker } from '../shared/image-maker';
import { Place, PresetRules } from '../shared/rules';

/** An empty cluster has 40 MiB, and the server keeps five files of 16 MiB of write-ahead log (`min_wal_size`), and more for slots. */
const LEAST_STORAGE_MIB = 512;

/** Patroni raises a shorter time: https://patroni.readthedocs.io/en/latest/dynamic_configuration.html */
const LEAST_TTL = 20;
const MOST_TTL = 3600;

/** Patroni raises a lower number. */
const LEAST_CONNECTIONS = 25;
const MOST_CONNECTIONS = 10_000;

/** The rules of the props that only PostgreSQL has. */
export const RULES: PresetRules<PostgreSqlProps, typeof DEFAULTS> = {
  preset: 'PostgreSql',
  defaults: DEFAULTS,
  check: checkPostgreSql,
  blueprints: props => [postgreSqlBlueprint(props)],
  optional: [
    'durability', 'ttl', 'maxLag', 'access', 'sharedBuffers', 'maxConnections', 'maxSlotWal', 'settings', 'security', 'archive',
    'restoreFrom', 'backup', 'monitoring',
  ],
  placeholders: ({ replicas }) => {
    const password = { secret: { name: 'any' }, key: 'any' } as kplus.SecretValue;
    return {
      replicas: isIntegerIn(replicas, 1, MAX_MEMBERS) ? replicas : 3,
      storage: Size.gibibytes(10),
      accounts: { superuserPassword: password, replicationPassword: password },
    };
  },
};

function checkPostgreSql(props: ResolvedPostgreSqlProps, errors: Errors, place: Place): void {
  checkMembers(props, errors);
  checkImage(props, errors);
  checkApi(props, errors, place);
  checkDurability(props, errors);
  checkDisruptions(props, errors);
  checkSizes(props, errors);
  checkSeconds(errors, {
    code: 'TtlInvalid',
    prop: 'ttl',
    value: props.ttl,
    because: 'Patroni replaces a shorter one, and a longer one leaves the set without a primary for as long',
    remedy: 'omit it for the default (20 s)',
  }, LEAST_TTL, MOST_TTL);
  checkAccounts(props, errors);
  checkAccess(props, errors);
  checkServerSettings(props, errors);
  checkArchive(props, errors);
  checkBackup(props, errors);
  if (props.monitoring) { checkMonitoring(props.monitoring, place.namespace, errors); }
}

function checkMembers({ replicas, storage, security }: ResolvedPostgreSqlProps, errors: Errors): void {
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
    because: 'the write-ahead log of an empty server takes up to half of it',
    remedy: 'use Size.gibibytes(20)',
  }, LEAST_STORAGE_MIB);
  if (security?.isUserAssigned) {
    errors.add('UserNotAssignable', {
      rule: 'security must let the pods run as the user postgres of the image, because the server knows its superuser by that name',
      got: 'PodSecurity.assignedUser()',
      remedy: 'omit it, and on OpenShift grant the SecurityContextConstraints nonroot-v2 to the service account of the pods',
    });
  }
}

/** The official image is the base of those that work, and its name is the one that comes to mind. */
function checkImage(props: ResolvedPostgreSqlProps, errors: Errors): void {
  const { image, allowOtherImage } = props;
  if (!allowOtherImage && /^((docker\.io|index\.docker\.io)\/)?(library\/)?postgres([:@].*)?$/.test(image)) {
    errors.add('PatroniMissing', {
      rule: 'image must contain Patroni, which the official image of PostgreSQL lacks',
      got: image,
      remedy: 'build an image from it with the Dockerfile in docs/presets/postgresql/index.md',
    });
    return;
  }
  checkImageMaker(props, 'PostgreSQL', 'an image made from postgres:18', errors);
}

function checkApi({ networkAccess, apiServer }: ResolvedPostgreSqlProps, errors: Errors, { namespace }: Place): void {
  if (networkAccess?.isIsolated && !apiServer) {
    errors.add('ApiServerUnknown', {
      rule: 'apiServer must be set if networkAccess is isolated, because Patroni stores the state of the cluster in the Kubernetes API',
      got: undefined,
      remedy: `use apiServer: NetworkPeer.cidr('10.0.0.1/32') ${ADDRESS_OF_API}`,
    });
  }
  if (namespace === undefined) {
    errors.add('PatroniNamespaceUnknown', {
      rule: 'the namespace must be known, because the binding of the service account contains it',
      got: undefined,
      remedy: 'set namespace on the preset or its chart',
    });
  }
}

function checkSizes(props: ResolvedPostgreSqlProps, errors: Errors): void {
  const { sharedBuffers, maxConnections, maxSlotWal, maxLag, storage, resources } = props;
  const hasConnections = checkWhole(errors, {
    code: 'MaxConnectionsInvalid',
    prop: 'maxConnections',
    value: maxConnections,
    because: 'the members and Patroni use some of them',
    remedy: 'omit it for the default (100)',
  }, LEAST_CONNECTIONS, MOST_CONNECTIONS);
  const hasBuffers = checkMebibytes('sharedBuffers', 'SharedBuffersInvalid', sharedBuffers, 1, errors);
  checkMebibytes('maxLag', 'MaxLagInvalid', maxLag, 1, errors);
  const hasSlotWal = checkMebibytes('maxSlotWal', 'MaxSlotWalInvalid', maxSlotWal, 16, errors);
  if (hasSlotWal && maxSlotWal && isPositiveSize(storage) && mebibytesOf(maxSlotWal) > mebibytesOf(storage) / 2) {
    errors.add('MaxSlotWalTooLarge', {
      rule: 'maxSlotWal must be at most half of storage, because otherwise a replica that is away could fill the primary\'s volume',
      got: formatSize(maxSlotWal),
      remedy: 'omit it for the default (a quarter of storage), or raise storage',
    });
  }
  if (!hasBuffers || !hasConnections || !isPositiveSize(resources?.memory?.limit)) { return; }
  const needed = sharedBuffersMiB(props) + memoryBesideCacheMiB(props);
  if (needed > (memoryLimitMiB(props) ?? Infinity)) {
    errors.add('MemoryTooSmall', {
      rule: `resources.memory.limit must be at least ${needed} MiB, because otherwise the kernel kills the server, which needs `
        + `${sharedBuffersMiB(props)} MiB for sharedBuffers and ${memoryBesideCacheMiB(props)} MiB for itself, Patroni and its connections`,
      got: formatSize(resources?.memory?.limit),
      remedy: 'raise the limit, or lower sharedBuffers or maxConnections',
    });
  }
}

function checkMebibytes(
  prop: string, code: 'MaxLagInvalid' | 'MaxSlotWalInvalid' | 'SharedBuffersInvalid', value: Size | undefined, least: number,
  errors: Errors,
): boolean {
  const isValid = isPositiveSize(value) && mebibytesOf(value) >= least && Number.isInteger(mebibytesOf(value));
  if (value === undefined || isValid) { return true; }
  errors.add(code, {
    rule: `${prop} must be a Size of whole MiB, ${least} MiB or more`,
    got: formatSize(value),
    remedy: 'omit it for the default, or use Size.gibibytes(1)',
  });
  return false;
}
