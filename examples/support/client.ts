import { Size } from 'cdk8s';
import { Capability, ContainerResources, Cpu, Deployment, ImagePullPolicy, SeccompProfileType, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** A client that runs a script with the tools in the image of a server. Your application has a separate image. */
export interface ClientProps {
  readonly image: string;
  /** Numeric user of the image. */
  readonly user: number;
  /** The bash script, as a string. */
  readonly script: string;
  readonly resources: ContainerResources;
  /** @default 1 */
  readonly replicas?: number;
}

/** A Deployment that meets the restricted Pod Security Standard. Its name and the value of its label `app` are the id in lower case. */
export function client(scope: Construct, id: string, { image, user, script, resources: limits, replicas = 1 }: ClientProps): Deployment {
  const name = id.toLowerCase();
  const deployment = new Deployment(scope, id, {
    // Flux would substitute variables of the script
    metadata: { name, annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } },
    podMetadata: { labels: { app: name } },
    replicas,
    securityContext: { user, group: user },
    containers: [{
      name,
      image,
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      command: ['bash', '-c', script],
      resources: limits,
      securityContext: {
        user,
        group: user,
        capabilities: { drop: [Capability.ALL] },
        seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
      },
    }],
  });
  deployment.containers[0].mount('/tmp', Volume.fromEmptyDir(deployment, 'Tmp', 'tmp'));
  return deployment;
}

/** The same value as request and limit of memory, and 1 GiB of ephemeral storage. */
export function resources(request: Cpu, limit: Cpu, memory: Size): ContainerResources {
  return {
    cpu: { request, limit },
    memory: { request: memory, limit: memory },
    ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
  };
}
