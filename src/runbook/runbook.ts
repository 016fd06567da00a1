import { fill } from './fill';
import { exampleOf, withoutExample } from './page-example';
import { SetFacts } from './set-facts';

/** Where the pages of other links are. */
const DOCS = 'node_modules/cdk8s-stateful-app/docs';

/** The page with the recipes of a set, below the documentation. */
export function pageOf({ preset }: SetFacts): string {
  return preset === undefined ? 'guide/operations.md' : `presets/${preset}/operations.md`;
}

/** The operations of a set as Markdown: its page with the names, hosts and sizes of the set, after a table of them. */
export function runbook(page: string, facts: SetFacts): string {
  const filled = fill(withoutExample(page), exampleOf(page), facts);
  const [title, ...rest] = withFullLinks(filled, pageOf(facts)).split('\n');
  return [`${title} of ${facts.name} in namespace ${facts.namespace}`, '', overview(facts), ...rest].join('\n');
}

/** The first and the last of many. */
function range(facts: SetFacts, name: (ordinal: number) => string): string {
  const { firstOrdinal: first, replicas } = facts;
  if (replicas === 0) { return 'none'; }
  return replicas === 1 ? name(first) : `${name(first)} … ${name(first + replicas - 1)}`;
}

function overview(facts: SetFacts): string {
  const { name, namespace, serviceName, services, claims, secrets } = facts;
  const rows = [
    ['pods', range(facts, ordinal => `${name}-${ordinal}`)],
    ['image', facts.image],
    ['hosts', serviceName && range(facts, ordinal => `${name}-${ordinal}.${serviceName}.${namespace}.svc`)],
    ['Services', services.map(service => `${service.name} (${service.ports.join(', ')})`).join(', ')],
    ['claims', claims.map(claim => range(facts, ordinal => `${claim.name}-${name}-${ordinal}`)
      + (claim.size && ` of ${claim.size}`)).join(', ')],
    ['Secrets', secrets.map(secret => secret.name).join(', ')],
  ];
  const lines = rows.filter(([, value]) => value).map(([key, value]) => `| ${key} | ${value} |`);
  return ['| | |', '| --- | --- |', ...lines].join('\n');
}

/** A printed page has no directory, so links to other pages get the path in the package. */
function withFullLinks(page: string, path: string): string {
  return page.replace(/\]\((?!https?:|#)([^)#]*)/g, (_, link: string) => {
    const parts = [...path.split('/').slice(0, -1)];
    for (const part of link.split('/')) { if (part === '..') { parts.pop(); } else { parts.push(part); } }
    return `](${DOCS}/${parts.join('/')}`;
  });
}
