import { ApiObject } from 'cdk8s';
import { alertRules } from './cassandra-alerts';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { StatefulApp } from '../../stateful-app';
import { addPresetAlerts } from '../shared/alerts';

/** Adds the alerts. */
export function addAlerts(app: StatefulApp, props: ResolvedCassandraProps): ApiObject | undefined {
  const alerts = props.monitoring?.alerts;
  return alerts && addPresetAlerts(app, alerts, alertRules(app._identity, props, alerts));
}
