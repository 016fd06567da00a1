import { Lasting, undoAll } from '../faults/lasting';

test('what still lasts is undone, the youngest first, also when one of them cannot be', async () => {
  const undone: string[] = [];
  const fault = (what: string) => new Lasting(what, async () => { undone.push(what); });
  const stuck = new Lasting('lost node node-2', () => Promise.reject(new Error('no answer')));

  await expect(undoAll([fault('frozen db-0'), stuck, fault('partition of db-1')]))
    .rejects.toThrow('could not be undone: lost node node-2: no answer');

  expect(undone).toEqual(['partition of db-1', 'frozen db-0']);
});
