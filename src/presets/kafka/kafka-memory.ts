import { JvmNeeds } from '../shared/jvm-heap';

/*
 * Measured with 4.3.1 after 300,000 records: 157 MiB outside the heap (VM.native_memory), and 90 MiB while a tool runs that queries the
 * node's vote and its copies. The rest is for more code and connections. A heap below 256 MiB has no room for the log cleaner, which alone
 * takes 128.
 */
const BESIDE_HEAP_MIB = 320;

/** The heaps without a limit are the heap that kafka-server-start.sh gives a broker, and half of it. */
export const NEEDS: Record<'broker' | 'controller', JvmNeeds> = {
  broker: { heapWithoutLimit: 1024, smallestHeap: 256, besideHeap: BESIDE_HEAP_MIB },
  controller: { heapWithoutLimit: 512, smallestHeap: 192, besideHeap: BESIDE_HEAP_MIB },
};
