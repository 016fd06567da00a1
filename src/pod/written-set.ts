import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Claim } from '../blocks/storage';
import { kplus } from '../kplus';
import { Identity } from '../values/identity';

/** A set among all sets of a program. Its objects, claims, ports and labels may change until synthesis. */
export interface WrittenSet {
  readonly app: IConstruct;
  readonly identity: Identity;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly workload: SetWorkload;
  /** Whether the set has a network policy. */
  readonly isIsolated: boolean;
}

/** The pods of a set. */
interface SetWorkload extends IConstruct {
  readonly containers: kplus.Container[];
  readonly serviceAccount?: kplus.IServiceAccount;
  readonly automountServiceAccountToken: boolean;
  readonly _podLabels: Record<string, string>;
}

/** Two charts may describe the same set for two clusters, with the same construct at the same path in each chart. */
export function areCopies(one: IConstruct, other: IConstruct): boolean {
  const [chart, otherChart] = [Chart.of(one), Chart.of(other)];
  return chart !== otherChart && pathBelow(chart, one) === pathBelow(otherChart, other);
}

function pathBelow(chart: Chart, construct: IConstruct): string {
  return construct.node.path.slice(chart.node.path.length);
}
