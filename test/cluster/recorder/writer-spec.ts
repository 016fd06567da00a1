/** How the numbers of a recorder get into one system, and out of it again. */
export interface WriterSpec {
  /** Names the writer's pod, for instance `redis`. */
  readonly name: string;
  /** Has a POSIX shell, `sleep`, `cat`, `sed` and the client of the system. */
  readonly image: string;
  /** A user id other than 0: the writer runs under Pod Security `restricted`, too. */
  readonly user: number;
  /**
   * Path of a shell file with two functions. `write_number NUMBER` makes one write and succeeds only when it was acknowledged;
   * it bounds its own time (`timeout 2 ...`) and reconnects by itself; or `keep_writing` fills the ledger at a pace of its own.
   * `read_numbers` prints what the system holds, one number a line.
   */
  readonly script: string;
  /** The shell that runs the script. @default 'sh' */
  readonly shell?: 'sh' | 'bash';
  /** The node of the pod, for a case that loses others. @default - any */
  readonly node?: string;
  /** Further labels of the pod, by which a network policy lets it in. @default - only its own */
  readonly labels?: Record<string, string>;
  /** What the script reads from its environment, for instance the client Service as `HOST`. */
  readonly env: Record<string, string>;
  /** Writes each second, declared: a recorder that falls below half of it outside of faults fails. At most 50. */
  readonly rate: number;
}
