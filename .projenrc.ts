import { cdk, cdk8s, javascript } from 'projen';
import { replaceAddresses } from './projenrc/addresses';
import { addReleaseWorkflow } from './projenrc/release';
import { PROJECT } from './src/values/project';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful-app',
  description: 'Stateful systems on plain Kubernetes, described in TypeScript: a typed StatefulApp construct for cdk8s',
  author: 'cdk8s-stateful-app maintainers',
  authorAddress: 'maintainers@users.noreply.b-seed-a20a77c2.example',
  authorOrganization: true,
  repositoryUrl: `${PROJECT.home}.git`,
  homepage: PROJECT.home,
  license: 'Apache-2.0',
  stability: cdk.Stability.EXPERIMENTAL,
  keywords: ['cdk8s', 'kubernetes', 'statefulset', 'database'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',

  // Development runs on the oldest versions that the peers allow, so that an accidental use of something newer fails here.
  cdk8sVersion: '2.68.91',
  // From 10.5.0 on, the Go module of cdk8s-plus-28 does not compile: its types have two methods With.
  constructsVersion: '10.4.2',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: [
    '@kubernetes/client-node@^1.4.0',
    'bats@^1.12.0',
    'cdk8s-cli@^2.207.60',
    // These three become parts of the file of the command, see projenrc/bundle.ts, so the package depends on none of them.
    'cli-table3@^0.6.5',
    'commander@^14.0.0',
    'js-yaml@^5.5.0',
    'esbuild@^0.28.0',
    'tsx@^4.20.0',
    'yaml@^2.8.0',
  ],
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  publishToPypi: { distName: 'cdk8s-stateful-app', module: 'cdk8s_stateful_app' },
  publishToMaven: { javaPackage: 'cdk8s.statefulapp', mavenGroupId: PROJECT.mavenGroup, mavenArtifactId: 'cdk8s-stateful-app' },
  publishToGo: { moduleName: PROJECT.goModule, packageName: 'statefulapp' },

  typecheckTests: true,
  jestOptions: {
    // A changed snapshot fails; only `npx projen test:update` rewrites one.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      // the scripts' tests wait for processes; the default leaves one core to the editor
      maxWorkers: '100%',
      // ends a test that hangs; none depends on the speed of the machine
      testTimeout: 1_800_000,
      moduleNameMapper: { '^cdk8s-stateful-app$': '<rootDir>/src/index.ts' },
      // packages that are being built
      modulePathIgnorePatterns: ['<rootDir>/dist/'],
      testPathIgnorePatterns: ['/node_modules/', '/test/cluster/suites/', '/test/consumer/project/'],
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'examples', 'bench', 'projenrc'] },
  sampleCode: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,
  buildWorkflow: false,
  release: false,
  depsUpgrade: false,
});

project.addBins({ 'cdk8s-stateful-app': 'lib/command/main.js' });

// Maps with their sources are most of the compiled text, and Node reads all of it when the package is loaded.
project.tsconfig?.file.addOverride('compilerOptions.inlineSourceMap', false);
project.tsconfig?.file.addOverride('compilerOptions.inlineSources', false);

// Tests and examples import the package by its name, as its users do.
project.tsconfigDev.file.addOverride('compilerOptions.paths', { 'cdk8s-stateful-app': ['../src'] });
project.tsconfigDev.addInclude('../examples/**/*.ts');
project.tsconfigDev.addInclude('../bench/**/*.ts');
project.tsconfigDev.addExclude('cluster');
project.tsconfigDev.addExclude('consumer/project');

// 1.13.0 names bindings for platforms whose packages are not in every registry, and npm ci refuses a lock file without them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Their scripts look for a binary that npm installs as a package. npm runs no script that is not listed here, and warns of each.
project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false });

/** Each layer imports from those before it. A file may skip layers downwards. */
const LAYERS = ['checks', 'values', 'scripting', 'blocks', 'pod'];

/** Above all layers, one folder a system. */
const PRESETS = ['cassandra', 'kafka', 'mysql', 'postgresql', 'zookeeper'];

/** Files of `src` itself stand above all layers, but for this one, which every layer may import. */
const BELOW_ALL = './src/kplus.ts';

const zones = LAYERS.map((layer, i) => ({
  target: `./src/${layer}`,
  from: './src',
  except: [...LAYERS.slice(0, i + 1).map(lower => `./${lower}`), './kplus.ts'],
  message: `${layer}/ may import from ${LAYERS.slice(0, i + 1)
    .join('/, ')}/ only: move what is shared further down, or pass it in as an argument.`,
}));
const siblings = {
  target: './src/blocks',
  from: './src/blocks',
  message: 'A block knows no other block: put what both need into values/, or let stateful-app.ts hand it over.',
};
const presets = [
  {
    target: './src/!(index).ts',
    from: './src/presets',
    message: 'A preset is built on StatefulApp: code that StatefulApp needs belongs in blocks/ or values/.',
  },
  ...PRESETS.map(preset => ({
    target: `./src/presets/${preset}`,
    from: './src/presets',
    except: [`./${preset}`, './shared'],
    message: 'A preset imports no other preset: take an interface of StatefulApp, or move the code that both need into presets/shared/.',
  })),
  {
    target: './src/presets/shared',
    from: './src/presets',
    except: ['./shared'],
    message: 'presets/shared/ knows no system: pass the difference in as an argument.',
  },
];
/** What `npx cdk8s-stateful-app` runs. It starts fast because it loads neither cdk8s nor the constructs. */
const command = [
  {
    target: './src/plan',
    from: './src',
    except: ['./plan', './checks', './values'],
    message: 'plan/ reads manifests alone: a fact that they do not show becomes an annotation of the StatefulSet.',
  },
  {
    target: './src/command',
    from: './src',
    except: ['./command', './plan', './diagram', './runbook', './adoption', './checks', './values'],
    message: 'command/ parses arguments and prints: what is decided belongs into a pure function outside of it.',
  },
  {
    target: './src/diagram',
    from: './src',
    except: ['./diagram', './checks', './values'],
    message: 'diagram/ reads manifests alone, of any origin.',
  },
  {
    target: './src/adoption',
    from: './src',
    except: ['./adoption', './diagram', './checks', './values'],
    message: 'adoption/ reads manifests alone, of a chart and of this library.',
  },
  {
    target: './src/runbook',
    from: './src',
    except: ['./runbook', './diagram', './checks', './values'],
    message: 'runbook/ reads manifests alone, of any origin.',
  },
  {
    target: './src/!(command)',
    from: './src/command',
    message: 'The library loads nothing of the command and of its packages.',
  },
];
project.eslint?.addRules({
  'import/no-cycle': 'error',
  'import/no-restricted-paths': ['error', { zones: [...zones, siblings, ...presets, ...command] }],
  'no-sequences': 'error',
  'no-restricted-syntax': ['error', {
    selector: 'ObjectExpression > Property ~ SpreadElement[argument.name=/^(props|options|common|rest)$/]',
    message: 'An explicit undefined removes a default that comes before the spread: write `prop: props.prop ?? default` after it.',
  }, {
    selector: 'VariableDeclarator:not([id.typeAnnotation]) > NewExpression[callee.name="ValidationErrors"]',
    message: 'Declare it as Errors, so that the compiler knows the codes: const errors: Errors = new ValidationErrors().',
  }],
  'no-restricted-imports': ['error', {
    paths: [{ name: 'cdk8s-plus-28', message: `Import { kplus } from ${BELOW_ALL}: the line of cdk8s-plus is named in one place.` }],
  }],
  '@stylistic/arrow-parens': ['error', 'as-needed'],
  'curly': ['error', 'all'],
  '@stylistic/block-spacing': 'error',
  '@stylistic/max-len': ['error', { code: 140, ignoreUrls: true, ignoreRegExpLiterals: true }],
});
// The examples import the package as its users do; tsconfig.json and jest map the name to src.
project.eslint?.addRules({ 'import/no-unresolved': ['error', { ignore: ['^cdk8s-stateful-app$', '^cdk8s-plus-\\d+$'] }] });
project.eslint?.addOverride({ files: ['src/kplus.ts', 'test/**', 'examples/**', 'bench/**'], rules: { 'no-restricted-imports': 'off' } });
// The packages of the command become a part of its file.
project.eslint?.addOverride({ files: ['src/command/**'], rules: { 'import/no-extraneous-dependencies': 'off' } });
// tests take props away by undefined
project.eslint?.addOverride({ files: ['test/**'], rules: { 'no-restricted-syntax': 'off' } });

// Files of modules that are gone would be bundled, too.
project.compileTask.prependExec('node -e "fs.rmSync(\'lib\', { recursive: true, force: true })"');
// jsii copies no shell scripts and no data; the ones that ship are read from beside the compiled code.
project.compileTask.exec(
  "node -e \"const fs = require('fs'); fs.cpSync('src', 'lib', { recursive: true, filter: p => fs.statSync(p).isDirectory() || ['.sh', "
    + "'.json'].some(end => p.endsWith(end)) })\"");
project.compileTask.exec('tsx projenrc/bundle.ts');
// The consumer test packs what is compiled, and the documentation test reads the assembly.
project.testTask.prependSpawn(project.compileTask);
// The cluster suite is a program of its own: the client for Kubernetes is an ES module, and the suite has its own tsconfig.
project.testTask.exec('tsc -p test/cluster/tsconfig.json');
project.testTask.exec('tsx test/support/missing-programs.ts');
// The compiler works on Node 20; its banner about the end of that line would hide its own messages.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

const EXAMPLES = [
  'cassandra', 'etcd', 'kafka', 'mysql', 'mysql-group', 'postgresql', 'quickstart', 'redis', 'tutorial-a', 'tutorial-b', 'zookeeper',
];
// jsii-docgen writes one page of half a megabyte, which no reader and no search engine takes well.
project.tasks.tryFind('docgen')?.reset('tsx projenrc/api.ts');
// npm runs it before it packs or publishes, and a clone has no compiled code.
project.addTask('prepack', { description: 'Compiles the library before it is packed' }).spawn(project.compileTask);
project.addTask('quickstart', {
  description: 'Synthesizes the quickstart and prints where the YAML is',
  cwd: 'examples/quickstart',
  steps: [{ exec: 'cdk8s synth --check-upgrade=false' }, { exec: 'echo "The YAML is in $PWD/dist"' }],
});
project.addTask('shapes', {
  description: 'Writes src/checks/shapes.json from the assembly of the compiler',
  exec: 'tsx projenrc/shapes.ts',
});
project.addTask('golden', {
  description: 'Writes the golden YAML of the examples anew, and the diagrams of the pages that show them',
  steps: [
    ...EXAMPLES.map(name => ({ cwd: `examples/${name}`, exec: 'cdk8s synth --check-upgrade=false --output golden' })),
    { exec: 'tsx projenrc/diagrams.ts' },
  ],
});
project.addTask('errors', { description: 'Writes docs/errors.md from the registry of error codes' })
  .exec('tsx --tsconfig test/tsconfig.json projenrc/errors.ts');
project.addTask('site', {
  description: 'Builds the documentation as a web site in site/dist; --base /path/ for one below the root of a host',
  cwd: 'site',
}).exec('npm ci --no-fund --no-audit && npm run build --', { receiveArgs: true });
project.addTask('site:test', { description: 'Finds answers in the built site with Chromium', cwd: 'site', exec: 'npm test' });
project.addTask('site:serve', { description: 'Serves the site that was built', cwd: 'site', exec: 'npm run serve --', receiveArgs: true });
/** Languages with a test in test/languages. That of TypeScript is test/consumer. */
const LANGUAGES = { python: 'Python', java: 'Java', go: 'Go' };
for (const target of ['js', ...Object.keys(LANGUAGES)]) {
  project.tasks.tryFind(`package:${target}`)?.reset(`tsx projenrc/package.ts ${target}`);
}
project.tasks.tryFind('compat')?.reset('tsx projenrc/compat.ts');
project.testTask.spawn(project.tasks.tryFind('compat')!);
const rosetta = project.addTask('rosetta', {
  description: 'Compiles the snippets of README, doc comments and pages, and translates those of the packages for other languages',
  exec: 'tsx projenrc/rosetta.ts',
});
project.testTask.spawn(rosetta);
project.tasks.tryFind('package-all')?.prependSpawn(rosetta);
project.tasks.tryFind('package-all')?.prependSpawn(project.compileTask);
for (const [target, language] of Object.entries(LANGUAGES)) {
  project.addTask(`test:${target}`, {
    description: `Uses the package for ${language} as an application does, after package-all or package:${target}`,
    exec: `bash test/languages/${target}/run.sh`,
    receiveArgs: true,
  });
}
project.addTask('keep-release', {
  description: 'Keeps the types and the golden YAML of a release, with which later versions are compared',
  exec: 'tsx projenrc/keep-release.ts',
});
const bench = project.addTask('bench', { description: 'Paired ratios of synthesis against the alternatives' });
bench.spawn(project.compileTask);
// As lists: in a line of the shell, arguments that are received would lose their quotes.
bench.execArgs(['tsx', 'bench/run.ts'], { receiveArgs: true });
project.addTask('cluster-test', { description: 'The promises on the cluster that KUBECONFIG names' }).execArgs(
  ['tsx', 'test/cluster/run.ts'], { receiveArgs: true },
);

project.package.addVersion('0.2.0');
addReleaseWorkflow(project);

project.addGitIgnore('/examples/*/dist/');
project.addGitIgnore('/site/dist/');
project.addGitIgnore('/.jsii.tabl.json');
project.addPackageIgnore('/.jsii.tabl.json');
project.addPackageIgnore('/*.tgz');
project.addGitIgnore('/*.tgz');
project.addGitIgnore('__pycache__/');
// The README links to the examples, and its links work in the package.
project.npmignore?.exclude('/bench/', '/examples/*/dist/', '/findings/', '/site/', '/.ci/', '/.npmrc', '/CONTRIBUTING.md', '/rosetta/');

replaceAddresses();
project.synth();
