import type { KubernetesObject } from '@kubernetes/client-node';
import { findContainer, freeze, kill, thaw, type FoundContainer } from './containers';
import { Lasting, undoAll } from './lasting';
import { breakDns, cutFromApi, partition } from './network';
import { cordon, giveUpNode, loseNode, nodesToLose, type NodeLoss } from './nodes';
import { deletePod, evict, restartAll, type Deletion, type Eviction } from './pods';
import { rollWith, scale, scalePast } from './rollout';
import { fillVolume, loseVolume, type FillOptions } from './volumes';
import type { Cluster } from '../harness/cluster';
import { progress } from '../harness/progress';

/**
 * What happens to stateful systems on real clusters, as verbs. Each returns once the fault was seen to have happened, and throws when it
 * did not.
 */
export class Faults {
  private readonly lasting: Lasting[] = [];

  constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly apply: (manifests: KubernetesObject[]) => Promise<void>,
  ) {}

  /** SIGKILL of a container's first process, from its node. The kubelet restarts the container in the same pod. */
  public async kill(pod: string, container?: string): Promise<void> {
    progress(`fault: kill ${pod}`);
    await kill(this.cluster, await this.container(pod, container));
  }

  public async deletePod(pod: string, how: Deletion = 'graceful'): Promise<void> {
    progress(`fault: delete ${pod} (${how})`);
    await deletePod(this.cluster, this.namespace, pod, how);
  }

  /** Deletes all pods of a set at once. */
  public async restartAll(set: string, how: Deletion = 'graceful'): Promise<void> {
    progress(`fault: restart all pods of ${set} (${how})`);
    await restartAll(this.cluster, this.namespace, set, how);
  }

  /** Asks the eviction API, as a drain does, and gives its answer. */
  public async evict(pod: string): Promise<Eviction> {
    const answer = await evict(this.cluster, this.namespace, pod);
    progress(`fault: evict ${pod}: ${answer.refused ? `refused: ${answer.reason}` : 'evicted'}`);
    return answer;
  }

  /** Deletes pod and claim, and waits for the claim that takes its place. @param volume - the pod's first claim unless given */
  public async loseVolume(pod: string, volume?: string): Promise<void> {
    progress(`fault: lose the volume of ${pod}`);
    await loseVolume(this.cluster, this.namespace, pod, volume);
  }

  /** Kills the containers that write to a volume; they come back with the same data and no room. */
  public async fillVolume(pod: string, options: FillOptions = {}): Promise<Lasting> {
    progress(`fault: fill the volume of ${pod}`);
    return this.keep(await fillVolume(this.cluster, this.namespace, pod, options));
  }

  /** SIGSTOP of all processes of a container: connections stay open and nobody answers. */
  public async freeze(pod: string, container?: string): Promise<Lasting> {
    progress(`fault: freeze ${pod}`);
    const frozen = await this.container(pod, container);
    await freeze(frozen);
    return this.keep(new Lasting(`frozen ${pod}`, () => thaw(frozen)));
  }

  /** Drops all traffic between a pod and other pods. @param from - all others of the namespace unless given */
  public async partition(pod: string, from?: string[]): Promise<Lasting> {
    progress(`fault: part ${pod} from ${from?.join(', ') ?? 'all other pods'}`);
    return this.keep(await partition(this.cluster, this.namespace, pod, from));
  }

  /** The DNS servers of a pod no longer answer it. */
  public async breakDns(pod: string): Promise<Lasting> {
    progress(`fault: break the DNS of ${pod}`);
    return this.keep(await breakDns(this.cluster, this.namespace, pod));
  }

  /** The Kubernetes API no longer answers a pod. */
  public async cutFromApi(pod: string): Promise<Lasting> {
    progress(`fault: cut ${pod} off from the Kubernetes API`);
    return this.keep(await cutFromApi(this.cluster, this.namespace, pod));
  }

  /** The nodes that a case may lose; skips it where there are fewer, or nothing that stops one. Called before anything else. */
  public async nodesToLose(atLeast = 3): Promise<string[]> {
    return nodesToLose(this.cluster, atLeast);
  }

  /** Lets no further pod be placed on a node. */
  public async cordon(node: string): Promise<Lasting> {
    progress(`fault: cordon ${node}`);
    return this.keep(await cordon(this.cluster, node));
  }

  /** Loses a node by its power, or by its network while all of it runs on; the control plane has noticed, which takes 50 s by default. */
  public async loseNode(node: string, how: NodeLoss = 'power'): Promise<Lasting> {
    progress(`fault: lose ${node} (${how})`);
    return this.keep(await loseNode(this.cluster, node, how));
  }

  /** Taints a lost node as out of service: it does not come back, and its pods are removed. */
  public async giveUpNode(node: string): Promise<Lasting> {
    progress(`fault: give up ${node}`);
    return this.keep(await giveUpNode(this.cluster, this.namespace, node));
  }

  /** Applies manifests with a changed setting and returns once the set has begun to roll. */
  public async rollWith(set: string, manifests: KubernetesObject[]): Promise<void> {
    progress(`fault: roll ${set} with a changed setting`);
    await rollWith(this.cluster, this.namespace, set, () => this.apply(manifests));
  }

  public async scale(set: string, replicas: number): Promise<void> {
    progress(`fault: scale ${set} to ${replicas}`);
    await scale(this.cluster, this.namespace, set, replicas);
  }

  /** Scales beyond the count in the manifests; gives the name of the last pod. */
  public async scalePast(set: string, manifests: KubernetesObject[], by = 1): Promise<string> {
    progress(`fault: scale ${set} past its manifests by ${by}`);
    return scalePast(this.cluster, this.namespace, manifests, set, by);
  }

  /** Runs at the end of every case. */
  public async undoAll(): Promise<void> {
    await undoAll(this.lasting);
  }

  private container(pod: string, container?: string): Promise<FoundContainer> {
    return findContainer(this.cluster, this.namespace, pod, container);
  }

  private keep(fault: Lasting): Lasting {
    this.lasting.push(fault);
    return fault;
  }
}
