import { Ordinals, StatefulAppProps } from 'cdk8s-stateful-app';
import { render } from '../support/render';

const OPT_OUT = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

function annotationsOf(props: Partial<StatefulAppProps>, configMap = 'redis-files'): unknown {
  return render(props).one('ConfigMap', configMap).metadata.annotations;
}

test.each([
  ['a script', '#!/bin/sh\necho "${1%/*}"\n'], ['a template', 'server ${HOST}:80;\n'], ['an escaped dollar sign', 'cost=$$5\n'],
])('a ConfigMap with %s opts out of the substitution of Flux', (_, text) => {
  expect(annotationsOf({ files: { '/etc/app/file': text } })).toEqual(OPT_OUT);
  expect(annotationsOf({ reloadedFiles: { '/etc/app/file': text } }, 'redis-reloaded-files')).toEqual(OPT_OUT);
  expect(annotationsOf({ roles: { all: { ordinals: Ordinals.all(), files: { '/etc/app/file': text } } } }, 'redis-roles')).toEqual(OPT_OUT);
});

test('the ConfigMap with the script that selects a role opts out', () => {
  const roles = { all: { ordinals: Ordinals.all(), files: { '/etc/app/file': 'plain\n' } } };

  expect(annotationsOf({ shell: '/bin/sh', roles }, 'redis-roles')).toEqual(OPT_OUT);
});

test('a ConfigMap that Flux would not change has no annotation', () => {
  expect(annotationsOf({ files: { '/etc/app/file': 'plain\n' } })).toBeUndefined();
});

test('a file that is added later opts its ConfigMap out', () => {
  const rendered = render({ files: { '/etc/app/file': 'plain\n' } });
  rendered.app.addConfigFile('/etc/app/late', '${HOST}\n');

  expect(rendered.one('ConfigMap', 'redis-files').metadata.annotations).toEqual(OPT_OUT);
});

test('an annotation of the user takes precedence, so that Flux can substitute files', () => {
  const annotations = { 'kustomize.toolkit.fluxcd.io/substitute': 'enabled', 'team': 'shop' };

  expect(annotationsOf({ annotations, files: { '/etc/app/file': 'region=${REGION}\n' } })).toEqual(annotations);
});
