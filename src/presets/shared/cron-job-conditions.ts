import { Duration } from 'cdk8s';
import { secondsOf } from '../../checks/seconds';

/** Expressions over the metrics of kube-state-metrics. */
interface CronJobConditions {
  /** The last run failed, and no later one has succeeded. */
  readonly failed: string;
  /** No run begins, or none has ever succeeded. */
  readonly missing: string;
  /** The last run that succeeded is older than the given age, which is the value. */
  readonly tooOld: string;
}

/** What an alert can tell of a CronJob whose runs must succeed at least once in a time. */
export function cronJobConditions(namespace: string, job: string, age: Duration): CronJobConditions {
  const cronJob = `namespace="${namespace}",cronjob="${job}"`;
  const owned = `kube_job_owner{namespace="${namespace}",owner_kind="CronJob",owner_name="${job}"}`;
  const failed = `kube_job_failed{namespace="${namespace}",condition="true"} == 1`;
  const started = `kube_job_status_start_time{namespace="${namespace}"} and on (job_name) ${owned} and on (job_name) (${failed})`;
  const succeeded = `kube_cronjob_status_last_successful_time{${cronJob}}`;
  return {
    // until a later run succeeds, since a failed Job is kept for days
    failed: `max(${started}) > (max(${succeeded}) or vector(0))`,
    missing: `absent(kube_cronjob_created{${cronJob}}) or max(kube_cronjob_spec_suspend{${cronJob}}) == 1 `
      + `or max(time() - kube_cronjob_next_schedule_time{${cronJob}}) > 3600 `
      + `or max(time() - kube_cronjob_created{${cronJob}} unless on (cronjob) ${succeeded}) > ${secondsOf(age)}`,
    tooOld: `max(time() - ${succeeded}) > ${secondsOf(age)}`,
  };
}
