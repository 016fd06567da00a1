import { ApiObject } from 'cdk8s';

/** A Service for clients. */
export interface ClientService {
  /** Name of the Service, by which pods of the same namespace reach it: `mysql-primary`. */
  readonly host: string;

  /** The Service in the manifest. JSON patches can change any field. */
  readonly apiObject: ApiObject;
}
