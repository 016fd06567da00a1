/**
 * Stands for a value that another CDK knows later: `${Token[TOKEN.12]}` of the AWS CDK, `${TfToken[TOKEN.12]}` of CDK for Terraform. That
 * CDK, or a resolver of cdk8s, replaces it in the manifest.
 */
const TOKEN = /\$\{(?:Tf)?Token\[[^\]]+\]\}/;

/** The form of such a text cannot be checked. */
export function hasToken(text: unknown): boolean {
  return typeof text === 'string' && TOKEN.test(text);
}

/** Whether the last part of a text, such as the tag of an image, is not known yet. */
export function endsInToken(text: string): boolean {
  return new RegExp(`${TOKEN.source}$`).test(text);
}

/** The text with another one in place of each token. */
export function replaceTokens(text: string, by: string): string {
  return text.replace(new RegExp(TOKEN, 'g'), by);
}
