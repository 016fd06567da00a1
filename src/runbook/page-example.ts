/**
 * The set that the recipes of a page use as their example. The page declares it in a comment, so that its commands stay readable and are
 * the one source of every runbook:
 *
 *     <!-- runbook: namespace=shop set=zk replicas=3 storage=1Gi larger=2Gi objects=client secrets=tls:/run/secrets/zookeeper-tls -->
 */
export interface PageExample {
  readonly namespace: string;
  readonly set: string;
  readonly replicas: number;
  /** The size of the volumes, and the one to which a recipe grows them. */
  readonly storage: string;
  readonly larger: string;
  /** Further objects that have the name of the set and this suffix. */
  readonly objects: string[];
  /** Secrets by the suffix of their names, with the path at which the pods mount a file of them. */
  readonly secrets: { readonly suffix: string; readonly path?: string }[];
}

const DECLARATION = /^<!-- runbook: (.*) -->\n\n?/m;

export function exampleOf(page: string): PageExample {
  const fields = new Map((DECLARATION.exec(page)?.[1] ?? '').split(' ').map(field => field.split('=') as [string, string]));
  const field = (name: string) => {
    const value = fields.get(name);
    if (value === undefined) { throw new Error(`the page declares no ${name} for its runbook`); }
    return value;
  };
  const parts = (name: string) => (fields.get(name) ?? '').split(',').filter(Boolean);
  return {
    namespace: field('namespace'),
    set: field('set'),
    replicas: Number(field('replicas')),
    storage: field('storage'),
    larger: field('larger'),
    objects: parts('objects'),
    secrets: parts('secrets').map(secret => ({ suffix: secret.split(':')[0], path: secret.split(':')[1] })),
  };
}

/** The page without the declaration, and without sentences about the names of the example. */
export function withoutExample(page: string): string {
  return page.replace(DECLARATION, '').replace(/ ?<!-- about the example -->.*?<!-- end -->/gs, '');
}
