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
