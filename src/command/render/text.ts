import { styleText } from 'util';
import Table from 'cli-table3';
import { LABELS, NO_CHANGE, Plan, reasonLines, scriptOf, titleOf } from './labels';
import { EFFECTS } from '../../plan/plan';
import { PlanEffect, PlanStep } from '../../plan/plan-step';

const COLORS: Record<PlanEffect, Parameters<typeof styleText>[0]> = {
  [PlanEffect.DANGER]: 'red',
  [PlanEffect.HANDS]: 'magenta',
  [PlanEffect.ROLL]: 'yellow',
  [PlanEffect.UNKNOWN]: 'yellow',
  [PlanEffect.ORPHAN]: 'blue',
  [PlanEffect.RELOAD]: 'cyan',
  [PlanEffect.NONE]: 'green',
};

/** The plan for a terminal: a table of the effects, then each step. */
export function asText({ steps, notes }: Plan, hasColor: boolean): string {
  const paint = (effect: PlanEffect, text: string) => hasColor ? styleText(COLORS[effect], text, { validateStream: false }) : text;
  const body = steps.length === 0 ? [NO_CHANGE] : [summary(steps, paint), ...steps.map(step => stepText(step, paint))];
  return `${[...body, ...notes.map(note => `Note: ${note}.`)].join('\n\n')}\n`;
}

/** With the labels, the table fits into 100 columns. */
const OBJECTS_WIDTH = 70;

type Paint = (effect: PlanEffect, text: string) => string;

function summary(steps: PlanStep[], paint: Paint): string {
  const table = new Table({ style: { head: [], border: [], compact: true }, colWidths: [null, OBJECTS_WIDTH], wordWrap: true });
  for (const effect of EFFECTS) {
    const objects = [...new Set(steps.filter(step => step.effect === effect).map(titleOf))];
    if (objects.length > 0) { table.push([paint(effect, LABELS[effect]), objects.join(', ')]); }
  }
  return table.toString();
}

function stepText(step: PlanStep, paint: Paint): string {
  return [
    `${paint(step.effect, LABELS[step.effect].toUpperCase())}  ${titleOf(step)}`,
    ...reasonLines(step.reasons).map(line => `    ${line}`),
    `  ${step.outcome}`,
    ...step.remedy === undefined ? [] : [`  ${step.remedy}`],
    ...scriptOf(step).map(command => `    ${command}`),
  ].join('\n');
}
