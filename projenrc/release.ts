import { cdk8s, github } from 'projen';

const { READ, WRITE } = github.workflows.JobPermission;

/** Its npm publishes by the trust of the workflow and with provenance. */
const NODE = { node: { version: '24' } };
const PUBLIB = 'npx -p publib@0.2.1061';

/** Commits instead of tags, which the owner of an action, or whoever has the owner's account, can move. */
const ACTIONS = {
  'checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1', // v7.0.1
  'download-artifact': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', // v8.0.1
  'setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  'setup-java': 'b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  'setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
  'upload-artifact': 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', // v7.0.0
};

/**
 * A tag of a version on the main branch tests, builds and publishes it. npm and PyPI trust the workflow instead of a token, and record
 * which commit the packages come from. Maven Central and the repository of the Go module know no such trust. A job that publishes runs no
 * code of the repository.
 *
 * The release tasks of projen would write the version and a second changelog from the titles of the commits.
 */
export function addReleaseWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  for (const [name, commit] of Object.entries(ACTIONS)) { project.github!.actions.set(`actions/${name}`, `actions/${name}@${commit}`); }
  const workflow = project.github!.addWorkflow('release');
  workflow.on({ push: { tags: ['v*'] } });
  workflow.addJob('build', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ },
    tools: { ...NODE, java: { version: '17' }, python: { version: '3.x' }, go: { version: '1.26' } },
    steps: [
      // the history shows whether the commit is on main; the token is not left behind for the tests
      { uses: 'actions/checkout', with: { 'fetch-depth': 0, 'persist-credentials': false } },
      { name: 'Require a commit of main', run: 'git merge-base --is-ancestor "$GITHUB_SHA" origin/main' },
      { name: 'Compare the tag with the version', run: 'test "$GITHUB_REF_NAME" = "v$(node -p "require(\'./package.json\').version")"' },
      { run: 'npm ci && npm test' },
      { run: 'npx projen package-all' },
      { run: 'npx projen test:python && npx projen test:java && npx projen test:go' },
      { uses: 'actions/upload-artifact', with: { 'name': 'dist', 'path': 'dist', 'if-no-files-found': 'error' } },
    ],
  });
  const publish = (target: string, job: { env?: Record<string, string>; trusted?: boolean; command: string }) => workflow.addJob(target, {
    needs: ['build'],
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ, ...job.trusted ? { idToken: WRITE } : {} },
    environment: 'release',
    tools: NODE,
    steps: [
      { uses: 'actions/download-artifact', with: { name: 'dist', path: 'dist' } },
      { run: job.command, env: job.env },
    ],
  });
  publish('npm', {
    trusted: true, command: 'npm publish dist/js/*.tgz --access public --provenance --registry https://registry.npmjs.org',
  });
  publish('pypi', { trusted: true, command: `${PUBLIB} publib-pypi dist/python`, env: { PYPI_TRUSTED_PUBLISHER: 'true' } });
  publish('maven', {
    command: `${PUBLIB} publib-maven dist/java`,
    env: {
      MAVEN_SERVER_ID: 'central-ossrh',
      ...Object.fromEntries(['MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE']
        .map(name => [name, `\${{ secrets.${name} }}`])),
    },
  });
  publish('go', { command: `${PUBLIB} publib-golang dist/go`, env: { GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}' } });
}
