import type { Errors } from '../../checks/errors';
import { OwnFlag } from '../shared/jvm-flags';

/** Log settings of brokers and controllers. All logs go to the console, where the kubelet rotates them. */
export interface KafkaLogging {
  /**
   * The lowest level that is logged: `TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR` or `OFF`.
   * @default 'INFO'
   */
  readonly level?: string;

  /**
   * Levels of single loggers, which also apply to all loggers below them: `{ 'kafka.authorizer.logger': 'DEBUG' }`.
   * @default - all loggers have `level`
   */
  readonly loggers?: { [name: string]: string };

  /**
   * Format of the log: `text`, or `json` for one object a line with `time`, `level`, `logger`, `thread`, `message` and `exception`. Lines
   * of the preset's scripts, which begin with `kafka-preset:`, stay text.
   *
   * @default 'text'
   */
  readonly layout?: string;
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF'];

/** Each value is escaped, so that a line is one object whatever message is logged. The quotes around it belong to YAML. */
const LAYOUTS: Record<string, string> = {
  text: '"[%d] %p %m (%c)%n"',
  json: '\'{' + Object.entries({
    time: '%d{yyyy-MM-dd\'\'T\'\'HH:mm:ss.SSSXXX}',
    level: '%p',
    logger: '%c',
    thread: '%t',
    message: '%m',
    exception: '%ex',
  })
    .map(([key, value]) => `"${key}":"%enc{${value}}{JSON}"`).join(',') + '}%n\'',
};

/** Logging of the tools. Scripts read the standard output of the tools, so logs go to the standard error. */
export const TOOL_LOGGING = log4j('SYSTEM_ERR', { level: 'WARN' });

/** The configuration of the nodes. */
export function loggingOf(logging: KafkaLogging | undefined): string {
  return log4j('SYSTEM_OUT', logging ?? {});
}

function log4j(target: string, { level = 'INFO', loggers = {}, layout = 'text' }: KafkaLogging): string {
  const further = Object.entries(loggers).filter(([, its]) => its !== undefined)
    .map(([name, its]) => `      - {name: "${name}", level: "${its}"}\n`);
  return `Configuration:
  status: warn
  Appenders:
    Console:
      name: CONSOLE
      target: ${target}
      PatternLayout: {pattern: ${LAYOUTS[layout]}}
  Loggers:
    Root:
      level: "${level}"
      AppenderRef: {ref: CONSOLE}
${further.length > 0 ? `    Logger:\n${further.join('')}` : ''}`;
}

/** Flags of the JVM on which the preset depends. */
export const OWN_FLAGS: OwnFlag[] = [
  ...['configurationFile=', 'level='].map((property): OwnFlag => [`-Dlog4j2.${property}`, 'use logging']),
  ...['configuration=', 'configurationFile='].map((property): OwnFlag => [`-Dlog4j.${property}`, 'use logging']),
  ['-Djava.security.properties=', 'remove it, because the file of the preset stops Java from caching the former addresses of pods'],
];

export function checkLogging(logging: KafkaLogging, errors: Errors): void {
  const { level, loggers = {}, layout } = logging;
  checkLevel('logging.level', level, errors);
  for (const [name, its] of Object.entries(loggers)) {
    checkLevel(`logging.loggers.${name}`, its, errors);
    if (!/^[A-Za-z_$][-.\w$]*$/.test(name)) {
      errors.add('LoggerInvalid', {
        rule: 'logging.loggers must have the names of classes or packages as keys',
        got: name,
        remedy: 'use kafka.authorizer.logger or org.apache.kafka',
      });
    }
  }
  if (layout !== undefined && !Object.keys(LAYOUTS).includes(layout)) {
    errors.add('LogLayoutInvalid', { rule: 'logging.layout must be text or json', got: layout, remedy: 'omit it for the default (text)' });
  }
}

function checkLevel(prop: string, level: string | undefined, errors: Errors): void {
  if (level !== undefined && !LEVELS.includes(level)) {
    errors.add('LogLevelInvalid', {
      rule: `${prop} must be one of ${LEVELS.join(', ')}`,
      got: level,
      remedy: 'use WARN for fewer messages or DEBUG for more',
    });
  }
}
