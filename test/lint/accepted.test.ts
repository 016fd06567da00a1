import { outdated, parseAccepted, parseFindings, unaccepted } from './accepted';

const findings = parseFindings([
  'checkov CKV_K8S_43 StatefulSet/redis Image should use digest',
  'kube-score container-image-pull-policy StatefulSet/redis/redis ImagePullPolicy is not set to Always',
  '2 findings by 6 linters: kube-score 1, checkov 1',
].join('\n'));

test('a finding is a tool, a rule, an object and a message', () => {
  expect(findings).toEqual([
    { tool: 'checkov', rule: 'CKV_K8S_43', object: 'StatefulSet/redis', message: 'Image should use digest' },
    {
      tool: 'kube-score',
      rule: 'container-image-pull-policy',
      object: 'StatefulSet/redis/redis',
      message: 'ImagePullPolicy is not set to Always',
    },
  ]);
});

test('a finding that is not listed is told', () => {
  const accepted = parseAccepted('# why we accept\n\ncheckov CKV_K8S_4? StatefulSet/*  # tags\n');

  expect(accepted).toEqual([{ pattern: 'checkov CKV_K8S_4? StatefulSet/*', reason: 'tags' }]);
  expect(unaccepted(findings, accepted).map(({ tool }) => tool)).toEqual(['kube-score']);
  expect(outdated(findings, accepted)).toEqual([]);
});

test('a listed finding that nobody finds any more is told', () => {
  const accepted = parseAccepted('checkov CKV_K8S_43 Service/*  # gone');

  expect(outdated(findings, accepted)).toEqual(accepted);
  expect(unaccepted(findings, accepted)).toEqual(findings);
});

test('a pattern means the whole rule and object', () => {
  expect(unaccepted(findings, parseAccepted('checkov CKV_K8S_4 StatefulSet/redis  # too short'))).toEqual(findings);
});

test('a listed finding without a reason is an error', () => {
  expect(() => parseAccepted('checkov CKV_K8S_43 StatefulSet/redis')).toThrow('TOOL RULE OBJECT  # reason');
});
