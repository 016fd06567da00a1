import { planOf } from '../../src/plan/plan';
import { PlanStep } from '../../src/plan/plan-step';

export type Manifest = Record<string, any>;

/** A set as a program or a hand writes it, without the defaults of the API server. */
export function setManifest(): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'store', namespace: 'shop', annotations: {} },
    spec: {
      replicas: 3,
      serviceName: 'store',
      selector: { matchLabels: { app: 'store' } },
      template: {
        metadata: { labels: { app: 'store' } },
        spec: {
          containers: [{
            name: 'store',
            image: 'store:2.4.1',
            ports: [{ name: 'client', containerPort: 80 }],
            env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }],
            resources: { requests: { memory: '1Gi' } },
            volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'files', mountPath: '/etc/store' }],
          }],
          volumes: [{ name: 'files', configMap: { name: 'store-files' } }],
        },
      },
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
      }],
    },
  };
}

export function manifest(kind: string, name: string, fields: Manifest, apiVersion = 'v1'): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...fields };
}

/** A copy with changes. */
export function changed(object: Manifest, change: (copy: Manifest) => void): Manifest {
  const copy = structuredClone(object);
  change(copy);
  return copy;
}

/** The steps of one change of the set above. */
export function stepsOfSet(change: (set: Manifest) => void, prepare: (set: Manifest) => void = () => undefined): PlanStep[] {
  const before = changed(setManifest(), prepare);
  return planOf([before], [changed(before, change)]);
}

/** `effect object` of each step. */
export function effects(steps: PlanStep[]): string[] {
  return steps.map(({ effect, object }) => `${effect} ${object}`);
}
