import { Duration } from 'cdk8s';
import { AppProbe } from '../../values/probe';

/** Time between two probes. After a restart, the kubelet has no results, and the members of its node are not Ready until the next one. */
const PERIOD = Duration.seconds(6);

/**
 * A readiness probe by a script that calls `answer_probe`, see `scripts/readiness.sh`.
 *
 * @param attempts how often it asks a member that was ready before its failure counts, half a second apart
 */
export function readinessScript(path: string, attempts: number): AppProbe {
  // the next probe begins a second or two after the last attempt
  const watchSeconds = PERIOD.toSeconds() - 2;
  return AppProbe.exec(['bash', path, `${attempts}`, `${watchSeconds}`], {
    period: PERIOD, timeout: Duration.seconds(10), failureThreshold: 1,
  });
}
