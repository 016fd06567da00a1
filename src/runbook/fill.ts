import { PageExample } from './page-example';
import { SetFacts } from './set-facts';

type Replacement = (code: string) => string;

/** Messages of pods are in italics. */
const CODE = /^ *```(?:sh|yaml|text)\n.*?^ *```$|`[^`\n]+`|\*[^*\n]+\*/gms;

/** The page with the names, the namespace and the sizes of the set in place of those of its example, wherever the page has code. */
export function fill(page: string, example: PageExample, facts: SetFacts): string {
  const replacements = [
    expandLines(example, facts), expandLists(example, facts), primaryOf(page, example, facts), sizes(example, facts),
    ...names(example, facts), namespaces(example, facts),
  ];
  return page.replace(CODE, code => replacements.reduce((filled, replace) => replace(filled), code))
    .replace(new RegExp(`\\b(container|set) \`${example.set}\``, 'g'), `$1 \`${facts.name}\``);
}

/** Ordinals of the example's pods that the commands name as any pod become ordinals that the set has. */
function ordinalIn(example: PageExample, { firstOrdinal, replicas, primary = 0 }: SetFacts): (ordinal: string) => number {
  return text => {
    const ordinal = Number(text);
    if (ordinal >= example.replicas) { return firstOrdinal + ordinal; }
    const swapped = ordinal === 0 ? primary - firstOrdinal : ordinal === primary - firstOrdinal ? 0 : ordinal;
    return firstOrdinal + Math.min(swapped, Math.max(replicas - 1, 0));
  };
}

function names(example: PageExample, facts: SetFacts): Replacement[] {
  const { set } = example;
  const ordinal = ordinalIn(example, facts);
  const before = '(?<![\\w$]|/run/secrets/|/etc/)';
  const host = new RegExp(`(?<![A-Za-z0-9_$])${set}-(\\d+|N|\\$\\w+)(\\.${set}(?![\\w-]))?`, 'g');
  const object = new RegExp(`${before}${set}-(${example.objects.join('|') || '(?!)'})(?![\\w-])`, 'g');
  const bare = new RegExp(`(statefulsets?[ /]|-c |instance=|SET=|container=")${set}(?![\\w-])`, 'g');
  return [
    code => code.replace(host, (_, n: string, domain?: string) =>
      `${facts.name}-${/^\d+$/.test(n) ? ordinal(n) : n}${domain ? `.${facts.serviceName}` : ''}`),
    code => code.replace(object, (_, suffix: string) => `${facts.name}-${suffix}`),
    code => code.replace(bare, (_, word: string) => `${word}${facts.name}`),
    ...example.secrets.map(({ suffix, path }): Replacement => code =>
      code.replace(new RegExp(`${before}${set}-${suffix}(?![\\w-])`, 'g'), secretFor(suffix, path, facts))),
    code => code.replace(new RegExp(`--replicas=${example.replicas}\\b`, 'g'), `--replicas=${facts.replicas}`),
  ];
}

/** The Secret of the manifests whose files the pods mount at or below this path, or the name that the page would give it. */
function secretFor(suffix: string, path: string | undefined, facts: SetFacts): string {
  const found = facts.secrets.find(({ files }) => path !== undefined && files.some(file => file === path || file.startsWith(`${path}/`)));
  return found?.name ?? `${facts.name}-${suffix}`;
}

function namespaces({ namespace }: PageExample, facts: SetFacts): Replacement {
  const named = new RegExp(`(NS=|-n |namespace[ =:]+)${namespace}(?![\\w-])`, 'g');
  return code => code.replace(named, (_, word: string) => `${word}${facts.namespace}`);
}

function sizes({ storage, larger }: PageExample, facts: SetFacts): Replacement {
  const size = facts.claims[0]?.size || storage;
  return code => code.replace(new RegExp(`\\b(${storage}|${larger})\\b`, 'g'), found => found === storage ? size : doubled(size));
}

function doubled(size: string): string {
  return size.replace(/^[\d.]+/, number => String(Number(number) * 2));
}

/** In a group, the page has a command that finds the primary. */
function primaryOf(page: string, { set }: PageExample, { electsPrimary }: SetFacts): Replacement {
  const command = /^ *(PRIMARY=\$\(.*\))$/m.exec(page)?.[1];
  if (!electsPrimary || !command) { return code => code; }
  return code => code.replace(new RegExp(`^( *)PRIMARY=${set}-\\d+$`, 'gm'), (_, indent: string) => indent + command);
}

/** Lines that repeat a command for each pod of the example do so for each pod of the set. */
function expandLines({ set, replicas }: PageExample, facts: SetFacts): Replacement {
  const line = new RegExp(`^(.*\\b${set}-)0(\\b.*)$`);
  return code => {
    const lines = code.split('\n');
    const expanded: string[] = [];
    for (let i = 0; i < lines.length;) {
      const [, head, tail] = line.exec(lines[i]) ?? [];
      const forEach = (count: number) => Array.from({ length: count }, (_, n) => `${head}${n}${tail}`);
      if (head !== undefined && forEach(replicas).every((each, n) => lines[i + n] === each)) {
        expanded.push(...forEach(facts.replicas));
        i += replicas;
      } else {
        expanded.push(lines[i++]);
      }
    }
    return expanded.join('\n');
  };
}

/** Lists of all pods or claims in one line, such as `data-zk-0 data-zk-1 data-zk-2`. */
function expandLists({ replicas }: PageExample, facts: SetFacts): Replacement {
  return code => code.replace(/(?<![\w$-])([\w$-]+-)0(?: \1\d+)+(?![\w-])/g, (listed, head: string) => {
    const of = (count: number) => Array.from({ length: count }, (_, n) => `${head}${n}`).join(' ');
    return listed === of(replicas) ? of(facts.replicas) : listed;
  });
}
