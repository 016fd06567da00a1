import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { StatefulApp } from 'cdk8s-stateful-app';
import { parseAllDocuments } from 'yaml';
import { Give, PROGRAMS } from './support/every-struct';
import { PLAIN } from './support/render';

const asGiven: Give = (_, struct) => struct;

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'output-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

const TYPES = [
  YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
].map(type => [YamlOutputType[type], type] as const);
const PER_RESOURCE = TYPES.slice(2);

function files(): string[] {
  return (readdirSync(outdir, { recursive: true }) as string[]).filter(file => file.endsWith('.k8s.yaml')).sort();
}

function titlesIn(file: string): string[] {
  return parseAllDocuments(readFileSync(join(outdir, file), 'utf8')).map(document => titleOf(document.toJS()));
}

function titleOf({ kind, metadata }: any): string {
  return `${kind}.${metadata.name}`;
}

describe.each(TYPES)('%s', (name, yamlOutputType) => {
  test.each(Object.keys(PROGRAMS))('has each object of %s in exactly one file', program => {
    const app = new App({ outdir, yamlOutputType });
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    PROGRAMS[program](chart, asGiven);
    app.synth();

    expect(files().flatMap(titlesIn).sort()).toEqual(Testing.synth(chart).map(titleOf).sort());
    if (name.includes('FILE_PER_RESOURCE')) {
      expect(files().map(file => file.split('/').at(-1))).toEqual(files().flatMap(titlesIn).map(title => `${title}.k8s.yaml`));
    }
  });
});

test('the Jobs of two Kafka clusters in one chart have a file each', () => {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, recordConstructMetadata: true });
  const chart = new Chart(app, 'test', { namespace: 'shop' });
  PROGRAMS.Kafka(chart, asGiven);
  app.synth();

  const [job] = files().filter(file => file.includes('/Job.'));
  expect(job).toMatch(/^test\/Job\.kafka-topics-[0-9a-f]{10}\.k8s\.yaml$/);
  expect(readFileSync(join(outdir, 'construct-metadata.json'), 'utf8')).not.toContain('[object Object]');
});

test.each(PER_RESOURCE)('%s rejects objects that differ in their namespace alone', (_, yamlOutputType) => {
  const app = new App({ outdir, yamlOutputType });
  const chart = new Chart(app, 'test');
  new StatefulApp(chart, 'One', { ...PLAIN, namespace: 'one' });
  new StatefulApp(chart, 'Two', { ...PLAIN, namespace: 'two' });

  expect(() => app.synth()).toThrow(/HeadlessService.*\[OutputFileTaken at test\/Two\/HeadlessService\]/);
  expect(files()).toEqual([]);
});

test('an object of the user that would replace one of a set is rejected', () => {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  new StatefulApp(new Chart(app, 'test', { namespace: 'one' }), 'Redis', PLAIN);
  new ApiObject(new Chart(app, 'other', { namespace: 'two' }), 'Service', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'redis' },
  });

  expect(() => app.synth()).toThrow('[OutputFileTaken at other/Service]');
});

test('copies of a set in two charts have a file each in the folders of their charts', () => {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  for (const cluster of ['east', 'west']) { new StatefulApp(new Chart(app, cluster), 'Redis', { ...PLAIN, allowCopies: true }); }
  app.synth();

  expect(files().filter(file => file.endsWith('StatefulSet.redis.k8s.yaml'))).toEqual([
    'east/StatefulSet.redis.k8s.yaml', 'west/StatefulSet.redis.k8s.yaml',
  ]);
});
