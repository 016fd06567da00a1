import { checkJvmFlags, OwnFlag } from './jvm-flags';
import type { Errors } from '../../checks/errors';
import { isPositiveSize, mebibytesOf, formatSize } from '../../checks/quantity';
import { checkWhole } from '../../checks/ranges';
import { kplus } from '../../kplus';

/** Settings of the server's Java virtual machine. */
export interface JvmProps {
  /**
   * Share of the memory limit that the heap uses, in whole percent. The rest is for the memory that Java needs outside the heap, and for
   * cached files.
   *
   * @default - 50, or less if the limit does not suffice for the server's other memory; without a memory limit, the preset sets the size of
   * the heap
   */
  readonly heapPercent?: number;

  /**
   * Further flags of the Java virtual machine, such as `-XX:+UseZGC`. They follow those of the preset, so they take precedence. Flags on
   * which the preset depends are rejected. Kafka's tools in the pod also get them, except garbage collectors, agents, remote JMX, logging
   * and the sizes of generations. They are visible in the manifest, so they must not contain secrets.
   *
   * @default - only the flags of the preset
   */
  readonly jvmFlags?: string[];
}

/** Memory needs of the server, in MiB. */
export interface JvmNeeds {
  /** Heap without a memory limit. */
  readonly heapWithoutLimit: number;

  /** Heap below which the server does not work. */
  readonly smallestHeap: number;

  /** Memory that Java uses outside the heap: classes, compiled code, threads, buffers. */
  readonly besideHeap: number;
}

/** The props, with those that set the available memory. */
export interface JvmInput extends JvmProps {
  readonly resources?: kplus.ContainerResources;
  /** The prop of the resources, if they are not those of the set. */
  readonly resourcesProp?: string;
  readonly notSecret?: string[];
}

const DEFAULT_PERCENT = 50;
const MAX_PERCENT = 90;

/** Checks the props. `owned` are the flags that the preset sets. */
export function checkJvm(props: JvmInput, needs: JvmNeeds, errors: Errors, owned: OwnFlag[] = []): void {
  checkJvmFlags(props, owned, errors);
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

function checkMemory(limit: number, heap: number, props: JvmInput, { smallestHeap, besideHeap }: JvmNeeds, errors: Errors): void {
  const { heapPercent, resources, resourcesProp = 'resources' } = props;
  if (heap >= smallestHeap && heap + besideHeap <= limit) { return; }
  const needed = heapPercent === undefined ? smallestHeap + besideHeap
    : Math.ceil(Math.max(smallestHeap * 100 / heapPercent, besideHeap * 100 / (100 - heapPercent)));
  errors.add('JvmMemoryTooSmall', {
    rule: `${resourcesProp}.memory.limit must be at least ${needed} MiB, because the JVM needs at least ${smallestHeap} MiB of heap and `
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
 * Flags of the preset: allocate the full heap at startup and exit on OutOfMemoryError, because a JVM that survives it is left in an
 * undefined state.
 */
export function heapFlags(props: JvmInput, needs: JvmNeeds): string[] {
  const heap = heapMiB(props, needs);
  return [`-Xms${heap}m`, `-Xmx${heap}m`, '-XX:+ExitOnOutOfMemoryError'];
}

function limitMiB({ resources }: JvmInput): number | undefined {
  const limit = resources?.memory?.limit;
  return isPositiveSize(limit) ? mebibytesOf(limit) : undefined;
}
