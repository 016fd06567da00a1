import { Duration } from 'cdk8s';
import { Json } from './manifest';
import { checkFactory } from '../checks/calls';
import { secondsOf } from '../checks/seconds';

/** When and how often a probe looks. Every default is Kubernetes' own. */
export interface ProbeOptions {
  /**
   * Wait after the container's start.
   * @default Duration.seconds(0)
   */
  readonly initialDelay?: Duration;

  /**
   * Time between two looks.
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * How long an answer may take.
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * Failures in a row until the probe has failed. For a startup probe, `failureThreshold` times `period` is the time that the server may
   * take.
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * Successes in a row until the probe has succeeded again.
   * @default 1
   */
  readonly successThreshold?: number;
}

/** A probe of a port. */
export interface PortProbeOptions extends ProbeOptions {
  /**
   * Number of the port.
   * @default - the container's first port
   */
  readonly port?: number;

  /**
   * Name of the port, instead of its number.
   * @default - the container's first port
   */
  readonly portName?: string;
}

/** A probe by HTTP. */
export interface HttpProbeOptions extends PortProbeOptions {
  /**
   * `HTTP` or `HTTPS`; a certificate is not verified.
   * @default 'HTTP'
   */
  readonly scheme?: string;

  /**
   * Headers of the request.
   * @default - the kubelet's own
   */
  readonly headers?: { [name: string]: string };
}

/** A probe by the gRPC health protocol. */
export interface GrpcProbeOptions extends ProbeOptions {
  /** Number of the port: gRPC probes know no names. */
  readonly port: number;

  /**
   * Service name in the health request.
   * @default ''
   */
  readonly service?: string;
}

/** How the kubelet finds out whether a container is started, ready or alive. */
export class Probe {
  /** Runs a command in the container; it is well when the command exits with 0. */
  public static exec(command: string[], options: ProbeOptions = {}): Probe {
    checkFactory('Probe.exec', command, options);
    return new Probe('exec', { command }, options);
  }

  /** Opens a TCP connection. */
  public static tcp(options: PortProbeOptions = {}): Probe {
    checkFactory('Probe.tcp', options);
    return new Probe('tcpSocket', {}, options, options.portName ?? options.port);
  }

  /** Gets a path by HTTP; any status from 200 to 399 is well. */
  public static http(path: string, options: HttpProbeOptions = {}): Probe {
    checkFactory('Probe.http', path, options);
    const httpHeaders = options.headers && Object.entries(options.headers).map(([name, value]) => ({ name, value }));
    return new Probe('httpGet', { path, scheme: options.scheme, httpHeaders }, options, options.portName ?? options.port);
  }

  /** Asks by the gRPC health protocol. */
  public static grpc(options: GrpcProbeOptions): Probe {
    checkFactory('Probe.grpc', options);
    return new Probe('grpc', { service: options.service }, options, options.port);
  }

  private constructor(
    private readonly handler: string,
    private readonly action: Json,
    /** When and how often the probe looks. */
    public readonly options: ProbeOptions,
    private readonly target?: string | number,
  ) {}

  /**
   * The port that the probe was told to use, by name or number.
   *
   * @internal
   */
  public _target(): string | number | undefined { return this.target; }

  /**
   * @internal
   */
  public _needsPort(): boolean { return this.handler !== 'exec'; }

  /**
   * @internal
   */
  public _handler(): Json { return { [this.handler]: this.action }; }

  /**
   * @internal
   */
  public _toJson(firstPort?: number): Json {
    const { initialDelay, period, timeout, failureThreshold, successThreshold } = this.options;
    return {
      [this.handler]: this._needsPort() ? { ...this.action, port: this.target ?? firstPort } : this.action,
      initialDelaySeconds: initialDelay && secondsOf(initialDelay),
      periodSeconds: period && secondsOf(period),
      timeoutSeconds: timeout && secondsOf(timeout),
      failureThreshold,
      successThreshold,
    };
  }
}

/** What runs in a container right after its start or right before its end. */
export class LifecycleHook {
  /** Runs a command in the container. */
  public static exec(command: string[]): LifecycleHook {
    checkFactory('LifecycleHook.exec', command);
    return new LifecycleHook({ exec: { command } });
  }

  /** Gets a path by HTTP from the container. */
  public static http(path: string, port: number): LifecycleHook {
    checkFactory('LifecycleHook.http', path, port);
    return new LifecycleHook({ httpGet: { path, port } });
  }

  /** Waits, for a Service to forget the pod. Needs Kubernetes 1.30. */
  public static sleep(duration: Duration): LifecycleHook {
    checkFactory('LifecycleHook.sleep', duration);
    return new LifecycleHook({ sleep: { seconds: secondsOf(duration) } });
  }

  private constructor(
    /** The hook as a container says it. */
    public readonly spec: { [field: string]: any },
  ) {}
}
