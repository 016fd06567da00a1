import { hasToken } from './tokens';

/** RFC 1123 label, which Kubernetes accepts as the name of a Service, a container or a volume. */
export function isDnsLabel(text: unknown, maxLength = 63): text is string {
  return typeof text === 'string' && text.length <= maxLength && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** RFC 1123 subdomain: dots allowed, as in a cluster's domain or the prefix of a label's key. */
export function isDnsSubdomain(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 253 && text.split('.').every(label => isDnsLabel(label));
}

/** A key of a Secret or ConfigMap: https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object */
export function isConfigMapKey(key: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && !key.startsWith('..') && key !== '.';
}

/** Remedy for a name that is no DNS label: the closest label, or an example. */
export function nameRemedy(name: unknown, examples: string): string {
  if (hasToken(name)) { return `use a literal such as ${examples}, because other names contain it`; }
  const closest = String(name).replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-$/g, '');
  return closest === '' || closest.length > 63 ? `use a name such as ${examples}` : `use ${closest}`;
}

/** RFC 1035 label: a Service's name may not begin with a digit. */
export function isServiceName(text: unknown): text is string {
  return isDnsLabel(text) && /^[a-z]/.test(text);
}

/** IANA service name: the form of a port's name. */
export function isPortName(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 15 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text) && /[a-z]/.test(text)
    && !text.includes('--');
}

export function isLabelKey(text: string): boolean {
  const [name, prefix] = text.split('/').reverse();
  return text.split('/').length <= 2 && isLabelText(name) && name !== '' && (prefix === undefined || isDnsSubdomain(prefix));
}

export function isLabelValue(text: unknown): text is string {
  return typeof text === 'string' && (text === '' || isLabelText(text));
}

function isLabelText(text: string): boolean {
  return text.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(text);
}
