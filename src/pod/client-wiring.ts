import { volumeNameOf } from '../blocks/files';
import { checkEnv } from '../checks/arguments';
import { checkRules } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { baseName, byDirectory, directoryOf, isAbsolutePath } from '../checks/path';
import { repeated } from '../checks/repeated';
import { ValidationErrors } from '../checks/validation-errors';
import { kplus } from '../kplus';
import { IClientContainer, IClientWorkload } from '../values/client-workload';
import { sortKeys } from '../values/manifest';
import { variablesInOrder } from '../values/variables';

/** Network policy of an application. */
export interface ClientIsolation {
  /**
   * Adds a network policy by which the application's pods may connect to the set and to the DNS, and to no other address unless another
   * policy allows it. Set it if the namespace of the application denies outgoing connections, or if the application must be isolated. No
   * effect if `networkAccess` is open.
   *
   * @default false
   */
  readonly isolateClient?: boolean;
}

/** Variables and files by which an application connects to a set. */
export interface ClientWiring {
  /**
   * Environment variables of the application's containers.
   * @default - no variables
   */
  readonly env?: { [name: string]: kplus.EnvValue };

  /**
   * Keys of existing Secrets as files, by absolute path. The files of one directory come from one Secret, which must exist in the
   * application's namespace. Only these keys are mounted.
   *
   * @default - no files
   */
  readonly secretFiles?: { [path: string]: kplus.SecretValue };
}

/** Containers of an application that are wired, and its network policy. */
export interface ClientOptions extends ClientIsolation {
  /**
   * Names of the containers that get the variables and files, including init containers. Name them if the pods have a container that must
   * not read the password, such as a log shipper.
   *
   * @default - all containers except init containers; one that is added after the call is an error at synthesis
   */
  readonly containers?: string[];
}

type Env = NonNullable<ClientWiring['env']>;
type SecretFiles = NonNullable<ClientWiring['secretFiles']>;

/** Gives the containers of an application the variables and files. Nothing that the application has is replaced. */
export function wireClient(client: IClientWorkload, { env = {}, secretFiles = {} }: ClientWiring, { containers }: ClientOptions): void {
  const all = [...client.containers, ...client.initContainers];
  const chosen = containers ? all.filter(({ name }) => containers.includes(name)) : [...client.containers];
  const volumes = volumesOf(client, secretFiles);
  checkRules(client, errors => {
    for (const name of (containers ?? []).filter(n => !chosen.some(container => container.name === n))) {
      errors.add('ClientContainerUnknown', {
        rule: 'containers must have names of the application\'s containers or init containers',
        got: name,
        remedy: `use ${all.map(container => container.name).join(', ')}`,
      });
    }
    checkFiles(secretFiles, errors);
    for (const volume of volumes) { checkKnown(volume, errors); }
    for (const container of chosen) { checkFree(container, env, volumes, errors); }
  });
  const mounts = volumes.map(volume => [volume.directory, mountable(client, volume)] as const);
  for (const container of chosen) {
    for (const [name, value] of variablesInOrder(env)) { container.env.addVariable(name, value); }
    for (const [directory, volume] of mounts) { container.mount(directory, volume, { readOnly: true }); }
  }
  client.node.addValidation({ validate: () => laterErrors(client, { env, chosen, isFixed: containers !== undefined }).lines(client) });
}

/** A variable or file of the application itself, or of another binding, would be replaced. */
function checkFree(container: IClientContainer, env: Env, volumes: ClientVolume[], errors: Errors): void {
  checkEnv(container.name, env, undefined, errors);
  for (const name of Object.keys(env).filter(n => n in container.env.variables)) { addTaken(container, name, errors); }
  const mounted = container.mounts.map(mount => mount.path);
  for (const { directory } of volumes.filter(volume => mounted.includes(volume.directory))) {
    errors.add('ClientMountTaken', {
      rule: `container ${container.name} must have no other volume at the directory of the binding's files`,
      got: directory,
      remedy: 'mount that volume at another path, or bind the application only once',
    });
  }
}

/** A directory is one volume, which is made from one Secret and has each key once. */
function checkFiles(secretFiles: SecretFiles, errors: Errors): void {
  for (const path of Object.keys(secretFiles).filter(p => !isAbsolutePath(p) || directoryOf(p) === '/')) {
    errors.add('PathNotAbsolute', {
      rule: 'the files of a binding must have absolute paths below a directory, without a colon, . or .., and without a trailing slash',
      got: path,
      remedy: 'use a path such as /etc/redis-client/ca.crt',
    });
  }
  for (const [directory, paths] of byDirectory(Object.keys(secretFiles))) {
    const files = paths.map(path => secretFiles[path]);
    const [first, ...others] = files.map(file => file.secret.name);
    const foreign = others.filter(secret => secret !== first);
    for (const other of foreign) {
      errors.add('ClientDirectoryMixed', {
        rule: `the files in ${directory} must come from one Secret`,
        got: `${first} and ${other}`,
        remedy: 'put the files of each Secret into a separate directory',
      });
    }
    const keys = foreign.length === 0 ? files.map(file => file.key) : [];
    for (const key of repeated(keys)) {
      errors.add('ClientDirectoryMixed', {
        rule: `the files in ${directory} must come from different keys of the Secret`,
        got: key,
        remedy: 'use one of the files, or put them into separate directories',
      });
    }
  }
}

function addTaken({ name: container }: IClientContainer, variable: string, errors: Errors): void {
  errors.add('ClientVariableTaken', {
    rule: `container ${container} must not have variables of the binding already, because one of two values would be lost`,
    got: variable,
    remedy: 'give the variables of the binding other names with names, or rename the variable of the application',
  });
}

interface ClientVolume {
  readonly directory: string;
  readonly name: string;
  readonly secret: kplus.ISecret;
  readonly items: { [key: string]: kplus.PathMapping };
  /** The volume of an earlier binding of the application. */
  readonly known?: kplus.Volume;
}

/** Secrets and keys of the volumes, as text. */
const contents = new WeakMap<kplus.Volume, string>();

function volumesOf(client: IClientWorkload, secretFiles: SecretFiles): ClientVolume[] {
  return [...byDirectory(Object.keys(sortKeys(secretFiles)))].map(([directory, paths]) => {
    const name = volumeNameOf('client', directory);
    return {
      directory,
      name,
      secret: secretFiles[paths[0]].secret,
      items: Object.fromEntries(paths.map(path => [secretFiles[path].key, { path: baseName(path) }])),
      known: client.node.tryFindChild(`Volume-${name}`) as kplus.Volume | undefined,
    };
  });
}

function contentOf({ secret, items }: ClientVolume): string {
  return JSON.stringify([secret.name, items]);
}

function checkKnown(volume: ClientVolume, errors: Errors): void {
  if (volume.known && contents.get(volume.known) !== contentOf(volume)) {
    errors.add('ClientMountTaken', {
      rule: `the files in ${volume.directory} must be the same in all bindings of the application`,
      got: volume.secret.name,
      remedy: 'use one Secret for all containers of the application',
    });
  }
}

function mountable(client: IClientWorkload, volume: ClientVolume): kplus.Volume {
  const { name, secret, items, known } = volume;
  const made = known ?? kplus.Volume.fromSecret(client as any, `Volume-${name}`, secret, { name, items });
  contents.set(made, contentOf(volume));
  return made;
}

interface Wired {
  readonly env: Env;
  readonly chosen: IClientContainer[];
  /** Whether the containers were named. */
  readonly isFixed: boolean;
}

/** Rules that depend on calls after the binding. */
function laterErrors(client: IClientWorkload, { env, chosen, isFixed }: Wired): Errors {
  const errors: Errors = new ValidationErrors();
  for (const container of isFixed ? [] : client.containers.filter(c => !chosen.includes(c))) {
    errors.add('ClientContainerUnbound', {
      rule: 'an application must be bound after its last container is added, or with containers, because the binding does not reach later '
        + 'containers',
      got: container.name,
      remedy: `move the binding after the call that adds ${container.name}, or name its containers: `
        + `{ containers: [${chosen.map(({ name }) => `'${name}'`).join(', ')}] }`,
    });
  }
  for (const container of chosen) {
    for (const [name, value] of Object.entries(env)) {
      if (container.env.variables[name] !== value) { addTaken(container, name, errors); }
    }
  }
  return errors;
}

/** Labels and namespace of the pods. */
interface ClientPods {
  readonly labels: { [key: string]: string };
  /** Without it, the pods are in the namespace of the set. */
  readonly namespace?: string;
}

export function podsOf(client: IClientWorkload): ClientPods {
  const { labelSelector, namespaces } = client.toPodSelectorConfig();
  const labels = labelSelector?._toKube?.().matchLabels ?? {};
  checkRules(client, errors => {
    if (Object.keys(labels).length === 0) {
      errors.add('ClientSelectorMissing', {
        rule: 'the pods of a client must have labels that select them, because otherwise the policy would admit every pod',
        got: labels,
        remedy: 'pass a Deployment or another workload of cdk8s-plus, or use allowFrom(NetworkPeer.pods({ app: \'shop\' }))',
      });
    }
  });
  return { labels, namespace: namespaces?.names?.[0] };
}
