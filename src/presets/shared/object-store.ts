import { NetworkPeer } from '../../blocks/network';
import { isDnsSubdomain } from '../../checks/dns';
import type { Errors } from '../../checks/errors';
import { kplus } from '../../kplus';
import { isPortNumber } from '../../values/port';

/** A directory of a bucket in an object store that has the protocol of S3, reached over TLS. */
export interface ObjectStoreDirectory {
  /** Host of the object store, with a port if it is not 443: `s3.eu-central-1.amazonaws.com`, `store.example.com:9000`. */
  readonly endpoint: string;

  /** Name of the bucket, which must exist. */
  readonly bucket: string;

  /** Directory in the bucket, which belongs to one set alone: `/shop/postgresql`. */
  readonly path: string;

  /**
   * Region of the bucket.
   * @default 'us-east-1'
   */
  readonly region?: string;

  /** Id of the access key, in an existing Secret. The key must be allowed to list, read, write and delete the objects of the directory. */
  readonly accessKey: kplus.SecretValue;

  /** Secret part of the access key, in an existing Secret. */
  readonly secretKey: kplus.SecretValue;

  /**
   * Authority that signed the certificate of the object store, in PEM.
   * @default - the authorities of the image
   */
  readonly authority?: kplus.SecretValue;

  /**
   * The bucket is a part of the path of each request and not of the host name, as MinIO and most other stores outside of clouds need it.
   * @default false
   */
  readonly pathStyle?: boolean;

  /**
   * The object store as a network peer. Required if `networkAccess` is isolated.
   * @default - no additional connection is opened
   */
  readonly server?: NetworkPeer;
}

/** The port of the object store. */
export function storePort({ endpoint }: ObjectStoreDirectory): number {
  return Number(endpoint.split(':')[1] ?? 443);
}

/** The same text for the same directory. */
export function placeOf({ endpoint, bucket, path }: ObjectStoreDirectory): string {
  return [endpoint, bucket, path].join(' ');
}

/** The keys as files of a directory: `access-key`, `secret-key` and, if it is given, `ca.crt`. */
export function storeKeys(directory: string, { accessKey, secretKey, authority }: ObjectStoreDirectory): Record<string, kplus.SecretValue> {
  return {
    [`${directory}/access-key`]: accessKey,
    [`${directory}/secret-key`]: secretKey,
    ...authority ? { [`${directory}/ca.crt`]: authority } : {},
  };
}

/** The program that connects to a store, and an example of a path for it. */
interface StoreUser {
  readonly program: string;
  readonly example: string;
}

export function checkStore(
  prop: string, { program, example }: StoreUser, store: ObjectStoreDirectory, isIsolated: boolean, errors: Errors,
): void {
  const { endpoint, bucket, path, region, server } = store;
  const [host, port, ...more] = endpoint.split(':');
  if (!isDnsSubdomain(host) || more.length > 0 || (port !== undefined && !(/^\d+$/.test(port) && isPortNumber(Number(port))))) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.endpoint must be a host name, optionally with a port, because ${program} connects over TLS and verifies the name`,
      got: endpoint,
      remedy: 'use s3.eu-central-1.amazonaws.com or store.example.com:9000',
    });
  }
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.bucket must be 3 to 63 lower-case letters, digits, dots and dashes`, got: bucket, remedy: 'use a name such as backups',
    });
  }
  if (!/^(\/[A-Za-z0-9_.-]+)+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path)) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.path must begin with a slash, end without one, and have letters, digits, dots, dashes and underscores between slashes`,
      got: path,
      remedy: `use a path such as ${example}`,
    });
  }
  if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.region must be lower-case letters, digits and dashes`, got: region, remedy: 'omit it for the default (us-east-1)',
    });
  }
  if (isIsolated && server === undefined) {
    errors.add('RepositoryUnreachable', {
      rule: `${prop}.server must be set if networkAccess is isolated, because otherwise the members cannot connect to the object store`,
      got: undefined,
      remedy: 'use server: NetworkPeer.cidr(\'10.0.0.0/8\') with the addresses of the store',
    });
  }
}
