import { waitFor } from '../harness/wait';

test('a wait gives what it found', async () => {
  const looks = [{ seen: 'nothing' }, { found: 42 }];

  await expect(waitFor<number>('the answer', { seconds: 1, everySeconds: 0.01 }, () => Promise.resolve(looks.shift()!))).resolves.toBe(42);
});

test('a wait that ends says what it waited for and what it last saw', async () => {
  const look = () => Promise.resolve({ seen: 'db-0 Pending' });

  await expect(waitFor('pod db-0', { seconds: 0.05, everySeconds: 0.01 }, look)).rejects.toThrow('waited 0.05 s for pod db-0; last seen: '
    + 'db-0 Pending');
});

test('a look that fails ends the wait', async () => {
  await expect(waitFor('pod db-0', { seconds: 1 }, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
