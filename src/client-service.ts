import { ApiObject } from 'cdk8s';

/** A Service for clients. */
export interface ClientService {
  /** Its name, by which pods of the same namespace reach it: `mysql-primary`. */
  readonly host: string;

  /** The Service as it is written: JSON patches on any field work. */
  readonly apiObject: ApiObject;
}
