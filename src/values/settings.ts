/**
 * Settings as the text of a configuration file, for `files` and for the files of a role.
 *
 * The lines keep the order in which the keys are given, so that a diff of the manifest reads like the diff of the program.
 */
export class Settings {
  /**
   * An INI file, as MySQL and PostgreSQL's pgbouncer read it: sections in brackets, `key=value` lines.
   *
   * @param sections settings by section; an empty value writes the bare key
   */
  public static ini(sections: { [section: string]: { [key: string]: string } }): string {
    return Object.entries(sections).map(([name, settings]) => `[${name}]\n${lines(settings, '=')}`).join('\n');
  }

  /** A properties file, as Kafka and ZooKeeper read it: `key=value` lines. */
  public static properties(settings: { [key: string]: string }): string {
    return lines(settings, '=');
  }

  /** Words in lines, as Redis reads it: `key value` lines. */
  public static spaced(settings: { [key: string]: string }): string {
    return lines(settings, ' ');
  }

  private constructor() {}
}

function lines(settings: { [key: string]: string }, separator: string): string {
  return Object.entries(settings).map(([key, value]) => `${value === '' ? key : `${key}${separator}${value}`}\n`).join('');
}
