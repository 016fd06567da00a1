import { checkJvmFlags, OwnFlag } from './jvm-flags';
import type { Errors } from '../../checks/errors';
import { isPositiveSize, mebibytesOf, formatSize } from '../../checks/quantity';
import { checkWhole } from '../../checks/ranges';
import { kplus } from '../../kplus';

/** The Java virtual machine of a server. */
export interface JvmProps {
  /**
   * Share of the memory limit that the heap takes, in whole percent. The rest is for what Java needs beside the heap, and for cached files.
   *
   * @default - 50, or what the limit leaves beside the server's other memory; without a memory limit the heap has the preset's own size
   */
  readonly heapPercent?: number;

  /**
   * Further flags of the Java virtual machine, such as `-XX:+UseZGC`. They come after those of the preset, so that they win; flags on which
   * the preset depends are refused. Kafka's tools in the pod get them too, apart from garbage collectors, agents, remote JMX, logging and
   * the sizes of generations. Everybody who reads the manifest sees them: no secrets.
   *
   * @default - only those of the preset
   */
  readonly jvmFlags?: string[];
}

/** What is known of the server, in MiB. */
export interface JvmNeeds {
  /** Heap without a memory limit. */
  readonly heapWithoutLimit: number;

  /** Heap below which the server does not work. */
  readonly smallestHeap: number;

  /** What Java takes beside the heap: classes, compiled code, threads, buffers. */
  readonly besideHeap: number;
}

/** The props, with those that say how much memory there is. */
export interface JvmInput extends JvmProps {
  readonly resources?: kplus.ContainerResources;
}

const DEFAULT_PERCENT = 50;
const MAX_PERCENT = 90;

/** `owned` are the flags that the preset sets. */
export function checkJvm(props: JvmInput, needs: JvmNeeds, errors: Errors, owned: OwnFlag[] = []): void {
  checkJvmFlags(props.jvmFlags, owned, errors);
  const { heapPercent, resources } = props;
  const limit = resources?.memory?.limit;
  const remedy = `omit it for the default (${DEFAULT_PERCENT})`;
  if (!checkWhole(errors, { code: 'HeapPercentInvalid', prop: 'heapPercent', value: heapPercent, remedy }, 1, MAX_PERCENT)) { return; }
  if (heapPercent !== undefined && limit === undefined) {
    errors.add('HeapWithoutLimit', {
      rule: 'heapPercent requires resources.memory.limit, because it is a percentage of that limit',
      got: heapPercent,
      remedy: `set a limit, or omit heapPercent for a heap of ${needs.heapWithoutLimit} MiB`,
    });
  } else if (isPositiveSize(limit)) {
    checkMemory(limitMiB(props) ?? 0, heapMiB(props, needs), props, needs, errors);
  }
}

function checkMemory(
  limit: number, heap: number, { heapPercent, resources }: JvmInput, { smallestHeap, besideHeap }: JvmNeeds, errors: Errors,
): void {
  if (heap >= smallestHeap && heap + besideHeap <= limit) { return; }
  const needed = heapPercent === undefined ? smallestHeap + besideHeap
    : Math.ceil(Math.max(smallestHeap * 100 / heapPercent, besideHeap * 100 / (100 - heapPercent)));
  errors.add('JvmMemoryTooSmall', {
    rule: `resources.memory.limit must be at least ${needed} MiB, because the JVM needs at least ${smallestHeap} MiB of heap and `
      + `${besideHeap} MiB outside the heap`,
    got: formatSize(resources?.memory?.limit),
    remedy: heapPercent === undefined ? 'raise the limit' : 'raise the limit, or change heapPercent',
  });
}

/** The heap in MiB. */
function heapMiB(props: JvmInput, { heapWithoutLimit, besideHeap }: JvmNeeds): number {
  const limit = limitMiB(props);
  if (limit === undefined) { return heapWithoutLimit; }
  const share = limit * (props.heapPercent ?? DEFAULT_PERCENT) / 100;
  return Math.floor(props.heapPercent === undefined ? Math.min(share, limit - besideHeap) : share);
}

/**
 * The preset's own flags: the whole heap from the start, and an end where there is not enough of it, since a server that goes on without is
 * neither alive nor dead.
 */
export function heapFlags(props: JvmInput, needs: JvmNeeds): string[] {
  const heap = heapMiB(props, needs);
  return [`-Xms${heap}m`, `-Xmx${heap}m`, '-XX:+ExitOnOutOfMemoryError'];
}

function limitMiB({ resources }: JvmInput): number | undefined {
  const limit = resources?.memory?.limit;
  return isPositiveSize(limit) ? mebibytesOf(limit) : undefined;
}
