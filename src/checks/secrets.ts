/** A secret in a text. */
interface FoundSecret {
  /** Its kind, for the rule of a message: `a private key`. */
  readonly what: string;
  /** The part of the text that leads to it, without the secret: `--password=...`. */
  readonly shown: string;
}

/** The end of a name in snake case whose value is a secret. */
const SECRET_NAME = new RegExp('(' + [
  '(password|passwd|passphrase|credential)s?', '(secret|token)', '(^|_)(pass|auth_pass)', '_pwd', 'requirepass', 'masterauth', 'sshpass',
  '(rediscli|redis|neo4j|basic)_auth', '(erlang|release)_cookie', '(_|^)secret_key_base',
  '(api|app|private|secret|secret_access|encryption|signing|master|account|azure_storage)_?keys?',
  '(shared|license|hmac|jwt|unseal|replica_set)_?keys?',
].join('|') + ')$');

/** Names with such an end whose value is public: the name of a cluster or of a Secret, or a word of a vocabulary. */
const PUBLIC_NAME = /(^|_)(initial_cluster_token|(pull|tls|certificate|cert)_secret|(pad|eos|bos|unk|mask|stop)_token)$/;

/** Switches, and words by which a program is told that it needs no secret. */
const SWITCH = /^(|0|1|yes|no|true|false|on|off|none|null|enabled?|disabled?|required?|requested|optional|default)$/i;

/** A value that a shell, Kubernetes, the server or a template engine replaces. */
const REFERENCE = /^(\$[({\w@*#?]|`|\{|%|<[A-Za-z/]|@\w+@|!|[|>]$|\.\*|(file|env|vault|arn):)/;

const PATH = /^(\.{0,2}|~|[A-Za-z]:)[\\/][-\w.@]*([\\/][-\w.@$(){}]+)*[\\/]?$/;
const PLAIN_URL = /^[a-z][-a-z0-9+.]*:\/\/[^@\s]*$/i;

/** `keyStorePassword`, `--key-store-password` and `KEY_STORE_PASSWORD` are one name. */
function snakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').replace(/^_/, '').toLowerCase();
}

/** Whether the value of a variable, flag or setting of this name is a secret, as far as the name shows. */
export function isSecretName(name: string): boolean {
  const snake = snakeCase(name);
  return SECRET_NAME.test(snake) && !PUBLIC_NAME.test(snake);
}

/** Whether a value can be a secret: no switch, reference, path or URL, and no number of tokens. */
export function isSecretValue(name: string, text: string): boolean {
  const value = unquoted(text);
  const isCount = /token$/i.test(name) && /^\d{1,9}$/.test(value);
  return !isCount && ![SWITCH, REFERENCE, PATH, PLAIN_URL].some(harmless => harmless.test(value));
}

function unquoted(text: string): string {
  return text.trim().replace(/^\\?["']|\\?["']$/g, '').trim();
}

const QUOTED = '"(?:[^"\\\\\\n]|\\\\.)*"|\'[^\'\\n]*\'';

/** How secrets are written. A rule with a name applies to names of secrets only. */
interface SecretRule {
  readonly what: string;
  readonly pattern: RegExp;
}

const PASSWORD = 'a password';

const RULES: readonly SecretRule[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----(?<value>)/g },
  { what: 'a URL with a password', pattern: /:\/\/[^\s:@/"']*:(?<value>[^\s@/]+)@/g },
  // the addresses of Go's drivers for MySQL
  { what: 'an address with a password', pattern: /(?:^|[\s"'=])[-\w.]+:(?<value>[^\s:@/"']+)@(?:tcp|udp|unix)?\(/g },
  { what: 'a header with a password', pattern: /\bauthorization["']?[:=\s]+["']?(?:basic|bearer|token)\s+(?<value>[^\s"']+)/gi },
  // NAME=value, --name=value, -Dname=value, and parameters of URLs and connection strings
  { what: PASSWORD, pattern: new RegExp(`(?:^|[\\s?&;,"'(])(?<name>[-\\w.]+)(?<sign>=)(?<value>${QUOTED}|[^\\s&;,"']+)`, 'g') },
  { what: PASSWORD, pattern: new RegExp(`(?:^|[\\s"'])(?<name>--?[-\\w.]+)(?<sign>\\s+)(?<value>${QUOTED}|[^-\\s"'][^\\s"']*)`, 'g') },
  { what: PASSWORD, pattern: /<(?<name>[-\w.]+)(?<sign>>)(?<value>[^<>\s]+)<\//g },
  { what: PASSWORD, pattern: /LoginModule\b[^;]*?\suser_[-\w.]+="(?<value>[^"]+)"/g },
  // statements of MySQL and PostgreSQL
  { what: PASSWORD, pattern: /\b(?:IDENTIFIED\s+(?:WITH\s+\S+\s+)?BY|PASSWORD)\s+(?<value>'(?![,\s])[^'\n]+'|"(?![,\s])[^"\n]+")/gi },
  // flags of clients
  { what: PASSWORD, pattern: /\b(?:mysql|mariadb)[-\w]*\s(?:[^;|&\n]*?\s)?-p(?<value>[^\s;|&]+)/g },
  { what: PASSWORD, pattern: /\b(?:redis|valkey)-cli\s(?:[^;|&\n]*?\s)?-a\s+(?<value>[^\s;|&]+)/g },
  { what: PASSWORD, pattern: /\bmongo(?:sh|dump|restore|export|import)?\s(?:[^;|&\n]*?\s)?-p[\s=]*(?<value>[^\s;|&]+)/g },
  { what: PASSWORD, pattern: /\bsshpass\s+-p\s*(?<value>[^\s;|&]+)/g },
  { what: PASSWORD, pattern: /\bcurl\s(?:[^;|&\n]*?\s)?(?:-u|--user|--proxy-user|-U)[\s=]*["']?[^\s:"']+:(?<value>[^\s;|&]+)/g },
];

/** Lines of configuration files. A value with parentheses or brackets is code. */
const LINES: readonly SecretRule[] = [
  {
    what: PASSWORD,
    pattern: new RegExp(`^[ \\t]*["']?(?<name>[-\\w.]+)["']?[ \\t]*(?<sign>[:=])[ \\t]*(?<value>${QUOTED}|[^\\s#;,()[\\]{}]+)`
      + '[ \\t]*(?:[,;#].*)?\\r?$', 'gm'),
  },
  {
    what: PASSWORD,
    pattern: /^[ \t]*(?:sentinel[ \t]+)?(?<name>requirepass|masterauth|auth-pass)(?<sign>[ \t]+)(?:\S+[ \t]+)?(?<value>\S+)[ \t]*\r?$/gm,
  },
  // the ACL file of Redis
  { what: PASSWORD, pattern: /^[ \t]*user[ \t]+\S+[ \t](?:[^\n]*[ \t])?>(?<value>\S+)/gm },
];

/** Most texts have no word that belongs to a secret. */
const HINT = /pass|pwd|secret|token|key|auth|credential|cookie|:\/\/|@|identified|user|\s-[ap]/i;

/** The first secret in an argument, a command or a value. Names and values in `notSecret` are none. */
export function secretIn(text: string, notSecret: readonly string[] = []): FoundSecret | undefined {
  return find(text, RULES, notSecret);
}

/** The first secret in a file. Commented lines show the form of a setting. */
export function secretInFile(text: string, notSecret: readonly string[] = []): FoundSecret | undefined {
  return HINT.test(text) ? find(text.replace(/^[ \t]*(#|;|\/\/).*$/gm, ''), [...RULES, ...LINES], notSecret) : undefined;
}

function find(text: string, rules: readonly SecretRule[], notSecret: readonly string[]): FoundSecret | undefined {
  if (!HINT.test(text)) { return undefined; }
  for (const { what, pattern } of rules) {
    for (const { groups = {} } of text.matchAll(pattern)) {
      const { name, sign = '', value } = groups;
      // a value of several words is a sentence
      if (name !== undefined && (!isSecretName(name) || /\s/.test(unquoted(value)))) { continue; }
      if ([name, value, unquoted(value)].some(part => notSecret.includes(part))) { continue; }
      if (value !== '' && !isSecretValue(name ?? '', value)) { continue; }
      return { what, shown: name === undefined ? what : `${name}${sign.trim() === '' ? ' ' : sign}...` };
    }
  }
  return undefined;
}
