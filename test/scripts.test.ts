import { spawnSync } from 'child_process';
import { join } from 'path';
import { filesBelow, ROOT } from './support/snippets';

const scripts = ['src', 'test', 'examples'].flatMap(folder => filesBelow(join(ROOT, folder), '.sh'));
const bats = filesBelow(join(ROOT, 'test'), '.bats');

/** Debian packages that a contributor may not have; CI installs them. */
function testWith(command: string): jest.It {
  return process.env.CI || spawnSync(command, ['--version']).error === undefined ? test : test.skip;
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

testWith('shellcheck')('shellcheck finds nothing in the scripts that ship', () => {
  expect(run('shellcheck', ['-x', '-P', 'SCRIPTDIR', '-o', 'check-set-e-suppressed,check-extra-masked-returns', ...scripts])).toEqual({ status: 0, output: '' });
});

testWith('shfmt')('shfmt would change nothing in the scripts that ship', () => {
  expect(run('shfmt', ['-i', '2', '-ci', '-d', ...scripts])).toEqual({ status: 0, output: '' });
});

test.each(bats)('bats passes %s', file => {
  // the package's link in node_modules/.bin is not made by every npm
  expect(run(join(ROOT, 'node_modules', 'bats', 'bin', 'bats'), [file])).toMatchObject({ status: 0 });
});
