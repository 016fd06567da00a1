/** Effect of a step on pods and data, from the mildest to the most severe. */
export enum PlanEffect {
  /** Has no effect on pods. */
  NONE = 'none',
  /** Running pods get new files or other values without a restart. */
  RELOAD = 'reload',
  /** The object is missing in the new manifests. `kubectl apply` does not delete it. */
  ORPHAN = 'orphan',
  /** The object belongs to a controller that the plan does not know, and that can restart pods. */
  UNKNOWN = 'unknown',
  /** Restarts or stops pods. */
  ROLL = 'roll',
  /** The API server rejects the change, or commands are necessary in addition to the apply. */
  HANDS = 'hands',
  /** Data can be lost, or the system can lose its quorum. */
  DANGER = 'danger',
}

/** A changed field of an object. */
export interface PlanReason {
  /** Path of the field: `spec.template.spec.containers[redis].image`. */
  readonly field: string;

  /**
   * The value in the manifests before, as short text.
   * @default - the field is added
   */
  readonly before?: string;

  /**
   * The value in the manifests after, as short text.
   * @default - the field is removed
   */
  readonly after?: string;
}

/** What the apply of one object does. An object whose changes have several effects has a step for each effect. */
export interface PlanStep {
  /** The effect on pods and data. */
  readonly effect: PlanEffect;

  /** The object as `Kind/name`. */
  readonly object: string;

  /**
   * Namespace of the object.
   * @default - the manifest has no namespace
   */
  readonly namespace?: string;

  /** The changed fields that have this effect. Empty for an object that is new or removed. */
  readonly reasons: PlanReason[];

  /** What happens, in one or two sentences. */
  readonly outcome: string;

  /**
   * What to do, in a sentence.
   * @default - the apply is enough
   */
  readonly remedy?: string;

  /** Commands of the remedy for a shell, in order and with the names of the objects, to run before the apply. */
  readonly commands: string[];

  /** Commands of the remedy to run after the apply. */
  readonly commandsAfter: string[];
}
