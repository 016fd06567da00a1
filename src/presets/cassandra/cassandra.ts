import { Construct } from 'constructs';
import { RULES } from './cassandra-checks';
import { CQL_PORT, STORAGE_PORT } from './cassandra-contract';
import { CassandraProps } from './cassandra-props';
import { addObject } from '../../pod/app-object';
import { StatefulApp } from '../../stateful-app';
import { ordinalsOf } from '../../values/identity';
import { POD_INDEX } from '../../values/pod-env';
import { addFacts } from '../shared/facts';
import { inNamespaceOf } from '../shared/preset';
import { validProps } from '../shared/rules';

/** A ring of Cassandra in which a member that lost its volume answers for no rows before it has them again. */
export class Cassandra extends StatefulApp {
  constructor(scope: Construct, id: string, given: CassandraProps) {
    const { props, blueprints: [blueprint] } = validProps(RULES, scope, id, given);
    super(scope, id, blueprint);
    this.failLookUpsSoon();
    addFacts(this, { system: 'cassandra', cluster: props.clusterName, encryption: 'none', authentication: 'none' });
    for (const ordinal of ordinalsOf(this._identity)) { this.addAddress(ordinal); }
  }

  /** Name of the Service that reaches every Ready member, at which drivers begin. */
  public get clientService(): string {
    return inNamespaceOf(this, `${this.name}-client`);
  }

  /**
   * The ring knows a member by its address. That of a pod changes with each restart, and that of a Service does not. It must answer before
   * the pod is Ready, because the members decide together whether one becomes Ready.
   */
  private addAddress(ordinal: number): void {
    addObject(this, `Address${ordinal}`, this._identity, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${this.name}-${ordinal}` },
      spec: {
        publishNotReadyAddresses: true,
        ports: [{ name: 'cql', port: CQL_PORT }, { name: 'storage', port: STORAGE_PORT }],
        selector: { ...this._identity.selector, [POD_INDEX]: `${ordinal}` },
      },
    });
  }
}
