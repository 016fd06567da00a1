/** One line of a linter: which rule says what about which object. */
export interface Finding {
  readonly tool: string;
  readonly rule: string;
  /** `Kind/name`, or `Kind/name/container`. */
  readonly object: string;
  readonly message: string;
}

/** A finding that stays, with the reason. */
export interface Acceptance {
  /** `TOOL RULE OBJECT`, in which `*` and `?` stand for any text and any character. */
  readonly pattern: string;
  readonly reason: string;
}

/** Lines such as `trivy KSV-0020 StatefulSet/redis message`; the summary at the end and whatever is no finding is left out. */
export function parseFindings(output: string): Finding[] {
  return output.split('\n').flatMap(line => {
    const [, tool, rule, object, message] = /^(\S+) (\S+) ([A-Z]\w*\/\S+) (.*)$/.exec(line) ?? [];
    return tool === undefined ? [] : [{ tool, rule, object, message }];
  });
}

/** Lines such as `trivy KSV-0020 StatefulSet/*  # reason`; empty lines and lines of comment are left out. */
export function parseAccepted(text: string): Acceptance[] {
  return text.split('\n').filter(line => /^[^#\s]/.test(line)).map(line => {
    const [, pattern, reason] = /^(\S+ \S+ \S+)\s+# (.+)$/.exec(line) ?? [];
    if (pattern === undefined) { throw new Error(`an accepted finding is TOOL RULE OBJECT  # reason, got: ${line}`); }
    return { pattern, reason };
  });
}

export function unaccepted(findings: Finding[], accepted: Acceptance[]): Finding[] {
  return findings.filter(finding => !accepted.some(acceptance => covers(acceptance, finding)));
}

/** What nobody finds any more would hide the next one who does. */
export function outdated(findings: Finding[], accepted: Acceptance[]): Acceptance[] {
  return accepted.filter(acceptance => !findings.some(finding => covers(acceptance, finding)));
}

function covers({ pattern }: Acceptance, { tool, rule, object }: Finding): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(`${tool} ${rule} ${object}`);
}
