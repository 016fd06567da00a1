import { JvmNeeds } from '../../blocks/jvm-heap';

/*
 * Beside its heap a broker takes 200 to 230 MiB, and the tool that asks whether its copies have caught up some 90 MiB for as long as it runs.
 */
const BESIDE_HEAP_MIB = 320;

/** The heaps without a limit are those that kafka-server-start.sh gives a broker, and half of it. */
export const NEEDS: Record<'broker' | 'controller', JvmNeeds> = {
  broker: { heapWithoutLimit: 1024, smallestHeap: 256, besideHeap: BESIDE_HEAP_MIB },
  controller: { heapWithoutLimit: 512, smallestHeap: 192, besideHeap: BESIDE_HEAP_MIB },
};
