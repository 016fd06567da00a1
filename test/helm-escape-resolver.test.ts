import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, IResolver, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HelmEscapeResolver, Manifests, StatefulApp } from 'cdk8s-stateful-app';
import { parseAllDocuments } from 'yaml';
import { Give, PROGRAMS } from './support/every-struct';
import { run, testIfInstalled } from './support/installed';
import { PLAIN } from './support/render';

const asGiven: Give = (_, struct) => struct;

function appOf(program: (chart: Chart) => unknown, resolvers: IResolver[] = []): App {
  const app = new App({ resolvers });
  program(new Chart(app, 'test', { namespace: 'shop' }));
  return app;
}

/** One text as an annotation, as a file, in a list and behind a Lazy. */
function textsOf(text: string, resolvers: IResolver[]): unknown[] {
  const app = appOf(chart => {
    new StatefulApp(chart, 'Redis', {
      ...PLAIN, args: [text], annotations: { note: text }, podAnnotations: { note: text }, files: { '/f': text },
    });
    new ApiObject(chart, 'Object', { apiVersion: 'v1', kind: 'Other', spec: Lazy.any({ produce: () => ({ [text]: 1 }) }) });
    new kplus.ConfigMap(chart, 'Map', { data: { key: text }, metadata: { annotations: { note: text } } });
  }, resolvers);
  const chart = app.charts[0];
  const { metadata, spec } = Manifests.one(chart, 'StatefulSet');
  const map = Manifests.one(chart, 'ConfigMap', Manifests.all(chart, 'ConfigMap')[1].metadata.name);
  return [
    metadata.annotations.note, spec.template.metadata.annotations.note, spec.template.spec.containers[0].args[0],
    Manifests.one(chart, 'ConfigMap', 'redis-files').data.f, Object.keys(Manifests.one(chart, 'Other').spec)[0],
    map.data.key, map.metadata.annotations.note,
  ];
}

test.each([
  ['{{ $labels.pod }}', '{{`{{`}} $labels.pod }}'],
  ['{{{ a }}}', '{{`{{`}}{ a }}}'],
  ['{{{{', '{{`{{`}}{{`{{`}}'],
  ['} a {', '} a {'],
  ['}} a', '}} a'],
])('%s is escaped once in every place, also in metadata, which cdk8s resolves twice', (text, escaped) => {
  expect(textsOf(text, [new HelmEscapeResolver()])).toEqual(Array(7).fill(escaped));
});

test('a JSON patch can contain an expression for Helm', () => {
  const app = appOf(chart => {
    const { workload } = new StatefulApp(chart, 'Redis', PLAIN);
    workload.statefulSet.addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', '{{ .Values.image }}'));
  }, [new HelmEscapeResolver()]);

  expect(Manifests.one(app.charts[0], 'StatefulSet').spec.template.spec.containers[0].image).toBe('{{ .Values.image }}');
});

test('without the resolver, and for texts without braces, the manifests stay as they are', () => {
  const program = (chart: Chart) => new StatefulApp(chart, 'Redis', { ...PLAIN, files: { '/f': 'a } b' } });

  expect(appOf(program, [new HelmEscapeResolver()]).synthYaml()).toBe(appOf(program).synthYaml());
});

test('another resolver can replace a value before or after it', () => {
  const other: IResolver = {
    resolve: context => {
      if (context.key.at(-1) === 'image' && context.value !== 'other:1') { context.replaceValue('other:1'); }
    },
  };
  const images = [[other, new HelmEscapeResolver()], [new HelmEscapeResolver(), other]].map(resolvers =>
    Manifests.one(appOf(chart => new StatefulApp(chart, 'Redis', PLAIN), resolvers).charts[0], 'StatefulSet')
      .spec.template.spec.containers[0].image);

  expect(images).toEqual(['other:1', 'other:1']);
});

describe.each([
  ['Helm 3', process.env.HELM3 ?? 'helm3', 'go install helm.sh/helm/v3/cmd/helm@v3.20.2'],
  ['Helm 4', process.env.HELM4 ?? 'helm4', 'go install helm.sh/helm/v4/cmd/helm@v4.3.2'],
])('%s', (_, helm, install) => {
  testIfInstalled(helm, 'version', install).each(Object.keys(PROGRAMS))('renders a chart of %s to the objects of the plain YAML', name => {
    const program = (chart: Chart) => {
      PROGRAMS[name](chart, asGiven);
      new StatefulApp(chart, 'Braces', {
        ...PLAIN,
        args: ['{{', '{{{ "a" }} \'b\'', '{{- `c` -}}', ' {{', '{{/* d */}}'],
        files: { '/f': '{{ e }}\n\t{{ "f" }}\n---\n{{ `g` }}\n', '/g': '{{ \u2028 }}' },
        podAnnotations: { note: '{{ h }}: "i"' },
      });
    };
    expect(rendered(helm, appOf(program, [new HelmEscapeResolver()]).synthYaml()))
      .toEqual(byTitle(Testing.synth(appOf(program).charts[0])));
  }, 60_000);
});

function rendered(helm: string, yaml: string): Record<string, unknown> {
  const chart = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    mkdirSync(join(chart, 'templates'));
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: test\nversion: 1.0.0\n');
    writeFileSync(join(chart, 'templates', 'test.yaml'), yaml);
    const { status, output } = run(helm, ['template', 'test', chart]);
    if (status !== 0) { throw new Error(output); }
    return byTitle(parseAllDocuments(output, { version: '1.1' }).map(document => document.toJS()));
  } finally {
    rmSync(chart, { recursive: true });
  }
}

function byTitle(manifests: any[]): Record<string, unknown> {
  return Object.fromEntries(manifests.map(manifest => [`${manifest.kind}/${manifest.metadata.name}`, manifest]));
}
