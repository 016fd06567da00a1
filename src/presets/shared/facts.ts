import { StatefulApp } from '../../stateful-app';
import { factAnnotations } from '../../values/set-facts';

/** Leaves facts on the StatefulSet, by which a plan recognizes what a change means for the system. */
export function addFacts(app: StatefulApp, facts: Parameters<typeof factAnnotations>[0]): void {
  for (const [name, value] of Object.entries(factAnnotations(facts))) { app.workload.metadata.addAnnotation(name, value); }
}
