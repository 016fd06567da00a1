import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V1Secret } from '@kubernetes/client-node';

/** What a certificate is for. */
export interface CertificateRequest {
  /** Name of the Secret. */
  readonly secret: string;
  /** The subject's common name. */
  readonly name: string;
  /** As OpenSSL's extension file has them. */
  readonly extensions: string[];
  /** Days until it expires. @default 2 */
  readonly days?: number;
}

/** Secrets with `tls.crt`, `tls.key` and `ca.crt`, all of one new authority. Needs the command `openssl`. */
export function issue(requests: CertificateRequest[]): V1Secret[] {
  const directory = mkdtempSync(join(tmpdir(), 'certificates-'));
  try {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
    const text = (file: string) => readFileSync(join(directory, file), 'utf8');
    const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    openssl('req', '-x509', ...key, '-subj', '/CN=authority', '-keyout', 'ca.key', '-out', 'ca.crt');
    return requests.map(({ secret, name, extensions, days = 2 }) => {
      writeFileSync(join(directory, `${name}.ext`), extensions.map(line => `${line}\n`).join(''));
      openssl('req', '-new', ...key.slice(0, 3), '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
      openssl(
        'x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial',
        '-days', `${days}`, '-extfile', `${name}.ext`, '-out', `${name}.crt`,
      );
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: secret },
        stringData: {
          'tls.crt': text(`${name}.crt`),
          'tls.key': text(`${name}.key`),
          'ca.crt': text('ca.crt'),
        },
      };
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The extension that names hosts. */
export function hostsExtension(hosts: string[]): string {
  return `subjectAltName=${hosts.map(host => `DNS:${host}`).join(',')}`;
}
