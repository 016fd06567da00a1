import { Size } from 'cdk8s';
import { kplus } from '../../kplus';
import { isUsableSize, kibibytesOf } from '../../values/quantity';

/** Beyond it the page cache serves better than the heap: Kafka's own documentation runs large clusters with 6 GiB. */
const LARGEST_DEFAULT_HEAP_MIB = 6144;

/** What kafka-server-start.sh gives a broker; a controller does with half of it. */
const HEAP_WITHOUT_LIMIT_MIB = { broker: 1024, controller: 512 };

export function mebibytesOf(size: Size): number {
  return kibibytesOf(size) / 1024;
}

/** The memory limit in MiB, if there is one. */
export function memoryLimitMiB(resources: kplus.ContainerResources | undefined): number | undefined {
  const limit = resources?.memory?.limit;
  return isUsableSize(limit) ? mebibytesOf(limit) : undefined;
}

/** Half of the limit: the other half is for what the JVM has beside its heap, and for the page cache, which serves the consumers. */
export function heapMiB(heap: Size | undefined, resources: kplus.ContainerResources | undefined, kind: 'broker' | 'controller'): number {
  if (heap) { return mebibytesOf(heap); }
  const limit = memoryLimitMiB(resources);
  return limit === undefined ? HEAP_WITHOUT_LIMIT_MIB[kind] : Math.floor(Math.min(limit / 2, LARGEST_DEFAULT_HEAP_MIB));
}
