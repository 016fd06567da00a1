const start = Date.now();

/** One line for whoever watches the run, with the seconds since it began. */
export function progress(text: string): void {
  const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(7);
  process.stdout.write(`${seconds}s  ${text}\n`);
}
