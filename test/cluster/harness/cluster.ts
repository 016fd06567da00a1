import {
  AppsV1Api, CoreV1Api, EventsV1Api, HttpMethod, KubeConfig, KubernetesObjectApi, PatchStrategy, VersionApi, type KubernetesObject,
} from '@kubernetes/client-node';

/** The cluster that KUBECONFIG points to: the only thing that the harness takes from its surroundings. */
export class Cluster {
  public static fromEnvironment(): Cluster {
    if (!process.env.KUBECONFIG) {
      throw new Error('KUBECONFIG is not set: the cluster tests run on the cluster that it names, and guess none');
    }
    const config = new KubeConfig();
    config.loadFromDefault();
    return new Cluster(config);
  }

  public readonly core: CoreV1Api;
  public readonly apps: AppsV1Api;
  public readonly events: EventsV1Api;
  public readonly objects: ObjectApi;

  constructor(public readonly config: KubeConfig) {
    this.core = config.makeApiClient(CoreV1Api);
    this.apps = config.makeApiClient(AppsV1Api);
    this.events = config.makeApiClient(EventsV1Api);
    this.objects = ObjectApi.makeApiClient(config) as ObjectApi;
  }

  /** `v1.37.2`: what the API server is. */
  public async version(): Promise<string> {
    return (await this.config.makeApiClient(VersionApi).getCode()).gitVersion;
  }
}

/**
 * Adds an apply that sends the manifest as it is: the client's own one drops every field that it does not know, and with it what a typo
 * hides.
 */
export class ObjectApi extends KubernetesObjectApi {
  public static override makeApiClient(config: KubeConfig): ObjectApi {
    return config.makeApiClient(ObjectApi);
  }

  public async isNamespaced(manifest: KubernetesObject): Promise<boolean> {
    const resource = await this.resource(manifest.apiVersion ?? 'v1', manifest.kind ?? '');
    if (!resource) { throw new Error(`the cluster knows no ${manifest.apiVersion} ${manifest.kind}`); }
    return resource.namespaced;
  }

  public async apply(manifest: KubernetesObject, fieldManager: string): Promise<KubernetesObject> {
    const path = await this.specUriPath(manifest, 'patch');
    const request = this.configuration.baseServer.makeRequestContext(path, HttpMethod.PATCH);
    request.setHeaderParam('Accept', 'application/json');
    request.setHeaderParam('Content-Type', PatchStrategy.ServerSideApply);
    request.setQueryParam('fieldManager', fieldManager);
    request.setQueryParam('force', 'true');
    request.setBody(JSON.stringify(manifest));
    return this.requestPromise<KubernetesObject>(request);
  }
}

/** The HTTP status of a refused request; undefined for any other failure. */
export function httpStatus(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/** The server's own sentence of a refused request, without headers and stack. */
export function reason(error: unknown): string {
  const body: unknown = typeof error === 'object' && error !== null && 'body' in error ? error.body : undefined;
  const status: unknown = typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : body;
  if (typeof status === 'object' && status !== null && 'message' in status) { return String(status.message); }
  return error instanceof Error ? error.message : String(error);
}

/** What `request` answers, or undefined where there is no such object. */
export async function orAbsent<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (httpStatus(error) === 404) { return undefined; }
    throw error;
  }
}
