import type { KubernetesObject } from '@kubernetes/client-node';
import { parseHeld, parseLedger } from './ledger';
import type { Recording } from './recording';
import { judgeRecording, type FaultWindow, type Verdict } from './verdict';
import { writerContainer, writerManifests, writerPodName } from './writer-pod';
import type { WriterSpec } from './writer-spec';
import type { Cluster } from '../harness/cluster';
import { Conditions } from '../harness/conditions';
import { exec, execOutput, type ExecTarget } from '../harness/exec';
import { isReady } from '../harness/pods';
import { progress } from '../harness/progress';
import { pause, waitFor } from '../harness/wait';

/** What a recorder needs from its case. */
export interface RecorderHome {
  readonly namespace: string;
  readonly apply: (manifests: KubernetesObject[]) => Promise<void>;
  readonly report: (recording: Recording) => void;
}

/** Seconds of undisturbed writing before, between and after faults: the baseline that a fault is compared with. */
const calm = 2;

/** Writes while faults happen, and compares afterwards what was acknowledged with what the system holds. */
export class Recorder {
  public static async start(cluster: Cluster, spec: WriterSpec, home: RecorderHome): Promise<Recorder> {
    if (!Number.isInteger(100 / spec.rate) || spec.rate > 50) {
      throw new Error('rate must divide 100 and be at most 50, '
      + `got ${spec.rate}`);
    }
    await home.apply(writerManifests(spec));
    await new Conditions(cluster, home.namespace).pod(writerPodName(spec), 'to write', isReady);
    const target = { namespace: home.namespace, pod: writerPodName(spec), container: writerContainer };
    const recorder = new Recorder(cluster, spec, home, target, await clockOffset(cluster, target));
    await recorder.firstAcknowledgement();
    progress(`recorder ${spec.name}: writes are acknowledged, ${spec.rate}/s declared`);
    return recorder;
  }

  private readonly windows: FaultWindow[] = [];

  private constructor(
    private readonly cluster: Cluster,
    private readonly spec: WriterSpec,
    private readonly home: RecorderHome,
    private readonly target: ExecTarget,
    private readonly offset: number,
  ) {}

  /**
   * Runs `act`: a fault and the wait for the recovery from it. Only then, and until the next acknowledged write, a slower rate is excused.
   */
  public async during(fault: string, act: () => Promise<void>): Promise<void> {
    await pause(calm);
    const from = this.now();
    await act();
    await this.nextAcknowledgement();
    this.windows.push({ fault, from, to: this.now() });
    await pause(calm);
  }

  /**
   * Stops the writer, reads back what the system holds, reports the comparison, and throws when it does not hold up.
   * @param env - overrides the environment of `read_numbers`, for instance `HOST` to ask one member
   */
  public async verdict(env: Record<string, string> = {}): Promise<Verdict> {
    const verdict = await this.compare(env);
    if (verdict.failures.length) { throw new Error(`recorder ${this.spec.name}: ${verdict.failures.join('; ')}`); }
    return verdict;
  }

  /** As `verdict`, for who judges the failures himself. May be called again to read back from another member. */
  public async compare(env: Record<string, string> = {}): Promise<Verdict> {
    const ledger = parseLedger(await this.stop());
    const held = parseHeld(await this.readBack(env));
    const verdict = judgeRecording(ledger, held, { rate: this.spec.rate, windows: this.windows });
    const faults = this.windows.map(window => window.fault).join(', ') || 'none';
    const from = Object.values(env).join(', ');
    this.home.report({ what: from ? `${faults} (read from ${from})` : faults, rate: this.spec.rate, verdict });
    return verdict;
  }

  private async firstAcknowledgement(): Promise<void> {
    await waitFor(`the first acknowledged write of ${this.spec.name}`, { seconds: 30 }, async () => {
      const { code } = await exec(this.cluster, this.target, ['grep', '-q', '^acked ', '/ledger/ledger']);
      if (code === 0) { return { found: true }; }
      const errors = await exec(this.cluster, this.target, ['tail', '-n', '3', '/ledger/errors']);
      return { seen: errors.stdout.trim() || 'no answer' };
    });
  }

  private async nextAcknowledgement(): Promise<void> {
    const since = this.now();
    await waitFor(`${this.spec.name} to acknowledge writes again`, { seconds: 60 }, async () => {
      const tail = await execOutput(this.cluster, this.target, ['tail', '-n', '4', '/ledger/ledger']);
      const again = tail.split('\n').some(line => line.startsWith('acked ') && Number(line.split(' ')[2]) / 100 > since);
      return again ? { found: true } : { seen: tail.trim().split('\n').join(', ') };
    });
  }

  private async stop(): Promise<string> {
    await execOutput(this.cluster, this.target, ['touch', '/ledger/stop']);
    await waitFor(`writer ${this.spec.name} to stop`, { seconds: 30 }, async () => {
      const { code, stderr } = await exec(this.cluster, this.target, ['grep', '-q', '^stopped ', '/ledger/ledger']);
      return code === 0 ? { found: true } : { seen: stderr || 'it still writes' };
    });
    return execOutput(this.cluster, this.target, ['cat', '/ledger/ledger']);
  }

  private async readBack(env: Record<string, string>): Promise<string> {
    const settings = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    const command = ['env', ...settings, this.spec.shell ?? 'sh', '/writer/read-back.sh'];
    return waitFor<string>(`${this.spec.name} to be read back`, { seconds: 180, everySeconds: 1 }, async () => {
      const { code, stdout, stderr } = await exec(this.cluster, this.target, command);
      return code === 0 ? { found: stdout } : { seen: stderr || `exit code ${code}` };
    });
  }

  /** Seconds on the writer's clock. */
  private now(): number {
    return performance.now() / 1000 + this.offset;
  }
}

/** The writer's clock is another machine's: what to add to ours, to within half of one round trip. */
async function clockOffset(cluster: Cluster, target: ExecTarget): Promise<number> {
  const before = performance.now();
  const uptime = Number((await execOutput(cluster, target, ['cat', '/proc/uptime'])).split(' ')[0]);
  return uptime - (before + performance.now()) / 2000;
}
