import { Duration } from 'cdk8s';
import { AppProbe } from '../../values/probe';

/** How often the kubelet runs a readiness script, and how often a run looks at a member that was ready before its failure counts. */
interface ReadinessPace {
  /** Seconds. */
  readonly period: number;
  /** Half a second apart. */
  readonly looks: number;
}

/** A readiness probe by a script that calls `answer_probe`, see `scripts/readiness.sh`. */
export function readinessScript(path: string, { period, looks }: ReadinessPace): AppProbe {
  // the next probe begins a second or two after the last look
  const watchLooks = (period - 2) * 2;
  return AppProbe.exec(['bash', path, `${looks}`, `${watchLooks}`], {
    period: Duration.seconds(period), timeout: Duration.seconds(10), failureThreshold: 1,
  });
}
