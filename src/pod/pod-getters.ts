import { Duration } from 'cdk8s';
import { kplus } from '../kplus';
import { Json } from '../values/manifest';

/** Objects whose names the pod's spec contains. */
interface PodReferences {
  readonly serviceAccount?: kplus.IServiceAccount;
  readonly imagePullSecrets?: kplus.ISecret[];
}

/** Props by which the getters of cdk8s-plus return the values of the pod's spec. Fields that it leaves out have the Kubernetes default. */
export function gettersOf(spec: Json, { serviceAccount, imagePullSecrets }: PodReferences): kplus.AbstractPodProps {
  const { securityContext = {}, terminationGracePeriodSeconds = 30 } = spec;
  return {
    serviceAccount,
    // cdk8s-plus knows one Secret
    dockerRegistryAuth: imagePullSecrets?.[0],
    automountServiceAccountToken: spec.automountServiceAccountToken ?? true,
    terminationGracePeriod: Duration.seconds(terminationGracePeriodSeconds),
    securityContext: {
      user: securityContext.runAsUser,
      group: securityContext.runAsGroup,
      fsGroup: securityContext.fsGroup,
      fsGroupChangePolicy: securityContext.fsGroupChangePolicy ?? kplus.FsGroupChangePolicy.ALWAYS,
      ensureNonRoot: securityContext.runAsNonRoot ?? false,
    },
  };
}

/** As `gettersOf`, for a container that the library renders. */
export function containerGettersOf({ imagePullPolicy, restartPolicy, securityContext = {} }: Json): Partial<kplus.ContainerProps> {
  return {
    imagePullPolicy: imagePullPolicy ?? kplus.ImagePullPolicy.IF_NOT_PRESENT,
    restartPolicy,
    securityContext: {
      user: securityContext.runAsUser,
      group: securityContext.runAsGroup,
      ensureNonRoot: securityContext.runAsNonRoot ?? false,
      allowPrivilegeEscalation: securityContext.allowPrivilegeEscalation ?? true,
      readOnlyRootFilesystem: securityContext.readOnlyRootFilesystem ?? false,
    },
  };
}
