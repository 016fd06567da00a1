import type { V1Secret } from '@kubernetes/client-node';
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { hostsExtension, issue } from '../harness/certificates';

const names = new Chart(new App(), 'names');

/** The prop of the preset for the Secrets below. */
export const tls = {
  certificate: Secret.fromSecretName(names, 'Server', 'mysql-tls'),
  clientCertificate: Secret.fromSecretName(names, 'Client', 'mysql-client-tls'),
};

/** Secrets `mysql-tls`, for the hosts of members and Services, and `mysql-client-tls`, both of one new authority. */
export function certificates(members: number): V1Secret[] {
  return certificatesAndRenewal(members).current;
}

/** As `certificates`, with another `mysql-tls` of the same authority that expires a day later. */
export function certificatesAndRenewal(members: number): { current: V1Secret[]; renewed: V1Secret } {
  const hosts = [...Array.from({ length: members }, (_, ordinal) => `mysql-${ordinal}.mysql`), 'mysql-primary', 'mysql-read'];
  const server = { secret: 'mysql-tls', extensions: [hostsExtension(hosts), 'extendedKeyUsage=serverAuth'] };
  const [first, client, renewed] = issue([
    { ...server, name: 'server' },
    { secret: 'mysql-client-tls', name: 'client', extensions: ['extendedKeyUsage=clientAuth'] },
    { ...server, name: 'renewed', days: 3 },
  ]);
  return { current: [first, client], renewed };
}
