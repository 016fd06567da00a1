/** An assembly without texts and positions, which are most of it and no part of a comparison or of a call. */
export function withoutTexts({ readme, ...assembly }: any): any {
  return typesOf(assembly);
}

function typesOf(value: any): any {
  if (Array.isArray(value)) { return value.map(typesOf); }
  if (typeof value !== 'object' || value === null) { return value; }
  const { locationInModule, docs, ...rest } = value;
  const types = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, typesOf(inner)]));
  return docs?.stability ? { ...types, docs: { stability: docs.stability } } : types;
}

/** An assembly whose README links to files of the repository by address: PyPI shows the README and has no files beside it. */
export function withReadmeLinks(assembly: any): any {
  const repository = `${assembly.homepage}/blob/main/`;
  const markdown = assembly.readme.markdown.replace(/\]\((?!#|[a-z]+:)/g, `](${repository}`);
  return { ...assembly, readme: { ...assembly.readme, markdown } };
}
