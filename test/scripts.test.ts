import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run, testWith } from './support/installed';
import { filesBelow, ROOT } from './support/snippets';
import { SCRIPTS } from '../src/presets/mysql/mysql-scripts';

const scripts = ['src', 'test', 'examples'].flatMap(folder => filesBelow(join(ROOT, folder), '.sh'));
const bats = filesBelow(join(ROOT, 'test'), '.bats');

/** Scripts that begin with a contract, which is written at synthesis: a start and all that it reads are looked at together. */
const MYSQL = join(ROOT, 'src/presets/mysql/scripts');
const MYSQL_STARTS = ['backup.sh', 'bootstrap.sh', 'decide.sh', 'promote.sh', 'ready.sh', 'restore.sh', 'start.sh', 'watch-replication.sh'];
const SHARED = join(ROOT, 'src/presets/shared/scripts');

const OPTIONAL_CHECKS = 'check-set-e-suppressed,check-extra-masked-returns';

function shellcheckMySql(directory: string): { status: number | null; output: string } {
  const contract = mkdtempSync(join(tmpdir(), 'contract-'));
  writeFileSync(join(contract, 'contract.sh'), SCRIPTS.text('contract.sh'));
  const starts = MYSQL_STARTS.map(name => join(directory, name));
  try {
    // with every variable that a start reads in view, one that nothing sets is a slip, whatever its letters
    const checks = `${OPTIONAL_CHECKS},check-unassigned-uppercase`;
    return run('shellcheck', ['-x', '-a', '-P', 'SCRIPTDIR', '-P', contract, '-o', checks, ...starts]);
  } finally {
    rmSync(contract, { recursive: true });
  }
}

/** MySQL's scripts with a slip in one of them, in a copy. */
function shellcheckWithSlip(name: string, right: string, wrong: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'slip-'));
  try {
    cpSync(MYSQL, join(copy, 'mysql/scripts'), { recursive: true });
    cpSync(SHARED, join(copy, 'shared/scripts'), { recursive: true });
    const file = join(copy, 'mysql/scripts', name);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(right);
    writeFileSync(file, text.replace(right, wrong));
    return shellcheckMySql(join(copy, 'mysql/scripts')).output;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

testWith('shellcheck')('shellcheck finds nothing in the scripts that ship', () => {
  const alone = scripts.filter(file => !file.startsWith(MYSQL) && !file.startsWith(SHARED));

  expect(run('shellcheck', ['-x', '-P', 'SCRIPTDIR', '-o', OPTIONAL_CHECKS, ...alone])).toEqual({ status: 0, output: '' });
  expect(shellcheckMySql(MYSQL)).toEqual({ status: 0, output: '' });
});

testWith('shellcheck').each([
  ['decide.sh', '${receiver[other]}', '${reciever[other]}'],
  ['survey.sh', '"${self[executed]}"', '"${itself[executed]}"'],
  ['act.sh', 'in $ASIDE', 'in $ASIED'],
  ['sql.sh', 'timeout 10 mysql --defaults-file="$RUN/', 'timeout 10 mysql --defaults-file="$RUNS/'],
  ['provision.sh', 'log "cloning from $host"', 'log "cloning from $hots"'],
])('shellcheck finds a misspelt variable in %s', (name, right, wrong) => {
  const variable = /\$\{?(\w+)/.exec(wrong)?.[1];

  expect(shellcheckWithSlip(name, right, wrong)).toContain(`${variable} is referenced but not assigned`);
});

test('no script of MySQL is exempt from a check as a whole', () => {
  for (const file of filesBelow(MYSQL, '.sh')) {
    const head = readFileSync(file, 'utf8').split('\n\n')[0];
    expect(head).not.toMatch(/shellcheck disable/);
  }
});

testWith('shfmt')('shfmt would change nothing in the scripts that ship', () => {
  expect(run('shfmt', ['-i', '2', '-ci', '-d', ...scripts])).toEqual({ status: 0, output: '' });
});

test.each(bats)('bats passes %s', file => {
  // the package's link in node_modules/.bin is not made by every npm
  expect(run(join(ROOT, 'node_modules', 'bats', 'bin', 'bats'), [file])).toMatchObject({ status: 0 });
});
