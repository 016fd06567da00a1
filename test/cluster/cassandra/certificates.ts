import type { V1Secret } from '@kubernetes/client-node';
import { hostsExtension, issue } from '../harness/certificates';

/** The Secret `cassandra-tls`, and another certificate of the same authority by which it is renewed. */
export function certificates(): { first: V1Secret; renewed: V1Secret } {
  const hosts = ['cassandra-client', ...[0, 1, 2].map(ordinal => `cassandra-${ordinal}`)];
  const extensions = [hostsExtension(hosts), 'extendedKeyUsage=serverAuth,clientAuth'];
  const [first, renewed] = issue(['first', 'renewed'].map(name => ({ secret: 'cassandra-tls', name, extensions })));
  return { first, renewed };
}
