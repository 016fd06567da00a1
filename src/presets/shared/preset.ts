import { kplus } from '../../kplus';

/** Adds the namespace of the set to the host if it is known, so that clients in other namespaces find the host. */
export function inNamespaceOf({ namespace }: { readonly namespace?: string }, host: string): string {
  return namespace === undefined ? host : `${host}.${namespace}`;
}

/** The set for which the files of a Job were made, and the name of the Job in the cluster. The scripts compare them. */
export function jobNameEnv(set: string): { [name: string]: kplus.EnvValue } {
  const { fromFieldRef, fromValue } = kplus.EnvValue;
  return { NAME: fromValue(set), JOB_NAME: fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'batch.kubernetes.io/job-name' }) };
}
