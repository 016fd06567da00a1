import { IResolver, ResolutionContext } from 'cdk8s';
import { checkFactory } from './checks/calls';
import { isPlainObject } from './checks/kinds';

/** A raw string of Helm's template language. Unlike a string in quotes, it is the same text in every style of YAML. */
const ESCAPED = '{{`{{`}}';

/**
 * Escapes `{{` in every text of an app, for charts of `cdk8s synth --format helm`, so that Helm renders the text unchanged. Without it,
 * Helm evaluates `{{ $labels.pod }}` in an alert as a template and rejects the chart.
 *
 * ```ts
 * const app = new App({ resolvers: [new HelmEscapeResolver()] });
 * ```
 *
 * JSON patches are not escaped, so a patch can contain an expression that Helm evaluates, such as `{{ .Values.image }}`. Texts that already
 * contain `{{` in the escaped form stay as they are. Do not apply the YAML of such an app without Helm, which removes the escapes.
 *
 * @see https://helm.sh/docs/chart_template_guide/
 */
export class HelmEscapeResolver implements IResolver {
  /** Escapes one value or the keys of a map. cdk8s calls it for each value of a manifest. */
  public resolve(context: ResolutionContext): void {
    checkFactory('HelmEscapeResolver.resolve', context);
    const { value } = context;
    const escaped = typeof value === 'string' ? escape(value) : isPlainObject(value) ? withEscapedKeys(value) : value;
    if (escaped !== value) { context.replaceValue(escaped); }
  }
}

/** cdk8s resolves metadata twice and each replacement again, so escapes stay as they are. */
function escape(text: string): string {
  return text.replace(/\{\{`\{\{`\}\}|\{\{/g, ESCAPED);
}

function withEscapedKeys(map: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(map);
  return entries.some(([key]) => escape(key) !== key) ? Object.fromEntries(entries.map(([key, value]) => [escape(key), value])) : map;
}
