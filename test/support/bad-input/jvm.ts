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
    'heapPercent requires resources.memory.limit, because it is a percentage of that limit, got 60; set a limit, or omit heapPercent for a '
      + 'heap of 512 MiB [HeapWithoutLimit',
    { heapPercent: 60, resources: limit(1024) }),
  refused('all memory for the heap', { heapPercent: 100, resources: limit(1024) },
    'heapPercent must be a whole number from 1 to 90, got 100; omit it for the default (50) '
      + '[HeapPercentInvalid', { heapPercent: 80, resources: limit(1024) }),
  refused('a limit in which no server starts', { resources: limit(255) },
    'resources.memory.limit must be at least 256 MiB, because the JVM needs at least 64 MiB of heap and 192 MiB outside the heap, got '
      + '"255Mi"; raise the limit [JvmMemoryTooSmall', { resources: limit(256) }),
  refused('flags in one text', { jvmFlags: '-XX:+UseZGC' },
    'jvmFlags must be a list of strings, got "-XX:+UseZGC"; use [\'-XX:+UseZGC\'] [ValueTypeInvalid', { jvmFlags: ['-XX:+UseZGC'] }),
  refused('two flags in one', { jvmFlags: ['-Xss1m -ea'] },
    'jvmFlags must be separate strings that begin with a dash, without spaces, quotes, dollar signs and backslashes, got "-Xss1m -ea"; use '
      + 'a flag such as -XX:+UseZGC [JvmFlagInvalid',
    { jvmFlags: ['-Xss1m', '-ea'] }),
  refused('a heap by flag', { jvmFlags: ['-Xmx1g'] },
    'jvmFlags must not set the heap size, because it follows from the memory limit, got "-Xmx1g"; use heapPercent and '
      + 'resources.memory.limit [JvmFlagOwned', { jvmFlags: ['-Xss1m'] }),
  refused('two garbage collectors', { jvmFlags: ['-XX:+UseZGC', '-XX:+UseG1GC'] },
    'jvmFlags must select at most one garbage collector, because a JVM does not start with two, got ["-XX:+UseZGC","-XX:+UseG1GC"]; keep '
      + 'only -XX:+UseZGC [JvmCollectorsMany',
    { jvmFlags: ['-XX:+UseZGC'] }),
];
