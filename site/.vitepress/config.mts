import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { withMermaid } from 'vitepress-plugin-mermaid';
import { sidebar } from './sidebar.mts';

/** Where files are read that are in the repository and not in docs/. */
const REPOSITORY = `${JSON.parse(readFileSync('../package.json', 'utf8')).homepage}/blob/main/`;

/** The pages are outside of the folder that has the packages. */
const packagePath = (name: string) => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));

export default withMermaid(defineConfig({
  title: 'cdk8s-stateful-app',
  description: 'Databases, queues and caches on plain Kubernetes, written in TypeScript and deployed as plain YAML',
  srcDir: '../docs',
  outDir: 'dist',
  cacheDir: 'node_modules/.cache/vitepress',
  // an alert's runbook_url ends in the name of the page
  cleanUrls: true,
  lastUpdated: false,
  vite: {
    resolve: {
      alias: [
        { find: /^vue\/server-renderer$/, replacement: packagePath('vue/server-renderer/index.mjs') },
        { find: /^vue$/, replacement: packagePath('vue/dist/vue.runtime.esm-bundler.js') },
      ],
    },
  },
  markdown: {
    // braces in prose are braces
    attrs: { disable: true },
    config(md) {
      // Vue would evaluate the templates of alerts
      for (const name of ['text', 'code_inline'] as const) {
        const rule = md.renderer.rules[name]!;
        md.renderer.rules[name] = (...args) => rule(...args).replaceAll('{{', '&#123;&#123;');
      }
      md.core.ruler.push('links-out-of-docs', ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.attrGet('href');
          if (token.type !== 'link_open' || !href || /^(#|\/|[a-z]+:)/.test(href)) { continue; }
          const path = posix.join('docs', posix.dirname(env.relativePath), href);
          if (path.startsWith('docs/')) { continue; }
          if (!existsSync(posix.join('..', path.replace(/#.*$/, '')))) {
            throw new Error(`${env.relativePath} links to ${href}, which does not exist`);
          }
          token.attrSet('href', REPOSITORY + path);
        }
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Guide', link: '/guide/' },
      {
        text: 'Presets',
        items: ['mysql', 'postgresql', 'kafka', 'cassandra', 'zookeeper'].map(name => ({ text: name, link: `/presets/${name}/` })),
      },
      { text: 'Runbooks', link: '/runbooks/' },
      { text: 'API', link: '/api/' },
      { text: 'Errors', link: '/errors' },
      { text: 'Glossary', link: '/glossary' },
    ],
    sidebar,
    outline: [2, 3],
  },
}));
