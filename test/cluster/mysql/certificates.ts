import type { V1Secret } from '@kubernetes/client-node';
import { hostsExtension, issue } from '../harness/certificates';

/** Secrets `mysql-tls`, for the hosts of members and Services, and `mysql-client-tls`, both of one new authority. */
export function certificates(members: number): V1Secret[] {
  const hosts = [...Array.from({ length: members }, (_, ordinal) => `mysql-${ordinal}.mysql`), 'mysql-primary', 'mysql-read'];
  return issue([
    { secret: 'mysql-tls', name: 'server', extensions: [hostsExtension(hosts), 'extendedKeyUsage=serverAuth'] },
    { secret: 'mysql-client-tls', name: 'client', extensions: ['extendedKeyUsage=clientAuth'] },
  ]);
}
