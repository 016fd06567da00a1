/** One write that the recorder tried; times in seconds on the clock of the writer's node. */
export interface Attempt {
  readonly number: number;
  readonly sentAt: number;
  /** Undefined where the write was not acknowledged: it may still have been made. */
  readonly ackedAt?: number;
}

/** Everything that a writer did, in the order of its numbers. */
export interface Ledger {
  readonly attempts: Attempt[];
  /** When the writer stopped. */
  readonly stoppedAt: number;
}

/** Reads the lines `sent|acked|failed NUMBER TIME` and `stopped 0 TIME`, times in hundredths of a second. */
export function parseLedger(text: string): Ledger {
  const sent = new Map<number, number>();
  const acked = new Map<number, number>();
  let stoppedAt: number | undefined;
  for (const line of text.split('\n').filter(Boolean)) {
    const [event, number, time] = line.split(' ');
    const seconds = Number(time) / 100;
    if (!/^\d+$/.test(number ?? '') || !/^\d+$/.test(time ?? '')) { throw new Error(`not a line of a ledger: ${line}`); }
    switch (event) {
      case 'sent': sent.set(Number(number), seconds); break;
      case 'acked': acked.set(Number(number), seconds); break;
      case 'stopped': stoppedAt = seconds; break;
      case 'failed': break;
      default: throw new Error(`not a line of a ledger: ${line}`);
    }
  }
  if (stoppedAt === undefined) { throw new Error('the ledger has no end: its writer did not stop'); }
  const attempts = [...sent].map(([number, sentAt]) => ({ number, sentAt, ackedAt: acked.get(number) }));
  return { attempts: attempts.sort((a, b) => a.number - b.number), stoppedAt };
}

/** What the system holds afterwards, one number a line, in any order. */
export function parseHeld(text: string): number[] {
  return text.split('\n').map(line => line.trim()).filter(Boolean).map(line => {
    if (!/^\d+$/.test(line)) { throw new Error(`the system holds what no writer wrote: ${line.slice(0, 80)}`); }
    return Number(line);
  });
}
