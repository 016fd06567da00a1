import { JmxMonitoringProps } from '../shared/jmx-exporter';

/** Metrics for Prometheus, from the JMX exporter in each member's JVM. */
export interface CassandraMonitoringProps extends JmxMonitoringProps {}
