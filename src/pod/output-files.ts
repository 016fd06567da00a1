import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import type { Errors } from '../checks/errors';
import { ValidationErrors } from '../checks/validation-errors';

/** The file names of cdk8s have the kind and the name alone, and a file replaces an earlier one of the same name. */
const REMEDIES = new Map([
  [
    YamlOutputType.FILE_PER_RESOURCE,
    'use YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE with a chart for each of them, or FILE_PER_CHART',
  ],
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'use a chart for each of them, or YamlOutputType.FILE_PER_CHART'],
]);

/** Rejects objects that cdk8s would write to one file, of which only the last object would remain. */
export function sharedOutputFiles(root: IConstruct): string[] {
  const { yamlOutputType } = root as App;
  const remedy = REMEDIES.get(yamlOutputType);
  if (remedy === undefined) { return []; }
  const owners = new Map<string, ApiObject>();
  return root.node.findAll().filter(ApiObject.isApiObject).flatMap(object => {
    const errors: Errors = new ValidationErrors();
    const name = fileNameOf(object);
    const folder = yamlOutputType === YamlOutputType.FILE_PER_RESOURCE ? '' : Chart.of(object).node.path;
    const file = `${folder}/${name}`;
    const other = owners.get(file);
    if (other) {
      errors.add('OutputFileTaken', {
        rule: `the ${object.kind} ${object.metadata.name} must not have the output file of another object, because cdk8s writes one `
          + `object to ${name} and loses the other`,
        got: `the same file for ${other.node.path}`,
        remedy,
      });
    }
    owners.set(file, object);
    return errors.lines(object);
  });
}

/** As cdk8s composes it: https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/app.ts */
function fileNameOf({ kind, metadata }: ApiObject): string {
  return `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
