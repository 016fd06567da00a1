import { CERTIFICATE, CQLSHRC, KEYSTORE, PYTHON, TRUSTSTORE } from './cassandra-contract';
import { kplus } from '../../kplus';

/** Certificates of the members. */
export interface CassandraTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`, as cert-manager writes it with `privateKey.encoding:
   * PKCS8`. All members share the certificate and use it both as servers and as clients of each other, so it must be valid for both uses.
   * Members verify each other by the authority. Clients that verify names need `cassandra-client` and the Service of each member
   * (`cassandra-0`, `cassandra-1`, ...), each with the namespace. A renewed certificate is in use within twelve minutes, without a restart.
   */
  readonly certificate: kplus.ISecret;

  /**
   * Rejects connections without TLS, of clients and of members. If this is `false`, members try TLS before they connect without it, so that
   * TLS can be turned on while a ring runs.
   *
   * @default true
   */
  readonly requireSecureTransport?: boolean;

  /**
   * Requires clients to present a certificate of `ca.crt`, in addition to the password.
   * @default false
   */
  readonly requireClientCertificate?: boolean;
}

type GivenTls = CassandraTls | undefined;

/** Whether the members reject connections without TLS. */
export function requiresTls(tls: GivenTls): boolean {
  return tls !== undefined && (tls.requireSecureTransport ?? true);
}

/** The fact of how members connect to each other. */
export function encryptionOf(tls: GivenTls): string {
  if (!tls) { return 'none'; }
  return requiresTls(tls) ? 'tls' : 'tls,none';
}

/** Keys of the certificate that a member reads, by path. */
export function tlsFiles(tls: GivenTls): Record<string, kplus.SecretValue> {
  return filesOf(tls, ['ca.crt', 'tls.crt', 'tls.key']);
}

/** Keys of the certificate that a Job reads, by path. */
export function clientTlsFiles(tls: GivenTls): Record<string, kplus.SecretValue> {
  return filesOf(tls, tls?.requireClientCertificate ? ['ca.crt', 'tls.crt', 'tls.key'] : ['ca.crt']);
}

function filesOf(tls: GivenTls, keys: string[]): Record<string, kplus.SecretValue> {
  return tls ? Object.fromEntries(keys.map(key => [`${CERTIFICATE}/${key}`, { secret: tls.certificate, key }])) : {};
}

/** Settings of the server. */
export function tlsSettings(tls: GivenTls): Record<string, unknown> {
  if (!tls) { return {}; }
  const common = {
    optional: !requiresTls(tls),
    accepted_protocols: ['TLSv1.2', 'TLSv1.3'],
    ssl_context_factory: { class_name: 'org.apache.cassandra.security.PEMBasedSslContextFactory' },
    keystore: KEYSTORE,
    truststore: TRUSTSTORE,
  };
  return {
    // a member is identified by the authority that signed its certificate, because its address is in no certificate
    server_encryption_options: { ...common, internode_encryption: 'all', require_client_auth: true },
    client_encryption_options: { ...common, enabled: true, require_client_auth: tls.requireClientCertificate ?? false },
  };
}

/**
 * How cqlsh connects, as files. The driver of cqlsh (3.30) sets the mode of verification as an option of Python's context for TLS, which
 * has no effect, so cqlsh would send the password to any server. Python runs sitecustomize.py first; the context for clients verifies.
 */
export function cqlshFiles(tls: GivenTls): Record<string, string> {
  if (!tls) { return {}; }
  const own = tls.requireClientCertificate ? `usercert = ${CERTIFICATE}/tls.crt\nuserkey = ${CERTIFICATE}/tls.key\n` : '';
  return {
    [CQLSHRC]: `[connection]\nssl = true\n[ssl]\ncertfile = ${CERTIFICATE}/ca.crt\nvalidate = true\n${own}`,
    [`${PYTHON}/sitecustomize.py`]: 'import ssl\n\nssl.PROTOCOL_TLS = ssl.PROTOCOL_TLS_CLIENT\n',
  };
}
