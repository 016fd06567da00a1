import { Cron, Duration } from 'cdk8s';
import { EmptyDirOptions } from '../blocks/files';
import { NetworkPeer } from '../blocks/network';
import { checkFactory } from '../checks/calls';
import { kplus } from '../kplus';
import { Port } from '../values/port';
import { SecretFile } from '../values/secret-files';

/** What happens with a Job after its end. */
export class JobCleanup {
  /**
   * Kubernetes deletes the Job and its pods after this time. A tool that compares the cluster with the manifests (Argo CD, Flux, the next
   * `kubectl apply`) creates the Job again, and it runs again.
   *
   * @param time time from the end of the Job, in whole seconds
   */
  public static after(time: Duration): JobCleanup {
    checkFactory('JobCleanup.after', time);
    return new JobCleanup(time);
  }

  /** The Job stays, so that it runs once. While it exists, a Job with the same content does not run again. */
  public static never(): JobCleanup { return new JobCleanup(); }

  private constructor(
    /**
     * Time from the end of the Job to its deletion.
     * @default - the Job is not deleted
     */
    public readonly time?: Duration,
  ) {}
}

/** Limits of a Job, and its deletion. */
export interface JobOptions {
  /**
   * Time after which Kubernetes ends the Job, in whole seconds. It counts from the start of the Job and includes all attempts and the time
   * in which a pod waits for a node or an image. Choose a time that a Job never needs unless it hangs.
   *
   * @default Duration.hours(1)
   */
  readonly deadline?: Duration;

  /**
   * Number of further attempts after one that failed. Each attempt is a new pod, after a pause that grows up to several minutes. With 0, a
   * command that failed is not repeated.
   *
   * @default 4
   */
  readonly retries?: number;

  /**
   * Deletion of the Job after its end.
   * @default JobCleanup.never()
   */
  readonly cleanup?: JobCleanup;

  /**
   * Annotations of the Job or CronJob in addition to those of the set, such as `argocd.argoproj.io/hook`. Its pods do not have them.
   * @default - only the annotations of the set
   */
  readonly annotations?: { [key: string]: string };
}

/** The pod of a Job. It has one container. */
export interface JobPodProps {
  /**
   * Image of the container, with a digest or a tag other than `latest`.
   * @default - the image of the set
   */
  readonly image?: string;

  /**
   * Command that replaces the image's entry point.
   * @default - the entry point of `image`; required without `image`, because the entry point of the set's image starts a server
   */
  readonly command?: string[];

  /**
   * Arguments of the command. `$(NAME)` is replaced by the environment variable `NAME`.
   * @default - the image's arguments
   */
  readonly args?: string[];

  /**
   * Directory in which the command starts.
   * @default - the image's working directory
   */
  readonly workingDir?: string;

  /**
   * Environment variables. Pass a secret as a reference, never as a literal value.
   * @default - only the image's variables
   */
  readonly env?: { [name: string]: kplus.EnvValue };

  /**
   * ConfigMaps and Secrets whose keys become environment variables.
   * @default - only `env` adds variables
   */
  readonly envFrom?: kplus.EnvFrom[];

  /**
   * Text files by absolute path. Files that begin with `#!` are executable.
   * @default - only the image's files
   */
  readonly files?: { [path: string]: string };

  /**
   * Keys of existing Secrets as files, by absolute path. A file's directory contains only these files.
   * @default - no secret is mounted
   */
  readonly secretFiles?: { [path: string]: SecretFile };

  /**
   * Writable directories that are empty when the pod starts, by absolute path.
   * @default - only `/tmp`, if the root file system is read-only
   */
  readonly emptyDirs?: { [path: string]: EmptyDirOptions };

  /**
   * Names of existing PersistentVolumeClaims, by the absolute path at which the container mounts them. A volume that only one node can
   * mount, such as one of a member, keeps the pod Pending while another node has it.
   *
   * @default - the pod stores no data
   */
  readonly existingClaims?: { [path: string]: string };

  /**
   * Requests and limits of CPU, memory and ephemeral storage.
   * @default - the container has no requests and no limits
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Numeric id of the user and group that the container runs as.
   * @default - the user of the set
   */
  readonly user?: number;

  /**
   * Ports of the members that the pod connects to. No effect if `networkAccess` is open.
   * @default - all ports of the members for clients
   */
  readonly ports?: Port[];

  /**
   * Servers that the pod connects to in addition to the members and DNS, on all ports. No effect if `networkAccess` is open.
   * @default - the pod connects only to the members and DNS
   */
  readonly servers?: NetworkPeer[];
}

/** A Job that runs when it is applied, and again when its pods change. */
export interface AppJobProps extends JobPodProps, JobOptions {}

/** A Job that runs on a schedule. */
export interface AppCronJobProps extends JobPodProps, JobOptions {
  /** Times of the runs in UTC: `Cron.schedule({ minute: '0', hour: '3' })` for each night, or `Cron.daily()`. */
  readonly schedule: Cron;

  /**
   * Suspends the schedule. Jobs then run only by `kubectl create job --from=cronjob/NAME`.
   * @default false
   */
  readonly suspended?: boolean;
}
