import { progress } from './progress';

/** One look at the cluster: either what was waited for, or what was there instead. */
export type Look<T> = { readonly found: T } | { readonly seen: string };

export interface WaitOptions {
  /** Seconds until the wait is given up. */
  readonly seconds: number;
  /** @default 0.25 */
  readonly everySeconds?: number;
}

/** Looks until it is found. A wait that ends says what it waited for and what it last saw. */
export async function waitFor<T>(what: string, options: WaitOptions, look: () => Promise<Look<T>>): Promise<T> {
  const start = Date.now();
  let mentioned = start;
  for (;;) {
    const answer = await look();
    if ('found' in answer) { return answer.found; }
    const now = Date.now();
    if (now - start > options.seconds * 1000) {
      throw new Error(`waited ${options.seconds} s for ${what}; last seen: ${answer.seen}`);
    }
    if (now - mentioned > 5000) {
      mentioned = now;
      progress(`still waiting for ${what}; seen: ${answer.seen}`);
    }
    await pause(options.everySeconds ?? 0.25);
  }
}

export function pause(seconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
