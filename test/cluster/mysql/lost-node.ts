import type { KubernetesObject, V1StatefulSet } from '@kubernetes/client-node';

/** The set while the node of ordinal 0 is gone: its pod is nowhere, and its claim stays what it was. */
export function withoutOrdinalZero(manifests: KubernetesObject[]): KubernetesObject[] {
  return manifests.map(manifest => {
    if (manifest.kind !== 'StatefulSet') { return manifest; }
    const { spec, ...rest } = manifest as V1StatefulSet;
    return { ...rest, spec: { ...spec, ordinals: { start: 1 }, replicas: (spec?.replicas ?? 1) - 1 } } as KubernetesObject;
  });
}
