const SHAPES = {
  box: (label: string) => `[${label}]`,
  service: (label: string) => `([${label}])`,
  storage: (label: string) => `[(${label})]`,
};

/** Ids that Mermaid reads as keywords. */
const KEYWORDS = ['class', 'classDef', 'click', 'default', 'direction', 'end', 'flowchart', 'graph', 'linkStyle', 'style', 'subgraph'];

/** Writes a flowchart. Nodes and edges have keys, so that each of them is written once. */
export class Flowchart {
  private readonly ids = new Map<string, string>();
  private readonly nodes: string[] = [];
  private readonly edges: string[] = [];
  private indent = '  ';

  /** The id of a node, which is written when it is first named. */
  public node(key: string, shape: keyof typeof SHAPES, lines: string[]): string {
    const known = this.ids.get(key);
    if (known !== undefined) { return known; }
    const id = this.idFor(key, lines[0]);
    this.nodes.push(`${this.indent}${id}${SHAPES[shape](quoted(lines))}`);
    return id;
  }

  /** A frame around the nodes that `draw` writes. */
  public frame(key: string, lines: string[], draw: () => void): string {
    const id = this.idFor(key, lines[0]);
    this.nodes.push(`${this.indent}subgraph ${id}[${quoted(lines)}]`);
    this.indent += '  ';
    draw();
    this.indent = this.indent.slice(2);
    this.nodes.push(`${this.indent}end`);
    return id;
  }

  public edge(from: string, to: string[], arrow: '-->' | '-.->' | '---', label = ''): void {
    if (to.length === 0) { return; }
    const line = `  ${from} ${arrow}${label ? `|${quoted([label])}|` : ''} ${to.join(' & ')}`;
    if (!this.edges.includes(line)) { this.edges.push(line); }
  }

  public toString(): string {
    return ['flowchart TD', ...this.nodes, ...this.edges, ''].join('\n');
  }

  private idFor(key: string, title: string): string {
    const plain = title.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'object';
    const base = KEYWORDS.includes(plain) ? `${plain}_` : plain;
    const taken = new Set(this.ids.values());
    let id = base;
    for (let n = 2; taken.has(id); n++) { id = `${base}_${n}`; }
    this.ids.set(key, id);
    return id;
  }
}

/** Mermaid reads quotes, brackets and line breaks of a label as its syntax. `#` begins an entity. */
function quoted(lines: string[]): string {
  const escaped = lines.map(line => line
    .replace(/[#"<>&\n\r]/g, character => `#${character.charCodeAt(0)};`));
  return `"${escaped.join('<br>')}"`;
}
