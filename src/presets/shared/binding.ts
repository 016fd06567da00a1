import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkIdentity, identityOf } from '../../blocks/identity';
import { checkClusterDns, ClusterDns } from '../../blocks/network';
import { checkRules } from '../../checks/calls';
import { errorAt } from '../../checks/errors';
import { repeated } from '../../checks/repeated';
import { kplus } from '../../kplus';
import { addClientPolicy } from '../../pod/app-network';
import { ClientOptions, ClientWiring, podsOf, wireClient } from '../../pod/client-wiring';
import { isIsolatedSet } from '../../stateful-app';
import { IClientWorkload } from '../../values/client-workload';
import { Identity } from '../../values/identity';
import { Port } from '../../values/port';

/** Options of the `bind` of every preset. */
export interface PresetBindingOptions extends ClientOptions {
  /**
   * The application's own certificate: an existing Secret with the keys `tls.crt` and `tls.key` in the application's namespace. The
   * containers get both as files. Set it if the servers require certificates of clients.
   *
   * @default - the application presents no certificate
   */
  readonly certificate?: kplus.ISecret;
}

/** The options that `bindClient` knows. */
export function bindClientOptions({ containers, isolateClient }: ClientOptions): ClientOptions {
  return { containers, isolateClient };
}

/** Paths at which the containers of an application find certificates. The name of the set keeps those of two sets apart. */
export function certificatePaths(set: string): { readonly authority: string; readonly certificate: string; readonly key: string } {
  const own = `/etc/${set}-client-certificate`;
  return { authority: `/etc/${set}-client-ca/ca.crt`, certificate: `${own}/tls.crt`, key: `${own}/tls.key` };
}

interface Endpoint {
  readonly name: string;
  readonly authority?: kplus.SecretValue;
}

/** The authority by which an application verifies the servers, and the certificate that it presents to them. */
export function bindingFiles({ name, authority }: Endpoint, { certificate }: PresetBindingOptions): Record<string, kplus.SecretValue> {
  const paths = certificatePaths(name);
  return {
    ...authority ? { [paths.authority]: authority } : {},
    ...certificate ? {
      [paths.certificate]: { secret: certificate, key: 'tls.crt' },
      [paths.key]: { secret: certificate, key: 'tls.key' },
    } : {},
  };
}

interface NeededCredentials {
  /** What accepts the connections: `the brokers`. */
  readonly servers: string;
  readonly needsUser?: boolean;
  readonly needsCertificate?: boolean;
  readonly userRemedy: string;
}

/** Rejects a binding with which the servers would refuse the application. */
export function checkCredentials(
  scope: Construct, { user, certificate }: { readonly user?: string; readonly certificate?: kplus.ISecret },
  { servers, needsUser, needsCertificate, userRemedy }: NeededCredentials,
): void {
  if (needsUser && user === undefined) {
    throw errorAt(scope, 'ClientUserMissing', {
      rule: `user must be set, because ${servers} accept only clients that log in`, got: user, remedy: userRemedy,
    });
  }
  if (needsCertificate && certificate === undefined) {
    throw errorAt(scope, 'ClientCertificateMissing', {
      rule: `certificate must be set, because ${servers} accept only clients with a certificate`,
      got: certificate,
      remedy: 'use bind(client, { certificate: Secret.fromSecretName(this, \'ShopTls\', \'shop-tls\') })',
    });
  }
}

/** A variable of a binding. Without a value, the application does not get it. */
type Variable = readonly [name: string, value: string | kplus.SecretValue | undefined];

/** Variables of a binding by their names. */
export function variablesOf(scope: Construct, variables: Variable[]): Record<string, kplus.EnvValue> {
  const given = variables.filter(([, value]) => value !== undefined);
  checkRules(scope, errors => {
    for (const name of repeated(given.map(([variable]) => variable))) {
      errors.add('BindingNameTaken', {
        rule: 'names must give each value of the binding its own variable, because one of two values would be lost',
        got: name,
        remedy: 'rename one of them',
      });
    }
    for (const [variable] of given.filter(([, value]) => value === '')) {
      errors.add('BindingValueEmpty', {
        rule: `the value of ${variable} must not be empty, because the application would connect with it`,
        got: '',
        remedy: 'set the option, or omit it',
      });
    }
  });
  const { fromValue, fromSecretValue } = kplus.EnvValue;
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'string' ? fromValue(value) : fromSecretValue(value!)]));
}

interface ImportedIdentity {
  readonly name: string;
  readonly namespace?: string;
  readonly replicas?: number;
  readonly clusterDns?: ClusterDns;
}

/** A set that another program has deployed. The policy of the set itself is in that program. */
export class ImportedSet extends Construct {
  protected readonly identity: Identity;
  private readonly dns?: ClusterDns;

  constructor(
    scope: Construct, id: string, { name, namespace, replicas = 1, clusterDns }: ImportedIdentity, private readonly ports: Port[],
  ) {
    super(scope, id);
    const input = { name, namespace, replicas, image: 'image' };
    checkRules(this, errors => {
      checkIdentity(input, errors);
      if (replicas === 0) {
        errors.add('ReplicasInvalid', {
          rule: 'replicas must be 1 or more, because an application connects to the members by their names',
          got: replicas,
          remedy: 'use the number of replicas of the set',
        });
      }
      if (clusterDns) { checkClusterDns(clusterDns, errors); }
    });
    this.dns = clusterDns;
    this.identity = identityOf(input, Chart.of(this).namespace);
  }

  protected wire(client: IClientWorkload, wiring: ClientWiring, options: ClientOptions): void {
    wireClient(client, wiring, options);
    if (!options.isolateClient && !isIsolatedSet(client)) { return; }
    const { labels, namespace } = podsOf(client);
    addClientPolicy({ scope: client, client: client.name, labels, namespace, dns: this.dns }, this.identity, () => this.ports);
  }
}
