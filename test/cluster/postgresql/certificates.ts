import type { V1Secret } from '@kubernetes/client-node';
import { hostsExtension, issue } from '../harness/certificates';

/** Secrets `postgresql-tls`, for the hosts of members and Services, and `postgresql-client-tls`, both of one new authority. */
export function certificates(members: number): V1Secret[] {
  const hosts = Array.from({ length: members }, (_, ordinal) => `postgresql-${ordinal}.postgresql`);
  return issue([
    {
      secret: 'postgresql-tls',
      name: 'server',
      extensions: [hostsExtension([...hosts, 'postgresql-primary', 'postgresql-replicas']), 'extendedKeyUsage=serverAuth'],
    },
    { secret: 'postgresql-client-tls', name: 'app', extensions: ['extendedKeyUsage=clientAuth'] },
  ]);
}
