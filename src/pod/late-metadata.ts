import { ApiObjectMetadataDefinition } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checkRules } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { checkAnnotations, checkLabels } from '../checks/labels';

/** A rule for one more label. */
type LabelRule = (labels: Record<string, string>, errors: Errors) => void;

/**
 * Applies the rules of the props to labels and annotations that are added later, when they are added. A check at synthesis would have to
 * read all labels for each chart, because cdk8s validates the whole program again for each of them.
 */
export function guardMetadata(
  scope: IConstruct, prop: string, metadata: ApiObjectMetadataDefinition, rule?: LabelRule,
): ApiObjectMetadataDefinition {
  const { addLabel, addAnnotation } = metadata;
  metadata.addLabel = (key, value) => {
    checkRules(scope, errors => {
      checkLabels(`${prop}.labels`, { [key]: value }, errors);
      rule?.({ [key]: value }, errors);
    });
    addLabel.call(metadata, key, value);
  };
  metadata.addAnnotation = (key, value) => {
    checkRules(scope, errors => checkAnnotations(`${prop}.annotations`, { [key]: value }, errors));
    addAnnotation.call(metadata, key, value);
  };
  return metadata;
}
