import { JmxMonitoringProps } from '../shared/jmx-exporter';

/** Metrics for Prometheus, from the JMX exporter in each node's JVM. */
export interface KafkaMonitoringProps extends JmxMonitoringProps {}
