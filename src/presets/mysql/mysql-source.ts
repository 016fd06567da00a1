import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** A server outside the set, and the account by which the set follows it. */
export interface ExternalMySqlOptions {
  /** Host name or IPv4 address of the server, or of what leads to it, such as a Service. */
  readonly host: string;

  /**
   * Port of the server.
   * @default 3306
   */
  readonly port?: number;

  /**
   * Name of the account on the source. `docs/presets/mysql/operations.md`, 'Follow another server', has the privileges that it needs.
   *
   * @see https://dev.mysql.com/doc/refman/9.7/en/replication-howto-repuser.html
   */
  readonly user: string;

  /** The account's password, in an existing Secret. It has at most 32 bytes, as `accounts.replicationPassword`. */
  readonly password: kplus.SecretValue;

  /**
   * Certificate of the authority that signed the source's certificate, as PEM in an existing Secret. With it, the members verify the
   * certificate, which must be valid for `host`. Connections are encrypted in any case.
   *
   * @default - the source's identity is not verified
   */
  readonly authority?: kplus.SecretValue;

  /**
   * Ends following. The primary makes the source read-only if the account may do that, waits until the set has all of its transactions,
   * and accepts writes. No pods restart. It cannot be undone by a change of this prop.
   *
   * @default false
   */
  readonly cutOver?: boolean;
}

/** A server that the set follows until it takes its place. */
export class MySqlSource {
  /**
   * A server of the image's series, of the previous series with long-term support, or of one between them: 8.4 or 9.7. The set is a copy of
   * the whole server with its accounts.
   *
   * @param options address, account and cut-over
   */
  public static external(options: ExternalMySqlOptions): MySqlSource {
    checkFactory('MySqlSource.external', options);
    return new MySqlSource(options);
  }

  private constructor(
    /** Address, account and cut-over. */
    public readonly options: ExternalMySqlOptions,
  ) {}
}
