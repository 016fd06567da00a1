import { Duration } from 'cdk8s';
import { AppProbe } from '../../values/probe';

/**
 * Seconds that a probe waits for a member that is not Ready, and that it watches one that is. If all processes of a container stall, the
 * probe stalls as well, and only the limit of the kubelet shows it.
 */
const AWAIT = 10;
const WATCH = 20;

/** Seconds that the start of the script on a busy node, and the last answer of a server, can take in addition. */
const REST = 5;

/**
 * A readiness probe by a script that calls `answer_probe`, see `scripts/readiness.sh`.
 *
 * @param attempts how often a member that was ready must fail, half a second apart, before it is not Ready
 */
export function readinessScript(path: string, attempts: number): AppProbe {
  return AppProbe.exec(['bash', path, `${attempts}`, `${AWAIT}`, `${WATCH}`], {
    period: Duration.seconds(1), timeout: Duration.seconds(WATCH + REST), failureThreshold: 1,
  });
}
