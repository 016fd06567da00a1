import { Move } from './moves';
import { MemberSet } from './release';
import { Fields, keyOf, list, nameOf, record, text } from '../diagram/fields';

/** A name that an object of the release and one of the manifests have, or a claim that a pod would use by accident. */
export interface Meeting {
  readonly object: string;
  readonly effect: string;
  readonly remedy: string;
  /** Whether a member would get a volume that is not its own. */
  readonly endangers: boolean;
}

/** Names that the release and the manifests have in common. */
export function meetingsOf(release: Fields[], manifests: Fields[]): Meeting[] {
  const former = new Map(release.map(object => [keyOf(object), object]));
  return manifests.filter(object => former.has(keyOf(object))).map(object => {
    const isService = object.kind === 'Service' && isHeadless(object) !== isHeadless(former.get(keyOf(object))!);
    return {
      object: `${object.kind}/${nameOf(object)}`,
      effect: isService ? `${isHeadless(object) ? 'It had one address, and becomes headless: it resolves to all members'
        : 'It was headless, and gets an address'}. Kubernetes rejects the change.`
        : 'helm uninstall deletes the object, also after the apply.',
      remedy: `Uninstall the release before the apply.${isService ? ' See the addresses below.' : ''}`,
      endangers: false,
    };
  });
}

/** Claims of the release that a member of the set would use, although it does not adopt their volume. */
export function claimMeetings(release: MemberSet[], sets: MemberSet[], moves: Move[]): Meeting[] {
  const owners = new Map(claimsOf(release).map(({ claim, pod }) => [claim, pod]));
  const isAdopted = (claim: string) => moves.some(({ from, to }) => from === claim && to === claim);
  return claimsOf(sets).filter(({ claim }) => owners.has(claim) && !isAdopted(claim)).map(({ claim, pod }) => {
    const move = moves.find(({ from }) => from === claim);
    return {
      object: `PersistentVolumeClaim/${claim}`,
      effect: `It has the volume of ${owners.get(claim)} of the release, and ${pod} would use it.`,
      remedy: move ? `Move it to ${move.to} first.`
        : 'Rename the set, or delete the claim before the apply. Its volume stays with the policy Retain.',
      endangers: true,
    };
  });
}

function claimsOf(sets: MemberSet[]): { claim: string; pod: string }[] {
  return sets.flatMap(set => Array.from({ length: set.replicas }, (_, ordinal) => ordinal)
    .flatMap(ordinal => Object.values(set.claims(ordinal)).map(claim => ({ claim, pod: `${set.name}-${ordinal}` }))));
}

/** A Service to which applications connect, and the one that takes its place. */
export interface Address {
  readonly before: string;
  readonly after: string;
}

/** Services of the presets for clients, by their suffix. The second one of MySQL is for readers. */
const SUFFIXES: Record<string, string[]> = {
  mysql: ['primary', 'read'], kafka: ['bootstrap'], zookeeper: ['client'],
};

/** The Services with an address in the release, with those of the set that take their place. */
export function addressesOf(release: Fields[], manifests: Fields[], { name, system }: MemberSet): Address[] {
  const [writers, readers = writers] = SUFFIXES[system].map(suffix => manifests.find(object =>
    object.kind === 'Service' && nameOf(object) === `${name}-${suffix}`)).map(service => service && addressOf(service));
  return release.filter(object => object.kind === 'Service' && !isHeadless(object) && !/metrics/.test(nameOf(object)))
    .map(object => ({ before: addressOf(object), after: (/-secondary$/.test(nameOf(object)) ? readers : writers) ?? 'none' }));
}

function addressOf(service: Fields): string {
  const [{ port } = {} as Fields] = list(record(service.spec).ports);
  return `${nameOf(service)}:${text(port)}`;
}

function isHeadless({ spec }: Fields): boolean {
  return record(spec).clusterIP === 'None';
}
