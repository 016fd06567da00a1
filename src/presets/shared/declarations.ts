import { ApiObject, Duration } from 'cdk8s';
import { checkRules } from '../../checks/calls';
import type { Code } from '../../checks/codes';
import type { Errors } from '../../checks/errors';
import { ValidationErrors } from '../../checks/validation-errors';
import { AppJobProps, JobCleanup } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { bytesTooMany, MAX_APPLIED_BYTES } from '../../values/applied-size';

/**
 * A Job that has ended blocks another one with the same content: after a change that is undone, or for a second attempt. It is therefore
 * deleted after a time that suffices to look at it. The next `kubectl apply` creates it again, and it has no changes to make.
 */
const CLEANUP_TIME = Duration.minutes(10);

/** A Job that applies a desired state. */
export interface DeclarationsJob {
  /** Name of the Job and of its container. */
  readonly name: string;
  /** Lines for the script of the Job. They may grow until synthesis. */
  readonly desired: { readonly text: string; checkReferences?(errors: Errors): void };
  /** Props of the Job. Its `cleanup` has a default. */
  readonly props: () => AppJobProps;
  /** The error for more declarations than a ConfigMap can have. */
  readonly tooLarge: { readonly code: Code; readonly things: string; readonly remedy: string };
}

/** Declarations of topics, accounts and the like. The first one adds the Job that applies them, and a ConfigMap with all of them. */
export class Declarations {
  private hasJob = false;

  constructor(private readonly app: StatefulApp, private readonly job: DeclarationsJob) {}

  /** Adds what `declare` adds to the desired state, unless that breaks a rule. */
  public add(declare: (errors: Errors) => void): void {
    checkRules(this.app, declare);
    if (this.hasJob) { return; }
    this.hasJob = true;
    const { name, props } = this.job;
    const { configMap } = this.app._jobs.addGrowingJob(name, () => ({ cleanup: JobCleanup.after(CLEANUP_TIME), ...props() }));
    configMap?.node.addValidation({ validate: () => this.errorsOf(configMap) });
  }

  private errorsOf(configMap: ApiObject): string[] {
    const { desired, tooLarge: { code, things, remedy } } = this.job;
    const errors: Errors = new ValidationErrors();
    desired.checkReferences?.(errors);
    if (bytesTooMany(configMap, [desired.text]) !== undefined) {
      errors.add(code, {
        rule: `${things} must fit into a ConfigMap of ${MAX_APPLIED_BYTES} bytes as JSON, because kubectl apply stores the whole object in `
          + 'an annotation',
        got: `${desired.text.length} bytes`,
        remedy,
      });
    }
    return errors.lines(this.app);
  }
}
