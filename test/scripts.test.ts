import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { casesOf, runBats } from './support/bats';
import { run, testWith } from './support/installed';
import { filesBelow, ROOT } from './support/snippets';
import { POD_CODES } from '../projenrc/pod-codes';
import { SCRIPTS as CASSANDRA } from '../src/presets/cassandra/cassandra-scripts';
import { SCRIPTS as KAFKA } from '../src/presets/kafka/kafka-scripts';
import { SCRIPTS as MYSQL } from '../src/presets/mysql/mysql-scripts';
import { SCRIPTS as POSTGRESQL } from '../src/presets/postgresql/postgresql-scripts';
import { SCRIPTS as ZOOKEEPER } from '../src/presets/zookeeper/zookeeper-scripts';
import { ShippedScripts } from '../src/scripting/script';

const scripts = ['src', 'test', 'examples'].flatMap(folder => filesBelow(join(ROOT, folder), '.sh'));
const bats = filesBelow(join(ROOT, 'test'), '.bats');

/** Presets whose scripts begin with a contract, which is written at synthesis: a start and all that it reads are looked at together. */
const PRESETS: Record<string, { readonly shipped: ShippedScripts; readonly starts: string[] }> = {
  cassandra: {
    shipped: CASSANDRA,
    starts: [
      'alive', 'apply-accounts', 'fetch', 'fetch-table', 'leave', 'peer', 'repair-job', 'snapshot-job', 'start', 'turn', 'upload',
    ],
  },
  kafka: {
    shipped: KAFKA,
    starts: ['apply-topics', 'bootstrap', 'elect-leaders', 'list-copies', 'start', 'started', 'track-catch-up'],
  },
  mysql: {
    shipped: MYSQL,
    starts: [
      'backup', 'bootstrap', 'decide', 'follow-source', 'promote', 'ready', 'restore', 'start', 'watch-commits', 'watch-replication',
    ],
  },
  postgresql: {
    shipped: POSTGRESQL,
    starts: [
      'apply-accounts', 'backup', 'bootstrap', 'hand-over', 'pgbackrest-backup', 'pgbackrest-push', 'pgbackrest-server', 'restore', 'start',
      'take-label', 'watch-replica',
    ],
  },
  zookeeper: { shipped: ZOOKEEPER, starts: ['alive', 'ready', 'start'] },
};
const SHARED = directoryOf('shared');

function directoryOf(preset: string): string {
  return join(ROOT, 'src/presets', preset, 'scripts');
}

const OPTIONAL_CHECKS = 'check-set-e-suppressed,check-extra-masked-returns';

function shellcheckPreset(preset: string, directory = directoryOf(preset)): { status: number | null; output: string } {
  const { shipped, starts } = PRESETS[preset];
  const contract = mkdtempSync(join(tmpdir(), 'contract-'));
  writeFileSync(join(contract, 'contract.sh'), shipped.text('contract.sh'));
  try {
    // with every variable that a start reads in view, one that nothing sets is a slip, whatever its letters
    const checks = `${OPTIONAL_CHECKS},check-unassigned-uppercase`;
    return run('shellcheck', [
      '-x',
      '-a',
      '-P',
      'SCRIPTDIR',
      '-P',
      contract,
      '-o',
      checks,
      ...starts.map(name => join(directory, `${name}.sh`)),
    ]);
  } finally {
    rmSync(contract, { recursive: true });
  }
}

/** The scripts of a preset with a slip in one of them, in a copy. */
function shellcheckWithSlip(preset: string, name: string, right: string, wrong: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'slip-'));
  try {
    cpSync(directoryOf(preset), join(copy, preset, 'scripts'), { recursive: true });
    cpSync(SHARED, join(copy, 'shared/scripts'), { recursive: true });
    const file = join(copy, preset, 'scripts', name);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(right);
    writeFileSync(file, text.replace(right, wrong));
    return shellcheckPreset(preset, join(copy, preset, 'scripts')).output;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

testWith('shellcheck')('shellcheck finds nothing in the scripts that ship', () => {
  const withContract = [SHARED, ...Object.keys(PRESETS).map(directoryOf)];
  const alone = scripts.filter(file => !withContract.some(directory => file.startsWith(directory)));

  expect(run('shellcheck', ['-x', '-P', 'SCRIPTDIR', '-o', OPTIONAL_CHECKS, ...alone])).toEqual({ status: 0, output: '' });
  for (const preset of Object.keys(PRESETS)) { expect(shellcheckPreset(preset)).toEqual({ status: 0, output: '' }); }
});

testWith('shellcheck').each([
  ['cassandra', 'start.sh', '>"$RUN_CONFIG/', '>"$RUNS_CONFIG/'],
  ['cassandra', 'entry.sh', '[ "$first_boot" = true ]', '[ "$fist_boot" = true ]'],
  ['mysql', 'decide.sh', '${receiver[other]}', '${reciever[other]}'],
  ['mysql', 'survey.sh', '"${self[executed]}"', '"${itself[executed]}"'],
  ['mysql', 'act.sh', 'in $ASIDE', 'in $ASIED'],
  ['mysql', 'sql.sh', 'timeout 10 mysql --defaults-file="$RUN/', 'timeout 10 mysql --defaults-file="$RUNS/'],
  ['mysql', 'provision.sh', 'log "cloning from $host"', 'log "cloning from $hots"'],
  ['kafka', 'guard-empty.sh', 'id != "$NODE_ID"', 'id != "$NODEID"'],
  ['kafka', 'guard-empty.sh', '" ${facts[running]} "', '" ${fact[running]} "'],
  ['kafka', 'format.sh', 'case $_decision in', 'case $_decison in'],
  ['kafka', 'elect-leaders.sh', '${epoch_of[$best_copy]}', '${epochs_of[$best_copy]}'],
  ['kafka', 'apply-topics.sh', '>"$RUN/user"', '>"$RUNS/user"'],
  ['kafka', 'started.sh', '[ "$listens" = yes ]', '[ "$listen" = yes ]'],
  ['zookeeper', 'start.sh', '[ "$empty" = true ]', '[ "$emtpy" = true ]'],
  ['zookeeper', 'empty-member.sh', 'waits until$unknown reports', 'waits until$unkown reports'],
  ['zookeeper', 'members.sh', '<"$MEMBERS_FILE"', '<"$MEMBER_FILE"'],
  ['zookeeper', 'peers.sh', '"$host" "$CLIENT_PORT" <<<conf', '"$hots" "$CLIENT_PORT" <<<conf'],
  ['zookeeper', 'volumes.sh', '"$previous_id" !=', '"$previuos_id" !='],
  ['zookeeper', 'alive.sh', '[ -e "$LEAVING" ]', '[ -e "$LEAVES" ]'],
])('shellcheck finds a misspelt variable in %s/%s', (preset, name, right, wrong) => {
  const variable = /\$\{?(\w+)/.exec(wrong)?.[1];

  expect(shellcheckWithSlip(preset, name, right, wrong)).toContain(`${variable} is referenced but not assigned`);
});

test.each(Object.keys(PRESETS))('no script of %s is exempt from a check as a whole', preset => {
  for (const file of filesBelow(directoryOf(preset), '.sh')) {
    const head = readFileSync(file, 'utf8').split('\n\n')[0];
    expect(head).not.toMatch(/shellcheck disable/);
  }
});

/** A script of a preset and the scripts that it reads. */
function withSources(preset: string, name: string): string {
  const text = PRESETS[preset].shipped.text(name);
  return [text, ...[...text.matchAll(/^\. "\$scripts\/(.+)"$/gm)].map(([, source]) => withSources(preset, source))].join('');
}

test.each([
  ['cassandra', 'start.sh'], ['kafka', 'bootstrap.sh'], ['mysql', 'bootstrap.sh'], ['postgresql', 'bootstrap.sh'],
  ['zookeeper', 'start.sh'],
])(
  'a start of %s that waits ends when its pod is deleted, which the first process of a container does not do otherwise', (preset, name) => {
    expect(withSources(preset, name)).toMatch(/^ +trap 'exit 143' TERM$/m);
  });

testWith('shfmt')('shfmt would change nothing in the scripts that ship', () => {
  expect(run('shfmt', ['-i', '2', '-ci', '-d', ...scripts])).toEqual({ status: 0, output: '' });
});

/** The statements of the scripts that end a start or hold it up, each on one line. */
const messages = Object.keys(PRESETS).concat('shared').flatMap(preset => filesBelow(directoryOf(preset), '.sh')).flatMap(file =>
  readFileSync(file, 'utf8').replace(/\\\n\s*/g, '').split('\n').filter(line => !/^\s*#/.test(line)));

test('a message that ends a start or holds it up has its code', () => {
  const statements = messages.filter(line => /(^|[ (])(fail|abort|refuse|wait_because|print_decision - - fail) ["'$]/.test(line));

  expect(statements.length).toBeGreaterThan(50);
  // a text that another statement made has its code from there
  const withText = statements.filter(line => !/ "\$\w+"( ;;)?$/.test(line));
  expect(withText.filter(line => !/\[[A-Z]\w+\](\. |["'])/.test(line))).toEqual([]);
});

test('the registry has the codes of the scripts, and no other', () => {
  const inScripts = messages.flatMap(line => [...line.matchAll(/\[([A-Z][a-z]+[A-Z]\w+)\](?:\. |["'])/g)].map(([, code]) => code));

  expect([...new Set(inScripts)].sort()).toEqual(Object.keys(POD_CODES));
});

test('a message leads to a section that its page has', () => {
  for (const preset of Object.keys(PRESETS)) {
    const page = /DOCUMENTATION=(.*)/.exec(PRESETS[preset].shipped.text('contract.sh'))![1];
    const headings = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
    const named = filesBelow(directoryOf(preset), '.sh').flatMap(file => [...readFileSync(file, 'utf8').replace(/("|') \\\n\s*("|')/g, ' ')
      .matchAll(/\$DOCUMENTATION, *(?:"\n *\S+")?'([^']*)'/g)].map(([, heading]) => heading));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(heading => !headings.includes(heading))).toEqual([]);
  }
});

describe.each(bats.map(file => [relative(ROOT, file), file]))('bats %s', (_, file) => {
  let ran: ReturnType<typeof runBats>;
  beforeAll(() => { ran = runBats(file); });

  test.each(casesOf(file).map((title, i) => [title, i + 1] as const))('%s', (__, number) => {
    expect(ran.results.get(number) ?? ran.output).toBe('');
  });

  test('has no other cases', () => {
    expect([...ran.results.keys()]).toEqual(casesOf(file).map((___, i) => i + 1));
  });
});
