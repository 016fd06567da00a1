import { kplus } from '../../kplus';

/** Certificates of the nodes. */
export interface KafkaTls {
  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` (PKCS #8: `privateKey.encoding: PKCS8` of cert-manager) and `ca.crt`. All nodes
   * share the certificate and use it both as servers and as clients of each other. It must be valid for both uses and for these names:
   * `*.kafka.<namespace>.svc.cluster.local` (with dedicated controllers also `*.kafka-controller...`), `kafka-bootstrap` as clients write
   * it, and the hosts of `external`.
   */
  readonly certificate: kplus.ISecret;

  /**
   * Requirement for clients to present a certificate of the same authority: `required`, `requested` or `none`.
   * @default 'none'
   */
  readonly clientAuth?: string;
}

const DIRECTORY = '/run/secrets/kafka-tls';

export function tlsFiles(tls: KafkaTls | undefined): Record<string, kplus.SecretValue> {
  if (!tls) { return {}; }
  return Object.fromEntries(['ca.crt', 'tls.crt', 'tls.key'].map(key => [`${DIRECTORY}/${key}`, { secret: tls.certificate, key }]));
}

/** The key settings of servers and of the tools that connect to them as a node. */
export function keySettings(tls: KafkaTls | undefined): Record<string, string> {
  return tls ? {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.key': `\${dir:${DIRECTORY}:tls.key}`,
    'ssl.keystore.certificate.chain': `\${dir:${DIRECTORY}:tls.crt}`,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': `\${dir:${DIRECTORY}:ca.crt}`,
  } : {};
}

export const PROVIDERS: Record<string, string> = {
  'config.providers': 'env,dir',
  'config.providers.env.class': 'org.apache.kafka.common.config.provider.EnvVarConfigProvider',
  'config.providers.dir.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
};
