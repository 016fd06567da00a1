import { Watch, type V1Pod } from '@kubernetes/client-node';
import type { Cluster } from './cluster';
import { isReady } from './pods';

export type PodEvent = 'created' | 'ready' | 'not ready' | 'terminating' | 'gone';

/** Writes down what becomes of the pods of a namespace, in the order in which the API server tells it. */
export class PodTimeline {
  public static async start(cluster: Cluster, namespace: string): Promise<PodTimeline> {
    const timeline = new PodTimeline(cluster, namespace);
    await timeline.watch();
    return timeline;
  }

  private readonly seen: { pod: string; event: PodEvent }[] = [];
  private readonly states = new Map<string, PodEvent>();
  private request?: AbortController;
  private stopped = false;
  private broken?: unknown;

  private constructor(private readonly cluster: Cluster, private readonly namespace: string) {}

  /** Lines such as `db-0 ready`. @param events - only these kinds */
  public lines(...events: PodEvent[]): string[] {
    if (this.broken) { throw new Error(`the watch on pods of ${this.namespace} broke: ${String(this.broken)}`); }
    return this.seen.filter(({ event }) => !events.length || events.includes(event)).map(({ pod, event }) => `${pod} ${event}`);
  }

  public stop(): void {
    this.stopped = true;
    this.request?.abort();
  }

  private async watch(): Promise<void> {
    const { metadata, items } = await this.cluster.core.listNamespacedPod({ namespace: this.namespace });
    for (const pod of items) { this.states.set(pod.metadata?.uid ?? '', stateOf(pod) ?? 'created'); }
    const from = { resourceVersion: metadata?.resourceVersion };
    this.request = await new Watch(this.cluster.config).watch(
      `/api/v1/namespaces/${this.namespace}/pods`,
      from,
      (type, pod: V1Pod) => this.note(type, pod),
      // A watch that ends early would leave a hole in the order of events, so it is not taken up again.
      (error: unknown) => { if (!this.stopped) { this.broken = error ?? 'it ended'; } },
    );
  }

  private note(type: string, pod: V1Pod): void {
    const state = type === 'DELETED' ? 'gone' : stateOf(pod);
    const uid = pod.metadata?.uid ?? '';
    const before = this.states.get(uid);
    const event = state ?? (before === 'ready' ? 'not ready' : before ?? 'created');
    if (event === before) { return; }
    this.states.set(uid, event);
    this.seen.push({ pod: pod.metadata?.name ?? '', event });
  }
}

function stateOf(pod: V1Pod): PodEvent | undefined {
  if (pod.metadata?.deletionTimestamp) { return 'terminating'; }
  return isReady(pod) ? 'ready' : undefined;
}
