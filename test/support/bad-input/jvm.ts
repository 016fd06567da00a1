import { Chart, Size } from 'cdk8s';
import { ZooKeeper } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

function refused(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  const zookeeper = (
    chart: Chart, props: LooseProps,
  ) => new ZooKeeper(chart, 'Zk', { replicas: 3, storage: Size.gibibytes(10), ...props } as any);
  return {
    title: `for a JVM: ${title}`,
    bad: (_, chart) => zookeeper(chart, bad),
    error: `${error} at test/Zk]`,
    good: (_, chart) => zookeeper(chart, good),
  };
}

const limit = (mebibytes: number) => ({ memory: { limit: Size.mebibytes(mebibytes) } });

/** What the presets of Java servers check alike; ZooKeeper stands for all of them. */
export const jvmCases: BadInput[] = [
  refused('a share of an unknown limit', { heapPercent: 60 },
    'heapPercent must come with resources.memory.limit, of which it is a share, got 60; give a limit, '
      + 'or leave it out for a heap of 512 MiB [HeapWithoutLimit',
    { heapPercent: 60, resources: limit(1024) }),
  refused('all memory for the heap', { heapPercent: 100, resources: limit(1024) },
    'heapPercent must be a whole number from 1 to 90, got 100; '
      + 'leave it out for 50 [HeapPercentInvalid', { heapPercent: 80, resources: limit(1024) }),
  refused('a limit in which no server starts', { resources: limit(255) },
    'resources.memory.limit must have 256 MiB: 64 MiB of heap at least, and 192 MiB for what Java needs beside it, got "255Mi"; '
      + 'raise the limit [JvmMemoryTooSmall', { resources: limit(256) }),
  refused('flags in one text', { jvmFlags: '-XX:+UseZGC' },
    'jvmFlags must be a list of strings, got "-XX:+UseZGC"; use [\'-XX:+UseZGC\'] [ValueTypeInvalid', { jvmFlags: ['-XX:+UseZGC'] }),
  refused('two flags in one', { jvmFlags: ['-Xss1m -ea'] },
    'jvmFlags must be flags that begin with a dash, each a text of its own without spaces, quotes, dollars and backslashes, '
      + 'got "-Xss1m -ea"; use a flag such as -XX:+UseZGC [JvmFlagInvalid',
    { jvmFlags: ['-Xss1m', '-ea'] }),
  refused('a heap by flag', { jvmFlags: ['-Xmx1g'] },
    'jvmFlags must not say the size of the heap, which follows from the memory limit, got "-Xmx1g"; '
      + 'use heapPercent and resources.memory.limit [JvmFlagOwned', { jvmFlags: ['-Xss1m'] }),
  refused('two garbage collectors', { jvmFlags: ['-XX:+UseZGC', '-XX:+UseG1GC'] },
    'jvmFlags must select one garbage collector at most, because a JVM does not start with two, got ["-XX:+UseZGC","-XX:+UseG1GC"]; '
      + 'keep -XX:+UseZGC alone [JvmCollectorsMany',
    { jvmFlags: ['-XX:+UseZGC'] }),
];
