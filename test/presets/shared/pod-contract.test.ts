import { CONTRACT } from '../../../src/presets/mysql/mysql-contract';
import { contractText } from '../../../src/presets/shared/pod-contract';

test('a contract is a shell file that sets each constant', () => {
  expect(contractText({ PORT: 3306, DATA: '/data' }).split('\n').slice(-3)).toEqual(['PORT=3306', 'DATA=/data', '']);
});

test('a constant means the same to the shell', () => {
  for (const [name, value] of Object.entries(CONTRACT)) {
    expect(name).toMatch(/^[A-Z_]+$/);
    expect(`${value}`).toMatch(/^[\w./-]+$/);
  }
});
