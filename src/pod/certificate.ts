import { isIP } from 'net';
import { Duration } from 'cdk8s';
import type { Errors } from '../checks/errors';
import { checkSeconds, checkWhole } from '../checks/ranges';
import { secondsOf } from '../checks/seconds';
import { hostOf, Identity, MAX_REPLICAS, ordinalsOf } from '../values/identity';
import { Json, undefinedIfEmpty } from '../values/manifest';

/** A Certificate of cert-manager. */
export interface CertificateOptions {
  /** Name of the Issuer or ClusterIssuer that signs the certificate. */
  readonly issuer: string;

  /**
   * Kind of the issuer: `Issuer`, `ClusterIssuer`, or the kind of an external one.
   * @default 'Issuer'
   */
  readonly issuerKind?: string;

  /**
   * API group of the issuer.
   * @default 'cert-manager.io'
   */
  readonly issuerGroup?: string;

  /**
   * Number of members that the certificate covers. Set it before `replicas` grows.
   * @default - the number of replicas
   */
  readonly members?: number;

  /**
   * Validity of the certificate, in whole seconds.
   * @default - the default of cert-manager, 90 days
   */
  readonly duration?: Duration;
}

export function checkMembers(members: number | undefined, errors: Errors): void {
  checkWhole(errors, {
    code: 'CertificateMembersInvalid', prop: 'members of a certificate', value: members, remedy: 'use the number of replicas, or more',
  }, 1, MAX_REPLICAS);
}

export function checkCertificate({ members, duration }: CertificateOptions, errors: Errors): void {
  checkMembers(members, errors);
  checkSeconds(errors, {
    code: 'CertificateDurationInvalid', prop: 'duration of a certificate', value: duration, remedy: 'use Duration.days(90), or omit it',
  }, 3600);
}

export function checkNewCertificate(secretName: string, isTaken: boolean, errors: Errors): void {
  if (!isTaken) { return; }
  errors.add('CertificateTaken', {
    rule: 'the certificates of an application must be for different Secrets',
    got: secretName,
    remedy: 'call addCertificate once for each Secret',
  });
}

/**
 * Every form in which a client or a member may write the name of a Service or a pod. Not all TLS libraries accept a wildcard before a
 * single label, such as `*.redis`, so the pods are listed.
 */
export function certificateNames(identity: Identity, services: string[], members: number): string[] {
  const { name } = identity;
  const hosts = [name, ...services, ...ordinalsOf({ ...identity, replicas: members }).map(ordinal => hostOf(identity, ordinal))];
  return [...formsOf(identity, hosts), ...suffixesOf(identity).map(suffix => `*.${name}.${suffix}`)];
}

/** Each host with and without the namespace. */
export function formsOf(identity: Identity, hosts: string[]): string[] {
  const suffixes = suffixesOf(identity);
  return hosts.flatMap(host => [host, ...suffixes.map(suffix => `${host}.${suffix}`)]);
}

function suffixesOf({ namespace, clusterDomain }: Identity): string[] {
  return namespace === undefined ? [] : [namespace, `${namespace}.svc`, `${namespace}.svc.${clusterDomain}`];
}

/** https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec */
export function certificateSpec(
  secretName: string, names: string[], { issuer, issuerKind = 'Issuer', issuerGroup, duration }: CertificateOptions,
): Json {
  return {
    secretName,
    dnsNames: names.filter(name => isIP(name) === 0),
    ipAddresses: undefinedIfEmpty(names.filter(name => isIP(name) !== 0)),
    issuerRef: { name: issuer, kind: issuerKind, group: issuerGroup },
    // members are servers, and clients of each other
    usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
    duration: duration && `${secondsOf(duration)}s`,
    // Java reads no other encoding
    privateKey: { encoding: 'PKCS8', rotationPolicy: 'Always' },
  };
}
