import { Json } from './manifest';

/** Whether a selector in the Kubernetes format selects pods with these labels. */
export function matchesSelector({ matchLabels = {}, matchExpressions = [] }: Json = {}, labels: Record<string, string>): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value)
    && matchExpressions.every((expression: Json) => matchesExpression(expression, labels[expression.key]));
}

/** A pod without the label also satisfies `NotIn`. */
function matchesExpression({ operator, values = [] }: Json, label: string | undefined): boolean {
  switch (operator) {
    case 'Exists': return label !== undefined;
    case 'DoesNotExist': return label === undefined;
    case 'NotIn': return label === undefined || !values.includes(label);
    default: return label !== undefined && values.includes(label);
  }
}
