import { MemberSet } from './release';

/** A volume of the release that a member adopts, by the names of its claims. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** Name of the pod that adopts the volume. */
  readonly member: string;
}

/** What an adoption does with the claims of a release. */
export interface Moves {
  readonly moves: Move[];
  /** Why volumes do not fit the members. */
  readonly findings: string[];
}

/** Names of the claim templates in the charts, and those of the presets for the same data. */
const TEMPLATES: Record<string, string> = { 'data': 'data', 'data-log': 'log' };

/** The volumes of a release that the members of a set adopt. */
export function movesOf(release: MemberSet[], sets: MemberSet[]): Moves {
  return joined([{ moves: [], findings: layoutFindings(release, sets) }, ...pairsOf(release, sets).map(([from, to, one]) => {
    if (one !== undefined) { return ofMember(from, 0, to, one); }
    const count = from.replicas === to.replicas ? [] : [
      `The StatefulSet ${from.name} has ${from.replicas} members, and ${to.name} has ${to.replicas}. Adopt with the same number.`,
    ];
    const members = Array.from({ length: Math.min(from.replicas, to.replicas) }, (_, ordinal) => ofMember(from, ordinal, to, ordinal));
    return joined([{ moves: [], findings: count }, ...members]);
  })]);
}

const isBroker = ({ component, replicas }: MemberSet) => component === 'broker' && replicas > 0;

/** Nodes of Kafka are brokers and controllers, or one of them, on both sides. */
function layoutFindings(release: MemberSet[], sets: MemberSet[]): string[] {
  if (release.some(isBroker) === sets.length > 1) { return []; }
  const [{ name }] = sets;
  return [release.some(isBroker)
    ? `The release has brokers that are no controllers, and ${name} has none. Set controllers to Controllers.dedicated().`
    : `The nodes of the release are brokers and controllers, and those of ${name} are not. Set controllers to Controllers.combined().`];
}

/** Sets of the release and of this library that have the same data. Of a primary, a member with a certain ordinal. */
function pairsOf(release: MemberSet[], sets: MemberSet[]): [MemberSet, MemberSet, number?][] {
  const [main] = sets;
  if (main.system === 'mysql') {
    return release.filter(({ component }) => component !== 'secondary').map(set => [set, main, main.primary]);
  }
  const controllers = release.filter(set => set.component !== 'broker');
  if (!release.some(isBroker)) { return controllers.map(set => [set, main]); }
  const dedicated = sets.find(({ name }) => name === `${main.name}-controller`);
  return [
    ...release.filter(isBroker).map((set): [MemberSet, MemberSet] => [set, main]),
    ...dedicated === undefined ? [] : controllers.map((set): [MemberSet, MemberSet] => [set, dedicated]),
  ];
}

function ofMember(from: MemberSet, fromOrdinal: number, to: MemberSet, ordinal: number): Moves {
  const member = `${to.name}-${ordinal}`;
  const [old, next] = [from.claims(fromOrdinal), to.claims(ordinal)];
  const used = Object.keys(TEMPLATES).filter(template => old[template] !== undefined);
  return {
    moves: used.filter(template => next[TEMPLATES[template]] !== undefined)
      .map(template => ({ from: old[template], to: next[TEMPLATES[template]], member })),
    findings: [
      ...used.filter(template => next[TEMPLATES[template]] === undefined)
        .map(template => `Member ${member} has no claim for the volume of ${old[template]}. Set transactionLog.`),
      ...next.log !== undefined && old['data-log'] === undefined
        ? [`Member ${member} has a claim for the transaction log, and the release has none. Omit transactionLog.`] : [],
      ...used.length === 0 ? [`The StatefulSet ${from.name} has no claim with the name data.`] : [],
    ],
  };
}

function joined(parts: Moves[]): Moves {
  return { moves: parts.flatMap(({ moves }) => moves), findings: [...new Set(parts.flatMap(({ findings }) => findings))] };
}
