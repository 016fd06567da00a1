import { isDnsLabel, isDnsSubdomain, isLabelValue, isServiceName, nameRemedy } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { imageTag } from '../checks/image';
import { checkAnnotations, checkAnnotationValues, checkLabels } from '../checks/labels';
import { checkWhole } from '../checks/ranges';
import { Identity, MAX_REPLICAS } from '../values/identity';

/** Number of members, and metadata that every object carries. */
export interface IdentityProps {
  /** Number of pods. */
  readonly replicas: number;

  /**
   * Confirms that another chart of the program describes the same set for another cluster, or for another namespace that only the command
   * `kubectl apply -n` names. Both sets need it, and the same path in their charts. It has no effect on the manifest.
   * @default false
   */
  readonly allowCopies?: boolean;

  /**
   * Namespace of all objects.
   * @default - the chart's namespace; without one, the objects go to the namespace of `kubectl apply -n`, and `fqdn()` throws an error
   */
  readonly namespace?: string;

  /**
   * DNS domain of the cluster, for `fqdn()`.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * Labels for every object and pod. They are added to the recommended labels and override those with the same key. Selectors never contain
   * them. A change rolls the pods.
   * @default - `app.kubernetes.io/name`, `instance`, `component`, `version` (the image's tag), `part-of` and `managed-by`
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations for every object except pods, which have `podAnnotations`.
   * @default - the objects have no annotations
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Labels for the pods alone. A change rolls the pods.
   * @default - the pods carry only `labels`
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations for the pods. A change rolls the pods.
   * @default - only the checksum of the files, if the pods have files
   */
  readonly podAnnotations?: { [key: string]: string };
}

/** Input of `identityOf` in addition to the props that presets share. */
interface IdentityInput extends IdentityProps {
  readonly name: string;
  readonly image: string;
  readonly selectorLabels?: { [key: string]: string };
  readonly ordinalsStart?: number;
  readonly notSecret?: string[];
}

/** With a longer name, the label controller-revision-hash (63 characters) has no room for `-<10 characters>`: kubernetes#64023. */
const MAX_NAME = 52;

export function checkIdentity(input: IdentityInput, errors: Errors): void {
  const { name, replicas, namespace, clusterDomain, ordinalsStart } = input;
  if (name.length > MAX_NAME) {
    errors.add('NameTooLong', {
      rule: `name must have at most ${MAX_NAME} characters, because Kubernetes appends a revision to it in a label and creates no pods if `
        + 'the label is too long',
      got: name,
      remedy: `shorten it by ${name.length - MAX_NAME}`,
    });
  } else if (!isServiceName(name)) {
    errors.add('NameInvalid', {
      rule: 'name must be a DNS label that begins with a letter (lower-case letters, digits and dashes, no dash at either end)',
      got: name,
      remedy: nameRemedy(name, 'redis or orders-db'),
    });
  }
  checkWhole(errors, {
    code: 'ReplicasInvalid', prop: 'replicas', value: replicas, of: 'pods', remedy: 'use a number such as 3',
  }, 0, MAX_REPLICAS);
  checkWhole(errors, {
    code: 'OrdinalsStartInvalid', prop: 'ordinalsStart', value: ordinalsStart, remedy: 'omit it to start with pod 0',
  }, 0);
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    errors.add('NamespaceInvalid', {
      rule: 'namespace must be a DNS label (lower-case letters, digits and dashes, at most 63 characters)',
      got: namespace,
      remedy: nameRemedy(namespace, 'shop'),
    });
  }
  if (clusterDomain !== undefined && !isDnsSubdomain(clusterDomain)) {
    errors.add('ClusterDomainInvalid', {
      rule: 'clusterDomain must be a DNS domain', got: clusterDomain, remedy: 'omit it for the default (cluster.local)',
    });
  }
  for (const prop of ['labels', 'podLabels', 'selectorLabels'] as const) { checkLabels(prop, input[prop], errors); }
  for (const prop of ['annotations', 'podAnnotations'] as const) {
    checkAnnotations(prop, input[prop], errors);
    checkAnnotationValues(prop, input[prop], input.notSecret, errors);
  }
  checkSelector(input, errors);
}

/** With a label that contradicts the selector, the set would have no pods. The API server rejects it. */
function checkSelector(input: IdentityInput, errors: Errors): void {
  if (input.selectorLabels && Object.keys(input.selectorLabels).length === 0) {
    errors.add('SelectorEmpty', {
      rule: 'selectorLabels must have at least one label, because otherwise the Service would select every pod of the namespace',
      got: input.selectorLabels,
      remedy: 'omit it, or use { app: name }',
    });
  }
  const selector = selectorOf(input);
  for (const prop of ['labels', 'podLabels'] as const) { checkContradictions(prop, input[prop], selector, errors); }
}

/** A label of the pods must not contradict the selector. */
export function checkContradictions(
  prop: string, labels: Record<string, string> | undefined, selector: Record<string, string>, errors: Errors,
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (key in selector && selector[key] !== value) {
      errors.add('LabelContradictsSelector', {
        rule: `${prop}.${key} must be ${JSON.stringify(selector[key])} as in the selector, because the selector cannot change after the `
          + 'first deployment',
        got: value,
        remedy: 'remove the label, or set it in selectorLabels before the first deployment',
      });
    }
  }
}

export function identityOf(input: IdentityInput, defaultNamespace?: string): Identity {
  const selector = selectorOf(input);
  const labels = { ...(input.selectorLabels ? {} : recommendedLabels(input)), ...input.labels };
  return {
    name: input.name,
    namespace: input.namespace ?? defaultNamespace,
    clusterDomain: input.clusterDomain ?? 'cluster.local',
    firstOrdinal: input.ordinalsStart ?? 0,
    replicas: input.replicas,
    selector,
    labels,
    podLabels: { ...labels, ...input.podLabels, ...selector },
    annotations: { ...input.annotations },
    podAnnotations: { ...input.podAnnotations },
    allowCopies: input.allowCopies ?? false,
  };
}

function selectorOf(input: IdentityInput): Record<string, string> {
  return input.selectorLabels ? { ...input.selectorLabels } : {
    'app.kubernetes.io/name': input.name,
    'app.kubernetes.io/instance': input.name,
  };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
function recommendedLabels(input: IdentityInput): Record<string, string> {
  const version = imageTag(input.image);
  return {
    ...selectorOf(input),
    'app.kubernetes.io/component': input.name,
    'app.kubernetes.io/part-of': input.name,
    'app.kubernetes.io/managed-by': 'cdk8s',
    ...(version && isLabelValue(version) ? { 'app.kubernetes.io/version': version } : {}),
  };
}
