import { Duration } from 'cdk8s';
import { Json, sortKeys } from './manifest';
import { checkFactory } from '../checks/calls';
import { secondsOf } from '../checks/seconds';

/** Timing of a probe. Every default is that of Kubernetes. */
export interface AppProbeOptions {
  /**
   * Time between the start of the container and the first check, at most an hour.
   * @default Duration.seconds(0)
   */
  readonly initialDelay?: Duration;

  /**
   * Time between two checks, at most 30 minutes.
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * Time within which the probe must get a response, at most 30 minutes.
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * Consecutive failures after which the probe has failed. For a startup probe, the server has `failureThreshold` times `period` to start.
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * Consecutive successes after which the probe has succeeded again.
   * @default 1
   */
  readonly successThreshold?: number;
}

/** Options of a probe that connects to a port. */
export interface PortProbeOptions extends AppProbeOptions {
  /**
   * Number of the port.
   * @default - the container's first port
   */
  readonly port?: number;

  /**
   * Name of the port. Set it instead of the number.
   * @default - the container's first port
   */
  readonly portName?: string;
}

/** Options of an HTTP probe. */
export interface HttpProbeOptions extends PortProbeOptions {
  /**
   * Scheme of the request, `HTTP` or `HTTPS`. The certificate is not verified.
   * @default 'HTTP'
   */
  readonly scheme?: string;

  /**
   * Headers of the request.
   * @default - only the kubelet's headers
   */
  readonly headers?: { [name: string]: string };
}

/** Options of a probe with the gRPC health protocol. */
export interface AppGrpcProbeOptions extends AppProbeOptions {
  /** Number of the port. gRPC probes do not accept names. */
  readonly port: number;

  /**
   * Service name in the health request.
   * @default ''
   */
  readonly service?: string;
}

/** Check by which the kubelet finds out whether a container is started, ready or alive. */
export class AppProbe {
  /** Runs a command in the container. The probe succeeds if the command exits with 0. */
  public static exec(command: string[], options: AppProbeOptions = {}): AppProbe {
    checkFactory('AppProbe.exec', command, options);
    return new AppProbe('exec', { command }, options);
  }

  /** Opens a TCP connection. The probe succeeds if the port accepts it. */
  public static tcp(options: PortProbeOptions = {}): AppProbe {
    checkFactory('AppProbe.tcp', options);
    return new AppProbe('tcpSocket', {}, options, options.portName ?? options.port);
  }

  /** Requests a path by HTTP. The probe succeeds with any status from 200 to 399. */
  public static http(path: string, options: HttpProbeOptions = {}): AppProbe {
    checkFactory('AppProbe.http', path, options);
    const httpHeaders = options.headers && Object.entries(sortKeys(options.headers)).map(([name, value]) => ({ name, value }));
    return new AppProbe('httpGet', { path, scheme: options.scheme, httpHeaders }, options, options.portName ?? options.port);
  }

  /** Sends a request of the gRPC health protocol. */
  public static grpc(options: AppGrpcProbeOptions): AppProbe {
    checkFactory('AppProbe.grpc', options);
    return new AppProbe('grpc', { service: options.service }, options, options.port);
  }

  private constructor(
    private readonly handler: string,
    private readonly action: Json,
    /** Timing of the probe. */
    public readonly options: AppProbeOptions,
    private readonly target?: string | number,
  ) {}

  /**
   * The port of the probe, by name or number.
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

/** Hook that runs in a container right after its start or right before its end. */
export class LifecycleHook {
  /** Runs a command in the container. */
  public static exec(command: string[]): LifecycleHook {
    checkFactory('LifecycleHook.exec', command);
    return new LifecycleHook({ exec: { command } });
  }

  /** Requests a path by HTTP from the container. */
  public static http(path: string, port: number): LifecycleHook {
    checkFactory('LifecycleHook.http', path, port);
    return new LifecycleHook({ httpGet: { path, port } });
  }

  /** Waits, so that Services remove the pod before it ends. Requires Kubernetes 1.30. */
  public static sleep(duration: Duration): LifecycleHook {
    checkFactory('LifecycleHook.sleep', duration);
    return new LifecycleHook({ sleep: { seconds: secondsOf(duration) } });
  }

  private constructor(
    /** The hook in the format of a container's spec. */
    public readonly spec: { [field: string]: any },
  ) {}
}
