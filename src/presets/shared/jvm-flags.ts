import { checkWords } from '../../checks/arguments';
import type { Errors } from '../../checks/errors';

/** Prefix of a flag that a preset sets, and the remedy if a user gives it. */
export type OwnFlag = [beginning: string, remedy: string];

/** Flags that set the size of the heap in another way. */
const HEAP = /^-(Xm[sx]|XX:((Max|Min|Initial)RAM(Percentage|Fraction)|(Max|Min|Initial)HeapSize|MaxRAM)=)/;

const COLLECTOR = /^-XX:\+Use[A-Za-z0-9]+GC$/;

/**
 * Flags that a second JVM in the pod must not have: ports or files that the server already uses, lines in an output that scripts read, and
 * collectors and sizes for which the small heap of a tool has no room.
 */
const SERVER_ONLY = new RegExp('^-(' + [
  'javaagent:', 'agentlib:', 'agentpath:', 'Xrun', 'Dcom\\.sun\\.management\\.', 'Xlog', 'verbose', 'Xmn',
  'XX:([-+]Use[A-Za-z0-9]+GC$|SoftMaxHeapSize=|(Max)?NewSize=|OldSize=|StartFlightRecording|ArchiveClassesAtExit=)',
].join('|') + ')');

interface FlagsInput {
  readonly jvmFlags?: string[];
  readonly notSecret?: string[];
}

export function checkJvmFlags({ jvmFlags: flags = [], notSecret }: FlagsInput, owned: OwnFlag[], errors: Errors): void {
  for (const flag of flags) {
    // the other messages show the flag
    if (checkWords('jvmFlags', [flag], notSecret, errors)) { checkFlag(flag, owned, errors); }
  }
  const collectors = [...new Set(flags.filter(isCollector))];
  if (collectors.length > 1) {
    errors.add('JvmCollectorsMany', {
      rule: 'jvmFlags must select at most one garbage collector, because a JVM does not start with two',
      got: collectors,
      remedy: `keep only ${collectors[0]}`,
    });
  }
}

function checkFlag(flag: string, owned: OwnFlag[], errors: Errors): void {
  if (!/^-[^\s'"\\$`]+$/.test(flag)) {
    errors.add('JvmFlagInvalid', {
      rule: 'jvmFlags must be separate strings that begin with a dash, without spaces, quotes, dollar signs and backslashes',
      got: flag,
      remedy: 'use a flag such as -XX:+UseZGC',
    });
  } else if (HEAP.test(flag)) {
    errors.add('JvmFlagOwned', {
      rule: 'jvmFlags must not set the heap size, because it follows from the memory limit',
      got: flag,
      remedy: 'use heapPercent and resources.memory.limit',
    });
  } else {
    const own = owned.find(([beginning]) => flag.startsWith(beginning));
    if (own) {
      errors.add('JvmFlagOfPreset', { rule: 'jvmFlags must not contain a flag that the preset sets', got: flag, remedy: own[1] });
    }
  }
}

function isCollector(flag: string): boolean {
  return COLLECTOR.test(flag);
}

/** Whether the user selects the garbage collector, so that the preset must not select another one. */
export function selectsCollector(flags: string[] = []): boolean {
  return flags.some(isCollector);
}

/** Flags of every JVM in the pod. Without one of them, a JVM might not start at all on this machine. */
export function commonFlags(flags: string[] = []): string[] {
  return flags.filter(flag => !SERVER_ONLY.test(flag));
}

/** Flags of the server's JVM alone. */
export function serverFlags(flags: string[] = []): string[] {
  return flags.filter(flag => SERVER_ONLY.test(flag));
}
