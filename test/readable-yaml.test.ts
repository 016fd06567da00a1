import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Manifests, Ordinals, StatefulApp, StatefulAppProps } from 'cdk8s-stateful-app';
import { parseAllDocuments } from 'yaml';
import { composedTexts } from './support/composed-texts';
import { PLAIN } from './support/render';
import { textOfMissing } from '../src/checks/written-values';
import { yamlKeyRule, yamlRule } from '../src/checks/yaml-text';

/** Texts, and whether kubectl reads them from the YAML of cdk8s as they are. `projenrc/go-yaml/table.ts` writes the file. */
const TABLE: [text: string, isReadable: boolean][] = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'go-yaml.json'), 'utf8'));

function chartWith(props: Partial<StatefulAppProps>): { app: App; chart: Chart; redis: StatefulApp } {
  const app = new App();
  const chart = new Chart(app, 'test');
  return { app, chart, redis: new StatefulApp(chart, 'Redis', { ...PLAIN, ...props }) };
}

const synth = (props: Partial<StatefulAppProps>) => () => Testing.synth(chartWith(props).chart);

test('the table of texts has both kinds', () => {
  expect(TABLE.filter(([, isReadable]) => isReadable).length).toBeGreaterThan(300);
  expect(TABLE.filter(([, isReadable]) => !isReadable).length).toBeGreaterThan(300);
});

test('exactly the texts that kubectl reads otherwise break a rule', () => {
  const wrong = TABLE.filter(([text, isReadable]) => (yamlKeyRule(text) === undefined) !== isReadable);

  expect(wrong).toEqual([]);
});

const refused = TABLE.filter(([text]) => yamlRule(text) !== undefined && text.length < 8).slice(0, 60);

test.each(refused)('%j is an error in the environment', text => {
  expect(synth({ env: { A: kplus.EnvValue.fromValue(text) } })).toThrow('[TextUnreadable at test/Redis/Resource/Resource]');
});

test('the content of files is any text that UTF-8 has: what kubectl could not read is encoded', () => {
  const texts = [...TABLE.map(([text]) => text), ...composedTexts(7, 500)].filter(text => !/\p{Surrogate}/u.test(text))
    .filter(text => (!text.includes('\r\n') || !text.startsWith('#!')) && textOfMissing(text) === undefined);
  const files = Object.fromEntries(texts.map((text, i) => [`/etc/redis/${i}.conf`, text]));
  const { app } = chartWith({ files });
  const [{ data, binaryData }] = parseAllDocuments(app.synthYaml(), { version: '1.1' }).map(document => document.toJS())
    .filter(({ kind }) => kind === 'ConfigMap');
  const decoded = Object.entries<string>(binaryData).map(([k, v]) => [k, Buffer.from(v, 'base64').toString()]);
  const mounted = { ...data, ...Object.fromEntries(decoded) };

  expect(mounted).toEqual(Object.fromEntries(texts.map((text, i) => [`etc.redis.${i}.conf`, text])));
  expect(Object.values<string>(data).filter(text => yamlRule(text) !== undefined)).toEqual([]);
});

test('every place of a file is encoded: reloaded files, and those of roles', () => {
  const { chart } = chartWith({
    shell: '/bin/sh',
    command: ['redis-server'],
    files: { '/etc/a': '\ta\nb' },
    reloadedFiles: { '/etc/b/b': '1e1_0' },
    roles: { all: { ordinals: Ordinals.all(), files: { '/etc/c': '0X1F' }, env: { D: '\u2028' } } },
  });
  const encoded = Object.fromEntries(Manifests.all(chart, 'ConfigMap')
    .map(({ metadata, binaryData }) => [metadata.name, Object.keys(binaryData)]));

  expect(encoded).toEqual({ 'redis-files': ['etc.a'], 'redis-reloaded-files': ['etc.b.b'], 'redis-roles': ['all-env', 'all.etc.c'] });
});

test('files that kubectl reads are plain text', () => {
  const { chart } = chartWith({ files: { '/etc/a': 'a = 1\n\tb = 2\n' } });

  expect(Manifests.one(chart, 'ConfigMap')).toMatchObject({ data: { 'etc.a': 'a = 1\n\tb = 2\n' } });
  expect(Manifests.one(chart, 'ConfigMap').binaryData).toBeUndefined();
});

test.each<[string, Partial<StatefulAppProps>]>([
  ['spec.template.spec.containers[0].args[1]', { args: ['a', '0o17'] }],
  ['spec.template.spec.containers[0].command[0]', { command: ['a\u0085'] }],
  ['spec.template.spec.containers[0].env[0].value', { env: { A: kplus.EnvValue.fromValue('0X1F') } }],
  ['metadata.annotations.note', { annotations: { note: '\ta\nb' } }],
  ['spec.template.metadata.annotations.note', { podAnnotations: { note: '\u2029' } }],
])('the error of %s names the field', (field, props) => {
  expect(synth(props)).toThrow(new RegExp(`^${field.replace(/[[\].]/g, '\\$&')} must not .*\\[TextUnreadable at `, 's'));
});

test('JSON patches are judged as well', () => {
  const { chart, redis } = chartWith({});
  redis.headlessService.addJsonPatch(JsonPatch.add('/metadata/annotations', { note: '1e1_0' }));

  redis.workload.statefulSet.addJsonPatch(JsonPatch.add('/metadata/annotations', { '<<': 'a' }));

  expect(() => Testing.synth(chart)).toThrow('metadata.annotations.note must not be a number in this spelling');
  expect(() => redis.workload.statefulSet.toJson()).toThrow('a key of metadata.annotations must not be <<');
});
