import { LABELS, NO_CHANGE, Plan, reasonLines, scriptOf, titleOf } from './labels';
import { PlanEffect, PlanStep } from '../../plan/plan-step';

/** The plan for a pull request. Steps that need no attention are folded. */
export function asMarkdown({ effect, steps, notes }: Plan): string {
  const quiet = steps.filter(step => step.effect === PlanEffect.NONE || step.effect === PlanEffect.RELOAD);
  const count = `${quiet.length} ${quiet.length === 1 ? 'step' : 'steps'}`;
  const loud = steps.filter(step => !quiet.includes(step));
  return `${[
    `### Plan: ${steps.length === 0 ? 'no change' : LABELS[effect]}`,
    ...steps.length === 0 ? [NO_CHANGE] : [],
    ...loud.length > 0 ? [table(loud)] : [],
    ...loud.map(details),
    ...quiet.length > 0 ? [`<details><summary>${count} without a restart</summary>`, table(quiet), '</details>'] : [],
    ...notes.map(note => `*${escaped(note)}.*`),
  ].join('\n\n')}\n`;
}

function table(steps: PlanStep[]): string {
  const rows = steps.map(step => `| ${LABELS[step.effect]} | \`${titleOf(step)}\` | ${escaped(step.outcome)} |`);
  return ['| effect | object | what happens |', '| --- | --- | --- |', ...rows].join('\n');
}

function details(step: PlanStep): string {
  const script = scriptOf(step);
  return [
    `**\`${titleOf(step)}\` ${LABELS[step.effect]}**`,
    ...step.reasons.length > 0 ? [reasonLines(step.reasons).map(line => `- ${code(line)}`).join('\n')] : [],
    ...step.remedy === undefined ? [] : [escaped(step.remedy)],
    ...script.length > 0 ? [`\`\`\`sh\n${script.join('\n')}\n\`\`\``] : [],
  ].join('\n\n');
}

/** Values come from manifests, and must not become markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, character => `\\${character}`);
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
