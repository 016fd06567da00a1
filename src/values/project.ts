/**
 * Addresses of the project, from which its packages, alerts, pages and tests have theirs. They are placeholders until the project has some:
 * change them here and run `npx projen`, which replaces them in every other file.
 */
export const PROJECT = {
  /** Web site, which has a page for each alert in `/runbooks`. */
  home: 'https://example.invalid/cdk8s-stateful-app',
  /** Module for Go, without the package. */
  goModule: 'example.invalid/cdk8s-stateful-app-go',
  /** Group of the Maven artifact. */
  mavenGroup: 'invalid.example',
};
