/** How deep a run goes; a level includes those before it. */
export const levels = ['quick', 'full', 'soak'] as const;
export type Level = (typeof levels)[number];

export function isLevel(text: string): text is Level {
  return (levels as readonly string[]).includes(text);
}

/** Whether a case of level `own` belongs to a run of level `run`. */
export function includes(run: Level, own: Level): boolean {
  return levels.indexOf(own) <= levels.indexOf(run);
}

/** Whether a run of this level has a case in a suite, of which this is the source. It takes seconds to start a suite that has none. */
export function hasCases(source: string, run: Level): boolean {
  const declared = [...source.matchAll(/\blevel: '(\w+)'/g)].map(match => match[1]);
  return !declared.length || declared.some(level => !isLevel(level) || includes(run, level));
}
