import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { guardSize } from './app-files';
import { AppNetwork } from './app-network';
import { addObject, configMapData } from './app-object';
import { checkCronJob, checkJob } from './job-checks';
import { AppCronJobProps, JobCleanup, JobOptions, JobPodProps, AppJobProps } from './job-props';
import { jobSelector, jobTemplate, PodOfSet, SetOfJob } from './job-template';
import { textsByKey } from '../blocks/files';
import { checkPeerPorts } from '../blocks/network';
import type { Errors } from '../checks/errors';
import { secondsOf } from '../checks/seconds';
import { Identity } from '../values/identity';
import { fingerprint, Json, undefinedIfEmpty } from '../values/manifest';

const HOUR = 3600;

/** With the hash, the name of a Job has 63 characters at most, because it is a label of its pods. */
const MAX_PREFIX = 52;

/** A run of a CronJob that is an hour late, because no node had room for it, is skipped until the next scheduled time. */
const STARTING_DEADLINE_SECONDS = HOUR;

/** A Job or CronJob of a set. */
export interface AppJob {
  /** The Job or CronJob in the manifest. JSON patches can change any field. The name of a Job does not follow such patches. */
  readonly apiObject: ApiObject;

  /** Labels by which policies select the pods. */
  readonly podLabels: { [key: string]: string };
}

/** A Job with the ConfigMap of its files, if it has files. */
interface AddedJob extends AppJob {
  readonly configMap?: ApiObject;
}

/** Adds Jobs to a set. What their pods share with the members may change until synthesis. */
export class AppJobs {
  constructor(
    private readonly scope: Construct,
    private readonly identity: Identity,
    private readonly set: SetOfJob,
    private readonly network: AppNetwork,
    private readonly pod: PodOfSet,
  ) {}

  public checkJob(name: string, props: AppJobProps, errors: Errors): void {
    checkJob(name, props, this.identity, this.set, errors);
    this.checkParts(name, props, errors);
  }

  public checkCronJob(name: string, props: AppCronJobProps, errors: Errors): void {
    checkCronJob(name, props, this.identity, this.set, errors);
    this.checkParts(name, props, errors);
  }

  public addJob(name: string, props: AppJobProps): AppJob {
    return this.guarded(this.addGrowingJob(name, () => props), props);
  }

  /**
   * Adds a Job whose files and Secrets may grow until synthesis. The caller checks the size of the ConfigMap.
   *
   * @param produce props of the Job at synthesis; it has files from the start or never, and its ports and servers stay the same
   */
  public addGrowingJob(name: string, produce: () => AppJobProps): AddedJob {
    const scope = new Construct(this.scope, `Job-${name}`);
    const template = () => jobTemplate(name, produce(), this.identity, this.set, this.pod);
    const parts = this.addParts(scope, name, produce);
    const apiObject = addObject(scope, 'Resource', this.identity, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: lazyName(() => this.jobName(name, template())), ...this.metadata(name, produce()) },
      spec: Lazy.any({ produce: () => ({ ...jobSpec(produce()), template: template() }) }),
    });
    return { apiObject, ...parts };
  }

  public addCronJob(name: string, props: AppCronJobProps): AppJob {
    const scope = new Construct(this.scope, `Job-${name}`);
    const { labels, annotations } = this.identity;
    const metadata = this.metadata(name, props);
    const parts = this.addParts(scope, name, () => props);
    const apiObject = addObject(scope, 'Resource', this.identity, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: `${this.identity.name}-${name}`, ...metadata },
      spec: {
        schedule: props.schedule.expressionString,
        timeZone: 'Etc/UTC',
        suspend: props.suspended || undefined,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: { ...labels, ...metadata.labels }, annotations: undefinedIfEmpty(annotations) },
          spec: {
            ...jobSpec(props),
            template: Lazy.any({ produce: () => jobTemplate(name, props, this.identity, this.set, this.pod) }),
          },
        },
      },
    });
    return this.guarded({ apiObject, ...parts }, props);
  }

  private guarded(job: AddedJob, { files = {} }: JobPodProps): AppJob {
    if (job.configMap) { guardSize(this.scope, job.configMap, files); }
    return job;
  }

  private checkParts(name: string, { ports }: JobPodProps, errors: Errors): void {
    if (this.scope.node.tryFindChild(`Job-${name}`)) {
      errors.add('JobTaken', { rule: 'the Jobs of an application must have different names', got: name, remedy: 'choose another name' });
    }
    checkPeerPorts('addJob', ports ?? [], errors);
    if (ports === undefined) { this.network.checkClientPorts(errors); }
  }

  private metadata(name: string, { annotations }: JobOptions): Json {
    return { labels: { 'app.kubernetes.io/name': `${this.identity.name}-${name}` }, annotations };
  }

  /** A Job's template cannot change, so the name changes with it. */
  private jobName(name: string, template: Json): string {
    return `${this.identity.name.slice(0, MAX_PREFIX - name.length - 1)}-${name}-${fingerprint(template).slice(0, 10)}`;
  }

  /** The objects that have to be applied before the Job. Its pod would otherwise start with the files of the Job before. */
  private addParts(scope: Construct, name: string, produce: () => JobPodProps): Omit<AddedJob, 'apiObject'> {
    const { files = {}, ports, servers = [] } = produce();
    const podLabels = jobSelector(this.identity, name);
    const configMap = Object.keys(files).length === 0 ? undefined : addObject(scope, 'Files', this.identity, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${this.identity.name}-${name}` },
      ...configMapData(() => textsByKey(produce().files ?? {})),
    });
    if (this.network.isIsolated) {
      if (ports?.length !== 0) { this.network.addClient({ peer: this.network.podsIn(undefined, podLabels), ports: ports ?? [] }); }
      addObject(scope, 'Policy', this.identity, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `${this.identity.name}-${name}` },
        spec: Lazy.any({ produce: () => this.network.jobPolicySpec(ports, podLabels, servers) }),
      });
    }
    return { podLabels, configMap };
  }
}

function jobSpec({ deadline, retries, cleanup = JobCleanup.never() }: JobOptions): Json {
  return {
    activeDeadlineSeconds: deadline === undefined ? HOUR : secondsOf(deadline),
    backoffLimit: retries ?? 4,
    ttlSecondsAfterFinished: cleanup.time && secondsOf(cleanup.time),
  };
}

/** A name that is known only at synthesis, also within a longer text such as the name of a file. */
function lazyName(produce: () => string): string {
  return Object.assign(Lazy.any({ produce }), { toString: produce }) as unknown as string;
}
