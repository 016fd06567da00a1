import { readFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { factsOf, measuredRoll } from '../../src/plan/facts';

const ROOT = join(__dirname, '..', '..');

/** The facts of a set in the golden YAML of an example. */
function factsIn(example: string, name: string) {
  const manifests: any[] = Yaml.load(join(ROOT, 'examples', example, 'golden', `${example}.k8s.yaml`));
  return factsOf(manifests.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === name));
}

test.each([
  ['mysql', 'mysql', { system: 'mysql', topology: 'primary', primary: 0, voters: undefined, replicas: 3 }],
  ['mysql-group', 'mysql', { system: 'mysql', topology: 'group', primary: undefined, voters: 3 }],
  ['kafka', 'kafka', { system: 'kafka', topology: 'combined', voters: 3 }],
  ['zookeeper', 'zk', { system: 'zookeeper', topology: undefined, voters: 3 }],
])('a plan knows the system and the members of examples/%s', (example, name, facts) => {
  expect(factsIn(example, name)).toMatchObject(facts);
});

test.each([
  ['mysql', 'mysql', 'mysql/behaviour.md', ['write gap 11.3 s', '0.3 s without a read']],
  ['mysql-group', 'mysql', 'mysql/group.md', ['1.0 s']],
  ['kafka', 'kafka', 'kafka/behaviour.md', ['1.0 s']],
  ['zookeeper', 'zk', 'zookeeper/behaviour.md', ['write gap 2.5 s']],
])('the measurement of a roll of examples/%s is on its page', (example, name, page, texts) => {
  const rows = readFileSync(join(ROOT, 'docs', 'presets', page), 'utf8').split('\n')
    .filter(line => /^\| (rollout of a changed template|rolling update|a rollout)/.test(line)).join('\n');

  for (const text of texts) {
    expect(measuredRoll(factsIn(example, name))).toContain(text);
    expect(rows).toContain(text);
  }
});
