import { join } from 'path';
import { run, testWith } from './support/installed';
import { filesBelow, ROOT } from './support/snippets';

const scripts = ['src', 'test', 'examples'].flatMap(folder => filesBelow(join(ROOT, folder), '.sh'));
const bats = filesBelow(join(ROOT, 'test'), '.bats');

testWith('shellcheck')('shellcheck finds nothing in the scripts that ship', () => {
  expect(run('shellcheck', [
    '-x',
    '-P',
    'SCRIPTDIR',
    '-o',
    'check-set-e-suppressed,check-extra-masked-returns',
    ...scripts,
  ])).toEqual({ status: 0, output: '' });
});

testWith('shfmt')('shfmt would change nothing in the scripts that ship', () => {
  expect(run('shfmt', ['-i', '2', '-ci', '-d', ...scripts])).toEqual({ status: 0, output: '' });
});

test.each(bats)('bats passes %s', file => {
  // the package's link in node_modules/.bin is not made by every npm
  expect(run(join(ROOT, 'node_modules', 'bats', 'bin', 'bats'), [file])).toMatchObject({ status: 0 });
});
