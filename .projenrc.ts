import { cdk8s, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful-app',
  description: 'Stateful systems on plain Kubernetes, described in TypeScript: a typed StatefulApp construct for cdk8s',
  author: 'cdk8s-stateful-app maintainers',
  authorAddress: 'maintainers@users.noreply.b-seed-a20a77c2.example',
  authorOrganization: true,
  repositoryUrl: 'https://example.invalid/cdk8s-stateful-app.git',
  license: 'Apache-2.0',
  keywords: ['cdk8s', 'kubernetes', 'statefulset', 'database'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',

  // Development runs on the oldest versions that the peers allow, so that an accidental use of something newer fails here.
  cdk8sVersion: '2.68.91',
  constructsVersion: '10.5.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: [
    '@kubernetes/client-node@^1.4.0',
    'bats@^1.12.0',
    'cdk8s-cli@^2.207.60',
    'tsx@^4.20.0',
    'yaml@^2.8.0',
  ],
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  docgenFilePath: 'docs/api.md',

  typecheckTests: true,
  jestOptions: {
    // A changed snapshot fails; only `npx projen test:update` rewrites one.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      moduleNameMapper: { '^cdk8s-stateful-app$': '<rootDir>/src/index.ts' },
      testPathIgnorePatterns: ['/node_modules/', '/test/cluster/'],
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'projenrc'] },
  sampleCode: false,
  github: false,
  release: false,
  depsUpgrade: false,
});

project.synth();
