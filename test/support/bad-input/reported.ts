/** One error as its text reports it. */
export interface Reported {
  readonly code: string;
  /** Rule, value and remedy, without code and construct path. */
  readonly message: string;
}

/** The errors in a text, one a line. cdk8s puts the path of the validating construct before each error. */
export function reportedIn(text: string): Reported[] {
  return [...text.matchAll(/^(?: {2}\[[^\]]*\] )?(.*) \[([A-Z][A-Za-z]+) at [^\]]+\]$/gm)].map(([, message, code]) => ({ code, message }));
}
