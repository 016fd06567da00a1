import type { KubernetesObject } from '@kubernetes/client-node';
import { judge, timingsTable, type Timing } from './bars';
import { reason, type Cluster } from './cluster';
import { Conditions } from './conditions';
import { execOutput } from './exec';
import { PodTimeline } from './pod-timeline';
import { progress } from './progress';
import type { Table } from './table';
import { Faults } from '../faults/faults';
import { Recorder } from '../recorder/recorder';
import { recordingsTable, type Recording } from '../recorder/recording';
import type { WriterSpec } from '../recorder/writer-spec';

const fieldManager = 'cluster-test';

/** What a case works with: its namespace, the manifests in it, waits, faults and the recorder. */
export class CaseContext {
  public readonly faults: Faults;
  public readonly until: Conditions;
  private readonly timings: Timing[] = [];
  private readonly recordings: Recording[] = [];
  private readonly timelines: PodTimeline[] = [];

  constructor(public readonly cluster: Cluster, public readonly title: string, public readonly namespace: string) {
    this.until = new Conditions(cluster, namespace);
    this.faults = new Faults(cluster, namespace, manifests => this.apply(manifests));
  }

  /** Server-side apply of what `chart.toJson()` gives, in its order. Names of other namespaces are refused, never rewritten. */
  public async apply(manifests: KubernetesObject[]): Promise<void> {
    for (const manifest of manifests) {
      const name = `${manifest.kind} ${manifest.metadata?.name}`;
      if (!await this.cluster.objects.isNamespaced(manifest)) {
        throw new Error(`${name} is not namespaced: it could not `
        + 'be removed with its case');
      }
      const given = manifest.metadata?.namespace ?? this.namespace;
      if (given !== this.namespace) {
        throw new Error(`${name} names namespace ${given}; synthesize it without one, `
        + 'or with that of the case');
      }
      try {
        await this.cluster.objects.apply({ ...manifest, metadata: { ...manifest.metadata, namespace: given } }, fieldManager);
      } catch (error) {
        throw new Error(`${name} was refused: ${reason(error)}`);
      }
    }
  }

  /** The output of a command that must succeed in a container. */
  public async exec(pod: string, container: string, command: string[]): Promise<string> {
    return execOutput(this.cluster, { namespace: this.namespace, pod, container }, command);
  }

  /** Times `act` against a bar of seconds: above it the table says so, above twice the bar the case fails. */
  public async time<T>(what: string, bar: number, act: () => Promise<T>): Promise<T> {
    const start = Date.now();
    const result = await act();
    this.against(what, (Date.now() - start) / 1000, bar);
    return result;
  }

  /** Reports a time that was measured otherwise against its bar. */
  public against(what: string, seconds: number, bar: number): void {
    const timing = { what, seconds, bar };
    this.timings.push(timing);
    progress(`${what}: ${seconds.toFixed(1)} s (bar ${bar} s, ${judge(timing)})`);
    if (judge(timing) === 'FAILED') { throw new Error(`${what} took ${seconds.toFixed(1)} s, more than twice the bar of ${bar} s`); }
  }

  /** Writes down, from now on, in which order the pods of the namespace come, get ready and go. */
  public async watchPods(): Promise<PodTimeline> {
    const timeline = await PodTimeline.start(this.cluster, this.namespace);
    this.timelines.push(timeline);
    return timeline;
  }

  /** Ends what the case began and did not end. */
  public async end(): Promise<void> {
    for (const timeline of this.timelines) { timeline.stop(); }
    await this.faults.undoAll();
  }

  /** Starts a writer in a pod of its own and returns once its writes are acknowledged. */
  public async record(spec: WriterSpec): Promise<Recorder> {
    return Recorder.start(this.cluster, spec, {
      namespace: this.namespace,
      apply: manifests => this.apply(manifests),
      report: recording => this.recordings.push(recording),
    });
  }

  /** All that the case measured. */
  public tables(): Table[] {
    const tables = [];
    if (this.recordings.length) { tables.push(recordingsTable(this.title, this.recordings)); }
    if (this.timings.length) { tables.push(timingsTable(this.title, this.timings)); }
    return tables;
  }
}
