import { spawnSync } from 'child_process';
import { shellQuote } from '../../src/scripting/script';

test.each([
  'plain', '', ' ', 'it\'s', '\'\'', '"$HOME" `id` $(id) \\ \\\\', 'two\nlines\n', '-n', '*', '~', 'ä€😀', '!x', 'a;b&c|d>e',
])(
  'a real shell reads %j as one word', text => {
    const { stdout } = spawnSync('sh', ['-c', `printf '%s|' ${shellQuote(text)} end`], { encoding: 'utf8' });

    expect(stdout).toBe(`${text}|end|`);
  });
