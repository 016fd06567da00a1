import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V1Secret } from '@kubernetes/client-node';

/** Secrets `mysql-tls`, for the hosts of members and Services, and `mysql-client-tls`, both of one new authority. Needs the command `openssl`. */
export function certificates(members: number): V1Secret[] {
  const directory = mkdtempSync(join(tmpdir(), 'certificates-'));
  try {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
    const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    openssl('req', '-x509', ...key, '-subj', '/CN=authority', '-keyout', 'ca.key', '-out', 'ca.crt');
    const sign = (name: string, extensions: string) => {
      writeFileSync(join(directory, `${name}.ext`), extensions);
      openssl('req', '-new', ...key.slice(0, 3), '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
      openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.crt`);
      return { 'tls.crt': text(directory, `${name}.crt`), 'tls.key': text(directory, `${name}.key`), 'ca.crt': text(directory, 'ca.crt') };
    };
    const hosts = [...Array.from({ length: members }, (_, ordinal) => `mysql-${ordinal}.mysql`), 'mysql-primary', 'mysql-read'];
    return [
      secret('mysql-tls', sign('server', `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\nextendedKeyUsage=serverAuth\n`)),
      secret('mysql-client-tls', sign('client', 'extendedKeyUsage=clientAuth\n')),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function text(directory: string, file: string): string {
  return readFileSync(join(directory, file), 'utf8');
}

function secret(name: string, stringData: Record<string, string>): V1Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
}
