import { Chart } from 'cdk8s';
import { StatefulApp } from 'cdk8s-stateful-app';

/** `any`, since plain JavaScript can pass anything. */
export type LooseProps = Record<string, any>;

/** Three servers of Redis with what is given added or, with `undefined`, taken away. */
export type Redis = (props?: LooseProps) => StatefulApp;

/** One way to go wrong, and the smallest change that makes it right. */
export interface BadInput {
  /** Continues the sentence that begins with "fails". */
  readonly title: string;
  readonly bad: (redis: Redis, chart: Chart) => unknown;
  readonly error: string;
  /** Whether the rule spans calls, so that it is judged at synthesis: the construct that reports it. */
  readonly reportedBy?: string;
  readonly good: (redis: Redis, chart: Chart) => unknown;
}

export function redisIn(chart: Chart, id = 'Redis'): Redis {
  return (props = {}) => new StatefulApp(chart, id, { name: 'redis', replicas: 3, image: 'redis:8', user: 999, ...props } as any);
}
