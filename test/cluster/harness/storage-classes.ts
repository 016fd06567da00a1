import { StorageV1Api } from '@kubernetes/client-node';
import type { CaseContext } from './case-context';

/** A storage class whose volumes can grow, if the cluster has one. */
export async function expandableClass({ cluster }: CaseContext): Promise<string | undefined> {
  const { items } = await cluster.config.makeApiClient(StorageV1Api).listStorageClass();
  return items.find(({ allowVolumeExpansion }) => allowVolumeExpansion)?.metadata?.name;
}
