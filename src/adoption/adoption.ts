import { Address, addressesOf, claimMeetings, Meeting, meetingsOf } from './meetings';
import { Move, movesOf } from './moves';
import { MemberSet } from './release';
import { Fields } from '../diagram/fields';

/** What an adoption of the volumes of a release needs to know about names. */
export interface Adoption {
  readonly set: MemberSet;
  readonly moves: Move[];
  /** Why volumes do not fit the members. */
  readonly findings: string[];
  readonly meetings: Meeting[];
  readonly addresses: Address[];
}

/** Compares the names of a release with those of a set that adopts its volumes. All objects must name their namespace. */
export function adoptionOf(release: Fields[], former: MemberSet[], manifests: Fields[], sets: MemberSet[]): Adoption {
  const { moves, findings } = movesOf(former, sets);
  return {
    set: sets[0],
    moves,
    findings,
    meetings: [...claimMeetings(former, sets, moves), ...meetingsOf(release, manifests)],
    addresses: addressesOf(release, manifests, sets[0]),
  };
}

/** Whether a member would get a wrong volume or none. */
export function endangers({ findings, meetings }: Adoption): boolean {
  return findings.length > 0 || meetings.some(meeting => meeting.endangers);
}
