import { Json } from '../values/manifest';
import { FACTS } from '../values/set-facts';

/** What is known about a StatefulSet. */
export interface Facts {
  readonly system?: string;
  readonly topology?: string;
  readonly voters?: number;
  readonly copies?: number;
  readonly cluster?: string;
  readonly racks?: string;
  readonly datacenter?: string;
  readonly encryption?: string;
  readonly authentication?: string;
  readonly primary?: number;
  readonly limits?: string;
  readonly source?: string;
  readonly replicas: number;
  readonly firstOrdinal: number;
  /** Names of the claim templates. */
  readonly claims: string[];
  readonly deletesWithSet: boolean;
  readonly deletesWhenScaled: boolean;
}

/** The facts of a set, of any version of this library or made by hand. */
export function factsOf({ metadata, spec }: Json): Facts {
  const annotations = metadata.annotations ?? {};
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  return {
    system: textOf(annotations[FACTS.system]),
    topology: textOf(annotations[FACTS.topology]),
    voters: numberOf(annotations[FACTS.voters]),
    copies: numberOf(annotations[FACTS.copies]),
    cluster: textOf(annotations[FACTS.cluster]),
    racks: textOf(annotations[FACTS.racks]),
    datacenter: textOf(annotations[FACTS.datacenter]),
    encryption: textOf(annotations[FACTS.encryption]),
    authentication: textOf(annotations[FACTS.authentication]),
    primary: numberOf(annotations[FACTS.primary]),
    limits: textOf(annotations[FACTS.limits]),
    source: textOf(annotations[FACTS.source]),
    replicas: spec.replicas ?? 1,
    firstOrdinal: spec.ordinals?.start ?? 0,
    claims: (spec.volumeClaimTemplates ?? []).map((template: Json) => template.metadata.name),
    deletesWithSet: whenDeleted === 'Delete',
    deletesWhenScaled: whenScaled === 'Delete',
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `mysql-0 to mysql-2`, or `mysql-0`, from the ordinal `first` up to and without `end`. */
export function podNames(name: string, first: number, end: number): string {
  return end - first === 1 ? `${name}-${first}` : `${name}-${first} to ${name}-${end - 1}`;
}

/** The smallest number of members that is a majority. */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** Measurements of the presets, which their pages have with their conditions. */
const MEASURED: Record<string, string> = {
  'mysql': 'write gap 11.3 s, 0.3 s without a read',
  'mysql/group': 'write gap 1.0 s',
  'postgresql': 'write gap 3.2 s, 0.2 s without a read',
  'kafka': 'write gap 1.0 s',
  'zookeeper': 'write gap 2.5 s',
  'cassandra': 'write gap 0.5 s',
};

/** The measured effect of a roll on clients, if the system has been measured. */
export function measuredRoll({ system, topology }: Facts): string | undefined {
  return MEASURED[`${system}/${topology}`] ?? MEASURED[`${system}`];
}
