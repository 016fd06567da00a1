/** This cluster lacks what a case needs, found by trying: the case is skipped and says why. */
export class NotPossibleHere extends Error {
  public override readonly name = 'NotPossibleHere';
}
