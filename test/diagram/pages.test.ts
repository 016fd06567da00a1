import { readFileSync } from 'fs';
import { relative } from 'path';
import { PAGES, withDiagrams } from '../../projenrc/diagrams';
import { ROOT } from '../support/snippets';

test.each(PAGES.map(file => [relative(ROOT, file), file]))('%s shows the diagram of its example as the golden YAML has it', (_, file) => {
  const page = readFileSync(file, 'utf8');

  expect(page.match(/^```mermaid$/gm)).toHaveLength(1);
  expect(page).toMatch(/^<!-- diagram of examples\/.* -->\n```mermaid\nflowchart TD\n/m);
  expect(withDiagrams(page)).toBe(page);
});
