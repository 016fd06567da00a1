import type { KubernetesObject } from '@kubernetes/client-node';
import { Duration, Size } from 'cdk8s';
import { PodManagement, Port, StatefulApp, type ClaimProps, type StatefulAppProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { synthesize } from '../harness/synthesize';

/** What StatefulApp synthesizes, and the construct itself for what it knows about its pods. */
export interface Synthesized {
  readonly app: StatefulApp;
  readonly manifests: KubernetesObject[];
}

/** Answers over HTTP with the name of its pod, and ends at once when it is told to. */
export const server = 'mkdir -p /tmp/www; hostname >/tmp/www/index.html; httpd -f -p 8080 -h /tmp/www & trap "exit 0" TERM; wait';

/** A claim that the server does not look at: what a case writes there is there or not. */
export const data: Record<string, ClaimProps> = { data: { size: Size.mebibytes(16), mountPath: '/data' } };

/**
 * The smallest application: one container of busybox, called `app` as everything else. Pods come all at once unless a case is about their
 * order.
 */
export function smallApp(
  namespace: string, props: Partial<StatefulAppProps> = {}, extend: (app: StatefulApp) => void = () => {},
): Synthesized {
  let app: StatefulApp | undefined;
  const manifests = synthesize(namespace, chart => {
    app = new StatefulApp(chart, 'App', {
      name: 'app',
      replicas: 1,
      image: 'busybox:1.37',
      user: 10001,
      command: ['sh', '-c', server],
      ports: [Port.tcp(8080, { name: 'http' })],
      podManagementPolicy: PodManagement.PARALLEL,
      terminationGracePeriod: Duration.seconds(1),
      ...props,
    });
    extend(app);
  });
  if (!app) { throw new Error('the chart was not built'); }
  return { app, manifests };
}

/** Applies a small application and waits until all of its pods are Ready. */
export async function deploySmall(
  t: CaseContext, props: Partial<StatefulAppProps> = {}, extend?: (app: StatefulApp) => void,
): Promise<Synthesized> {
  const synthesized = smallApp(t.namespace, props, extend);
  await t.apply(synthesized.manifests);
  await t.until.setReady(synthesized.app.name);
  return synthesized;
}
