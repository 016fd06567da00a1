import { imageTag, isImageReference, isPinnedImage } from '../../src/checks/image';

const digest = `sha256:${'0'.repeat(64)}`;

test.each([
  ['redis:8', '8'],
  ['redis', undefined],
  ['registry.local:5000/redis', undefined],
  ['registry.local:5000/team/redis:8.2-alpine', '8.2-alpine'],
  [`redis:8@${digest}`, '8'],
  [`redis@${digest}`, undefined],
])('the tag of %s is %s', (image, tag) => {
  expect(imageTag(image)).toBe(tag);
});

test.each([
  'redis:8', 'localhost/redis:8', 'Registry.Local:5000/redis:8', `redis@${digest}`, `redis:latest@${digest}`, 'a/b__c/d--e:V_1.x',
])('%s is one version of one image', image => {
  expect(isImageReference(image)).toBe(true);
  expect(isPinnedImage(image)).toBe(true);
});

test.each(['redis', 'redis:latest', 'localhost:5000/redis', 'team/redis'])('%s may be another version tomorrow', image => {
  expect(isImageReference(image)).toBe(true);
  expect(isPinnedImage(image)).toBe(false);
});

test.each([
  'Redis:8', 'redis:8 ', 'redis: 8', 'redis:', '/redis:8', 'redis//x:8', 'https://redis:8', 'redis:8@sha256:abc', 'redis:-8',
])('%s is nothing that a kubelet can pull', image => {
  expect(isImageReference(image)).toBe(false);
});
