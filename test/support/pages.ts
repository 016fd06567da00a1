import { readFileSync } from 'fs';

/** The text of a page without its blocks of code, in which `#` begins a comment. */
export function proseOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/^ *```.*?^ *```$/gms, '');
}

/** The anchor that GitHub gives to a heading. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/<[^>]*>|[^\p{L}\p{N}_ -]/gu, '').trim().replaceAll(' ', '-');
}

/** The links of a page that stay in the repository: a path, which is empty for the page itself, and an anchor of that page. */
export function linksOf(file: string): { path: string; anchor?: string }[] {
  return [...proseOf(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path, anchor]) => ({ path, anchor }));
}

/** Where links into a page may lead: its headings, named as GitHub names them, and the ids that it gives. */
export function anchorsOf(file: string): Set<string> {
  const text = proseOf(file);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
  const seen = new Map<string, number>();
  const ofHeadings = headings.map(heading => {
    const before = seen.get(heading) ?? 0;
    seen.set(heading, before + 1);
    return before === 0 ? heading : `${heading}-${before}`;
  });
  return new Set([...ofHeadings, ...[...text.matchAll(/ (?:id|name)="([^"]+)"/g)].map(([, id]) => id)]);
}
