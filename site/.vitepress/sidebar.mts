import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const DOCS = '../docs';

/** The first heading of a page. */
function titleOf(path: string): string {
  return /^# (.*?)(?: <a .*)?$/m.exec(readFileSync(join(DOCS, path), 'utf8'))?.[1] ?? path;
}

/** The pages of a directory by their titles, the index first and the rest in the order given, or by name. */
function pagesOf(directory: string, order: string[] = []): DefaultTheme.SidebarItem[] {
  const names = readdirSync(join(DOCS, directory)).filter(name => name.endsWith('.md')).map(name => name.replace(/\.md$/, ''));
  const rank = (name: string) => ['index', ...order, name].indexOf(name);
  return names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map(name => ({ text: titleOf(`${directory}/${name}.md`), link: `/${directory}/${name === 'index' ? '' : name}` }));
}

const CHAPTERS = [
  'names', 'storage', 'roles', 'files', 'containers', 'security', 'placement', 'rollout', 'services', 'applications', 'network', 'jobs',
  'cdk8s-plus', 'escape-hatches', 'upgrades', 'plan', 'pipeline', 'diagram-and-runbook', 'operations', 'environments', 'contradictions',
  'own-system', 'gitops', 'integrations', 'leaving-bitnami',
];
const PRESET_PAGES = ['behaviour', 'group', 'operations', 'reference'];

export const sidebar: DefaultTheme.Sidebar = [
  { text: 'Guide', items: pagesOf('guide', CHAPTERS), collapsed: false },
  ...readdirSync(join(DOCS, 'presets')).sort()
    .map(name => ({ text: name, items: pagesOf(`presets/${name}`, PRESET_PAGES), collapsed: false })),
  { text: 'Runbooks', items: pagesOf('runbooks'), collapsed: true },
  { text: 'API', items: pagesOf('api'), collapsed: true },
  { text: 'More', items: [
    { text: 'Error codes', link: '/errors' }, { text: 'Glossary', link: '/glossary' }, { text: 'Architecture', link: '/architecture' },
  ] },
];
