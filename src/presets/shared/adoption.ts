import type { Errors } from '../../checks/errors';

interface AdoptionProps {
  readonly adopt?: { readonly layout: string };
  readonly firstBoot: boolean;
}

/** Both declare where the first data comes from. */
export function checkAdoption({ adopt, firstBoot }: AdoptionProps, errors: Errors): void {
  if (adopt && firstBoot) {
    errors.add('AdoptionWithFirstBoot', {
      rule: 'firstBoot must be off with adopt, because a first boot creates new data, and an adoption uses the data of an old volume',
      got: firstBoot,
      remedy: 'remove firstBoot, or remove adopt if the volumes are empty',
    });
  }
}
