import { cdk8s, github } from 'projen';

const { READ, WRITE } = github.workflows.JobPermission;

/** The oldest Node.js that npm accepts for trusted publishing. */
const NODE = { node: { version: '24' } };
const PUBLIB = 'npx -p publib@0.2.1061';

/** Without its version, an action changes between two releases. */
const CHECKOUT = 'actions/checkout@v5';
const UPLOAD = 'actions/upload-artifact@v5';
const DOWNLOAD = 'actions/download-artifact@v6';

/**
 * A tag of a version tests, builds and publishes it. npm and PyPI trust the workflow instead of a token, and record which commit the
 * packages come from. Maven Central and the repository of the Go module know no such trust.
 *
 * The release tasks of projen would write the version and a second changelog from the titles of the commits.
 */
export function addReleaseWorkflow(project: cdk8s.ConstructLibraryCdk8s): void {
  const workflow = project.github!.addWorkflow('release');
  workflow.on({ push: { tags: ['v*'] } });
  workflow.addJob('build', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ },
    tools: { ...NODE, java: { version: '17' }, python: { version: '3.x' }, go: { version: '1.26' } },
    steps: [
      { uses: CHECKOUT },
      { name: 'Compare the tag with the version', run: 'test "$GITHUB_REF_NAME" = "v$(node -p "require(\'./package.json\').version")"' },
      { run: 'npm ci && npm test' },
      { run: 'npx projen package-all' },
      { run: 'npx projen test:python && npx projen test:java && npx projen test:go' },
      { uses: UPLOAD, with: { name: 'dist', path: 'dist' } },
    ],
  });
  const publish = (target: string, job: { env?: Record<string, string>; trusted?: boolean; command: string }) => workflow.addJob(target, {
    needs: ['build'],
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ, ...job.trusted ? { idToken: WRITE } : {} },
    environment: 'release',
    tools: NODE,
    steps: [
      { uses: DOWNLOAD, with: { name: 'dist', path: 'dist' } },
      { run: `${PUBLIB} ${job.command}`, env: job.env },
    ],
  });
  publish('npm', {
    trusted: true,
    command: 'publib-npm dist/js',
    env: { NPM_REGISTRY: 'registry.npmjs.org', NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true' },
  });
  publish('pypi', { trusted: true, command: 'publib-pypi dist/python', env: { PYPI_TRUSTED_PUBLISHER: 'true' } });
  publish('maven', {
    command: 'publib-maven dist/java',
    env: {
      MAVEN_SERVER_ID: 'central-ossrh',
      ...Object.fromEntries(['MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE']
        .map(name => [name, `\${{ secrets.${name} }}`])),
    },
  });
  publish('go', { command: 'publib-golang dist/go', env: { GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}' } });
}
