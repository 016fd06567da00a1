import { App } from 'cdk8s';
import { CODES } from '../../src/checks/codes';
import type { Errors } from '../../src/checks/errors';
import { ValidationErrors } from '../../src/checks/validation-errors';

test('the meaning of a code is one sentence of its own', () => {
  const meanings = Object.values(CODES);

  expect(meanings.filter(meaning => !/^[A-Z].*[^.]\.$/.test(meaning) || meaning.includes('. '))).toEqual([]);
  expect(meanings.filter((meaning, i) => meanings.indexOf(meaning) !== i)).toEqual([]);
});

test('the compiler rejects a code that is not in the registry, and leaves codes of their own to presets of users', () => {
  const errors: Errors = new ValidationErrors();
  const ofUsers = new ValidationErrors();
  const error = { rule: 'replicas must be odd', got: 4, remedy: 'use 3 or 5' };

  // @ts-expect-error the registry has no such code
  errors.add('QuorumEven', error);
  ofUsers.add('QuorumEven', error);

  expect(errors.lines(new App())).toEqual(ofUsers.lines(new App()));
});
