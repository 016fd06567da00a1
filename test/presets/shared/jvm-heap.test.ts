import { Size } from 'cdk8s';
import { ValidationErrors } from '../../../src/checks/validation-errors';
import { checkJvm, heapFlags, JvmInput } from '../../../src/presets/shared/jvm-heap';

const needs = { heapWithoutLimit: 512, smallestHeap: 64, besideHeap: 192 };

const limited = (mebibytes: number, more: JvmInput = {}): JvmInput => ({
  resources: { memory: { limit: Size.mebibytes(mebibytes) } },
  ...more,
});

function refusal(props: JvmInput): string {
  const errors = new ValidationErrors();
  checkJvm(props, needs, errors);
  return errors.lines({ node: { path: 'here' } } as any).join('\n');
}

test.each<[string, JvmInput, string]>([
  ['the preset\'s own size without a limit', {}, '512m'],
  ['half of the limit', limited(2048), '1024m'],
  ['less where the rest would not do', limited(320), '128m'],
  ['the share that was asked for', limited(2048, { heapPercent: 75 }), '1536m'],
  ['whole mebibytes', limited(1000, { heapPercent: 33 }), '330m'],
])('the heap is %s', (_, props, size) => {
  expect(heapFlags(props, needs).slice(0, 2)).toEqual([`-Xms${size}`, `-Xmx${size}`]);
});

test('a server without memory ends', () => {
  expect(heapFlags({}, needs)).toEqual(['-Xms512m', '-Xmx512m', '-XX:+ExitOnOutOfMemoryError']);
});

test.each<[string, JvmInput, string]>([
  ['no limit', { jvmFlags: ['-XX:+UseZGC', '-Xlog:gc*', '-Dsome.property=a,b'] }, ''],
  ['the smallest limit', limited(256), ''],
  ['less than that', limited(255), 'must be at least 256 MiB'],
  ['a share that leaves enough', limited(960, { heapPercent: 80 }), ''],
  ['a share that leaves too little', limited(950, { heapPercent: 80 }), 'must be at least 960 MiB'],
  ['a share that is too small a heap', limited(6399, { heapPercent: 1 }), 'must be at least 6400 MiB'],
  ['a share of nothing', { heapPercent: 50 }, 'HeapWithoutLimit'],
  ['all of it', limited(2048, { heapPercent: 100 }), 'HeapPercentInvalid'],
  ['a heap by flag', { jvmFlags: ['-Xmx1g'] }, 'JvmFlagOwned'],
  ['a share by flag', { jvmFlags: ['-XX:MaxRAMPercentage=70'] }, 'JvmFlagOwned'],
  ['two flags in one', { jvmFlags: ['-Xss1m -Xmx1g'] }, 'JvmFlagInvalid'],
  ['two collectors', { jvmFlags: ['-XX:+UseZGC', '-XX:+UseG1GC'] }, 'JvmCollectorsMany'],
  ['one collector twice', { jvmFlags: ['-XX:+UseZGC', '-XX:+UseZGC'] }, ''],
])('%s', (_, props, text) => {
  if (text === '') { expect(refusal(props)).toBe(''); } else { expect(refusal(props)).toContain(text); }
});
