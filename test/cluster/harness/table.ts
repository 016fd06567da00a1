export interface Table {
  readonly title: string;
  readonly columns: string[];
  readonly rows: string[][];
}

/** A table as aligned text; columns of numbers are aligned to the right. */
export function renderTable(table: Table): string {
  const widths = table.columns.map((column, i) => Math.max(column.length, ...table.rows.map(row => row[i].length)));
  const numeric = table.columns.map((_, i) => table.rows.every(row => /^[\d.,-]*( (s|%|\/s))?$/.test(row[i])));
  const line = (cells: string[]) => cells.map((
    cell, i,
  ) => (numeric[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd();
  return [table.title, line(table.columns), widths.map(width => '-'.repeat(width)).join('  '), ...table.rows.map(line)].join('\n');
}

/** Puts the rows of equally titled tables together, in the order of their first appearance. */
export function mergeTables(tables: Table[]): Table[] {
  const merged = new Map<string, Table>();
  for (const table of tables) {
    const rows = [...merged.get(table.title)?.rows ?? [], ...table.rows];
    merged.set(table.title, { ...table, rows });
  }
  return [...merged.values()];
}
