/**
 * Writes `zookeeper-<version>.json`: the settings of zoo.cfg with types and defaults, as far as the sources tell them.
 *
 *     npx tsx projenrc/known-settings/zookeeper.ts 3.9 DIRECTORY
 *
 * DIRECTORY has the unpacked `zookeeper-3.9.5-sources.jar` of Maven Central. ZooKeeper has no definition of its settings: QuorumPeerConfig
 * parses some of them and makes a system property `zookeeper.<name>` of each other line, and the code that needs one reads it. So the types
 * are those of the calls that read: `parseBoolean(key, value)`, `Integer.getInteger("zookeeper.x", 100)`,
 * `Long.parseLong(System.getProperty(X))`, with constants resolved. The names below `ssl.` come from X509Util, which puts two prefixes
 * before them.
 */
import { readdirSync, readFileSync, statSync } from 'fs';
import { basename, join } from 'path';
import { Described, writeKnownSettings } from './write';

/** Of clients, tests and tools; passwords, which belong into no ConfigMap; and Kerberos, which the preset does not offer. */
const LEFT_OUT = new RegExp([
  '^(client|test|testingonly|jmx|server|sasl|security|kerberos)\\.(?!certReload|portUnification)',
  '^(clientCnxnSocket|disableAutoWatchReset)$',
  '[sS]uper(Digest|Password)$',
  '^(allowSaslFailedClients|emulate353TTLNodes|kinit|letAnySaslUserDoX|requireKerberosConfig)$',
].join('|'));

const CLIENT_CODE = /\/(cli|client|graph|inspector)\/|\/(ClientCnxn\w*|ZooKeeperMain|ZooKeeper|Login|Shell|Testable\w*)\.java$/;

/** What a call tells of no type: the values that the code compares with or switches over, and where. */
const COMPARED: { readonly [name: string]: Described } = {
  // X509Util.ClientAuth.fromPropertyValue, in any case
  'ssl.clientAuth': { type: 'enum', values: ['NEED', 'NONE', 'WANT'], anyCase: true },
  'ssl.quorum.clientAuth': { type: 'enum', values: ['NEED', 'NONE', 'WANT'], anyCase: true },
  // X509Util and ZKTrustManager read them by ZKConfig.getBoolean, SSLContextAndOptions and FilePadding by parse methods of their own
  ...Object.fromEntries(['ssl', 'ssl.quorum'].flatMap((prefix): [string, Described][] => [
    [`${prefix}.allowReverseDnsLookup`, { type: 'boolean' }],
    [`${prefix}.clientHostnameVerification`, { type: 'boolean' }],
    [`${prefix}.crl`, { type: 'boolean' }],
    [`${prefix}.hostnameVerification`, { type: 'boolean' }],
    [`${prefix}.ocsp`, { type: 'boolean' }],
    [`${prefix}.handshakeDetectionTimeoutMillis`, { type: 'integer', min: '1', max: '2147483647', unit: 'milliseconds', default: '5000' }],
  ])),
  // SnapStream.StreamMode.fromString
  'snapshot.compression.method': { type: 'enum', values: ['', 'gz', 'snappy'], anyCase: true },
  // ProviderRegistry reads every property that begins so
  'authProvider.x509': { type: 'string' },
  'fips-mode': { type: 'boolean', default: 'true' },
};

const LIMITS = {
  Integer: { min: '-2147483648', max: '2147483647' },
  Long: { min: '-9223372036854775808', max: '9223372036854775807' },
};

const [version, directory] = process.argv.slice(2);

interface Source { readonly path: string; readonly text: string }

const sources: Source[] = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map(path => join(directory, path))
  .filter(path => path.endsWith('.java') && statSync(path).isFile()).sort()
  .map(path => ({ path, text: readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '') }));

/** Constants by `Class.NAME`. */
const CONSTANT = /\b(?:String|int|long|double|boolean)\s+([A-Za-z0-9_]+)\s*=\s*([^;]+);/g;
const constants = new Map(sources.flatMap(({ path, text }) => [...text.matchAll(CONSTANT)]
  .map(([, name, value]): [string, string] => [`${basename(path, '.java')}.${name}`, value])));

/** The text of an expression of literals and constants; undefined of any other. */
function textOf(expression: string, path: string): string | undefined {
  const parts = expression.split('+').map(part => part.trim()).map(part => {
    if (/^"[^"]*"$/.test(part)) { return part.slice(1, -1); }
    const name = part.includes('.') ? part.split('.').slice(-2).join('.') : `${basename(path, '.java')}.${part}`;
    const value = /^[\w.]+$/.test(part) ? constants.get(name) : undefined;
    return value === undefined ? undefined : textOf(value, `${name.split('.')[0]}.java`);
  });
  return parts.some(part => part === undefined) ? undefined : parts.join('');
}

function typed(reader: string): Described {
  if (reader === 'Boolean') { return { type: 'boolean' }; }
  if (reader === 'Integer' || reader === 'Long') { return { type: 'integer', ...LIMITS[reader] }; }
  return { type: reader === 'Double' || reader === 'Float' ? 'decimal' : 'string' };
}

/** A number or a boolean that is written as it is, as a product of such numbers, or as a constant of the class. */
function defaultOf(expression: string | undefined, path: string): { default?: string } {
  const resolved = constants.get(`${basename(path, '.java')}.${expression?.trim()}`) ?? expression ?? '';
  const text = resolved.trim().replace(/^"(.*)"$/, '$1').replace(/(\d)[LlFfDd]\b/g, '$1');
  if (/^(true|false)$/.test(text)) { return { default: text }; }
  if (!/^-?[\d._]+( \* \d+)*$/.test(text)) { return {}; }
  return { default: String(text.replace(/_/g, '').split(' * ').map(Number).reduce((a, b) => a * b)) };
}

const settings = new Map<string, Described>();

/** What a typed read tells wins over what an untyped one does. */
function add(name: string, described: Described): void {
  const known = settings.get(name);
  if (LEFT_OUT.test(name) || (known && known.type !== 'string') || (known && described.type === 'string')) { return; }
  const unit = /(Ms|Millis|\.ms|_ms|TimeoutMs)$/i.test(name) && described.type === 'integer' ? { unit: 'milliseconds' } : {};
  const { default: standard, ...others } = described;
  settings.set(name, { ...others as Described, ...unit, ...standard === undefined ? {} : { default: standard } });
}

/** Lines of zoo.cfg that QuorumPeerConfig reads itself. */
function addParsed({ path, text }: Source): void {
  const body = text.slice(text.indexOf('void parseProperties'));
  for (const [, key, then] of body.matchAll(/key\.equals\(([^)]+)\)\)? \{\s*([^}]*?)(?=\s*\} else if|\s*\} else \{)/g)) {
    const name = textOf(key, path);
    if (name === undefined) { continue; }
    const parse = /(?:parse(Boolean)\(key|(Integer|Long)\.parse)/.exec(then);
    add(name, typed(parse?.[1] ?? parse?.[2] ?? 'String'));
  }
}

/** System properties, wherever they are read. */
function addProperties({ path, text }: Source): void {
  const key = '([A-Za-z][\\w.]*|"[^"]+"|[A-Z]\\w* \\+ "[^"]+")';
  const anyParse = '\\b(Integer|Long|Boolean|Double|Float)\\s*\\.parse\\w+\\(\\s*';
  const readers: [RegExp, boolean][] = [
    [new RegExp(`\\b(Integer|Long|Boolean)\\.get(?:Integer|Long|Boolean)\\(\\s*${key}(?:,\\s*([^,;]+?))?\\s*\\)`, 'g'), true],
    [new RegExp(`${anyParse}System\\.getProperty\\(\\s*${key}(?:,\\s*([^;]*?))?\\s*\\)\\s*\\)`, 'g'), false],
    [new RegExp(`${anyParse}ConfigUtils\\.getPropertyBackwardCompatibleWay\\(\\s*${key}()\\s*\\)`, 'g'), false],
    [new RegExp(`\\bget(Double)Prop\\(\\s*${key}(?:,\\s*([^,;()]+?))?\\s*\\)`, 'g'), false],
    [new RegExp(`(System)\\.getProperty\\(\\s*${key}(?:,[^;]*?)?\\)`, 'g'), false],
  ];
  for (const [, variable, expression] of text.matchAll(new RegExp(`String (\\w+) = System\\.getProperty\\(${key}\\);`, 'g'))) {
    const name = textOf(expression, path);
    const parse = new RegExp(`(Integer|Long)\\.parse\\w+\\(${variable}\\)`).exec(text);
    if (parse && name?.startsWith('zookeeper.')) { add(name.slice('zookeeper.'.length), typed(parse[1])); }
  }
  for (const [pattern, decodes] of readers) {
    for (const [, reader, expression, standard] of text.matchAll(pattern)) {
      const name = textOf(expression, path);
      if (!name?.startsWith('zookeeper.')) { continue; }
      const described = typed(reader);
      add(name.slice('zookeeper.'.length), {
        ...described,
        // Integer.getInteger and Long.getLong also take 0x10 and 010, of which the latter is eight
        ...decodes && described.type === 'integer' ? { decodes: true } : {},
        ...defaultOf(textOf(standard ?? '', path) ?? standard, path),
      });
    }
  }
}

for (const [name, described] of Object.entries(COMPARED)) { add(name, described); }
for (const source of sources) {
  if (source.path.endsWith('/QuorumPeerConfig.java')) { addParsed(source); }
}
for (const source of sources.filter(({ path }) => !CLIENT_CODE.test(path))) { addProperties(source); }
const tls = sources.find(({ path }) => path.endsWith('/X509Util.java'))!;
for (const [, name] of tls.text.matchAll(/getConfigPrefix\(\) \+ "([^"]+)"/g)) {
  for (const prefix of ['ssl', 'ssl.quorum']) { add(`${prefix}.${name}`, { type: 'string' }); }
}
writeKnownSettings(`zookeeper-${version}.json`, settings);
