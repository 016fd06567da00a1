import { readFileSync } from 'fs';

/** The text of a page without its blocks of code, in which `#` begins a comment. */
export function proseOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/^ *```.*?^ *```$/gms, '');
}

/** Where links into a page may lead: its headings, named as GitHub names them, and the ids that it gives. */
export function anchorsOf(file: string): Set<string> {
  const text = proseOf(file);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase()
    .replace(/<[^>]*>|[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-'));
  const seen = new Map<string, number>();
  const ofHeadings = headings.map(heading => {
    const before = seen.get(heading) ?? 0;
    seen.set(heading, before + 1);
    return before === 0 ? heading : `${heading}-${before}`;
  });
  return new Set([...ofHeadings, ...[...text.matchAll(/ (?:id|name)="([^"]+)"/g)].map(([, id]) => id)]);
}
