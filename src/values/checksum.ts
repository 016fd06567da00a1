import { createHash } from 'crypto';

/** A short fingerprint of texts by name; the order of the names does not matter. 64 bits: collisions are not a concern between two rollouts. */
export function checksum(texts: Record<string, string>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(texts).sort()) {
    hash.update(`${name}\0${texts[name]}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}
