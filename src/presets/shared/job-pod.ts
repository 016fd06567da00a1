import { containerSecurityContext, securitySpec } from '../../blocks/security';
import { baseName } from '../../checks/path';
import { kplus } from '../../kplus';
import { StatefulAppProps } from '../../stateful-app-props';
import { Json } from '../../values/manifest';
import { resourcesSpec } from '../../values/resources';
import { secretMounts, secretVolumes } from '../../values/secret-files';

/** Labels of a Job's pods. They differ from those of the set, whose Services would otherwise send clients to the Job. */
export function jobPodLabels(set: string, job: string): Record<string, string> {
  return { 'app.kubernetes.io/name': `${set}-${job}`, 'app.kubernetes.io/part-of': set };
}

/** A Job that runs one script of a preset. */
interface JobPod {
  readonly labels: Record<string, string>;
  readonly annotations?: Record<string, string>;

  readonly container: string;

  /** Blueprint of the set, whose image and security the Job uses. */
  readonly blueprint: StatefulAppProps;

  /** Path of the script in the pod. */
  readonly script: string;
  readonly env: Json[];
  readonly resources: kplus.ContainerResources;

  /** Name of the ConfigMap whose keys are the files. */
  readonly configMap: string;
  readonly files: { readonly [path: string]: string };
  readonly secrets: Record<string, kplus.SecretValue>;

  /** Directory in memory for credentials in the format that a client reads. */
  readonly run: string;

  /** Claims that the script writes to, by directory. */
  readonly claims?: { readonly [directory: string]: string };
}

/** The template of the Job's pods. */
export function jobPodTemplate(pod: JobPod): Json {
  const { labels, annotations, container, blueprint, script, env, resources, configMap, files, secrets, run, claims = {} } = pod;
  return {
    metadata: { labels, annotations },
    spec: {
      ...securitySpec(blueprint),
      restartPolicy: 'Never',
      containers: [{
        name: container,
        image: blueprint.image,
        imagePullPolicy: blueprint.imagePullPolicy,
        command: ['bash', script],
        env,
        resources: resourcesSpec(resources),
        securityContext: containerSecurityContext(blueprint),
        volumeMounts: [
          ...Object.keys(claims).map(directory => ({ name: baseName(directory), mountPath: directory })),
          ...Object.entries(files).map(([path, key]) => ({ name: 'files', mountPath: path, subPath: key, readOnly: true })),
          ...secretMounts(secrets, baseName),
          { name: 'run', mountPath: run },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      }],
      volumes: [
        ...Object.entries(claims).map(([directory, claimName]) => ({ name: baseName(directory), persistentVolumeClaim: { claimName } })),
        { name: 'files', configMap: { name: configMap } },
        ...secretVolumes(secrets, baseName),
        { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
        { name: 'tmp', emptyDir: {} },
      ],
    },
  };
}
