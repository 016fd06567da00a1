import { checkFactory } from '../checks/calls';
/** Options of a port in addition to its number. */
export interface PortOptions {
  /**
   * Name of the port, at most 15 lower-case letters, digits and dashes. Services, probes and network policies refer to it.
   * @default - no name, which Kubernetes allows for a single port
   */
  readonly name?: string;

  /**
   * Opens the port to clients. If `false`, for example for metrics, the port is on no Service, and `networkAccess` does not open it to
   * clients. Open it with `allowFrom(peer, port)`.
   *
   * @default true
   */
  readonly forClients?: boolean;
}

/**
 * A port that a container listens on. Ports of the main container are also on the Services, if they are for clients. A port of another
 * container is on those client Services whose `ports` name it.
 */
export class Port {
  /** A TCP port. */
  public static tcp(number: number, options: PortOptions = {}): Port {
    checkFactory('Port.tcp', number, options);
    return new Port(number, 'TCP', options.forClients ?? true, options.name);
  }

  /** A UDP port. */
  public static udp(number: number, options: PortOptions = {}): Port {
    checkFactory('Port.udp', number, options);
    return new Port(number, 'UDP', options.forClients ?? true, options.name);
  }

  /** An SCTP port. */
  public static sctp(number: number, options: PortOptions = {}): Port {
    checkFactory('Port.sctp', number, options);
    return new Port(number, 'SCTP', options.forClients ?? true, options.name);
  }

  private constructor(
    /** The number, 1 to 65535. */
    public readonly number: number,
    /** `TCP`, `UDP` or `SCTP`. */
    public readonly protocol: string,
    /** Whether clients may use the port. */
    public readonly forClients: boolean,
    /**
     * The name by which Services, probes and network policies refer to the port.
     * @default - no name
     */
    public readonly name?: string,
  ) {}
}

/** TCP is the default of Kubernetes and is left out, as in manifests written by hand. */
export function protocolField(port: Port): string | undefined {
  return port.protocol === 'TCP' ? undefined : port.protocol;
}

export function isPortNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}
