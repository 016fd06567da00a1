import { CONTRACT as KAFKA } from '../../../src/presets/kafka/kafka-contract';
import { CONTRACT as MYSQL } from '../../../src/presets/mysql/mysql-contract';
import { CONTRACT as POSTGRESQL } from '../../../src/presets/postgresql/postgresql-contract';
import { contractText } from '../../../src/presets/shared/pod-contract';
import { CONTRACT as ZOOKEEPER } from '../../../src/presets/zookeeper/zookeeper-contract';

test('a contract is a shell file that sets each constant', () => {
  expect(contractText({ PORT: 3306, DATA: '/data' }).split('\n').slice(-3)).toEqual(['PORT=3306', 'DATA=/data', '']);
});

test.each(Object.entries({ KAFKA, MYSQL, POSTGRESQL, ZOOKEEPER }))('a constant of %s means the same to the shell', (_, contract) => {
  for (const [name, value] of Object.entries(contract)) {
    expect(name).toMatch(/^[A-Z_]+$/);
    expect(`${value}`).toMatch(/^[\w./-]+$/);
  }
});
