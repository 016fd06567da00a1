import { ApiObject, Size } from 'cdk8s';
import { alertRules } from './kafka-alerts';
import { ETC } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { KafkaMonitoringProps } from './kafka-monitoring-props';
import { AppContainerProps } from '../../blocks/containers';
import type { Errors } from '../../checks/errors';
import { isImageReference, isPinnedImage } from '../../checks/image';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { checkResources, withoutPodLimit } from '../../values/resources';
import { addPresetAlerts, checkPresetMonitoring } from '../shared/alerts';

/** Directory of the agent and its configuration in the pod. */
const AGENT_DIRECTORY = '/run/jmx-exporter';
export const EXPORTER_CONFIG = `${ETC}/jmx-exporter.yaml`;

const METRICS_PORT = 9404;

/** The flag of the server's JVM. The tools in the pod run without it. */
export const AGENT_FLAG = `-javaagent:${AGENT_DIRECTORY}/agent.jar=${METRICS_PORT}:${EXPORTER_CONFIG}`;

/** The container that copies the agent from its image. */
function agentContainer(
  { image, jar = '/jmx_prometheus_javaagent.jar', resources }: KafkaMonitoringProps, main: kplus.ContainerResources | undefined,
): AppContainerProps {
  return {
    name: 'jmx-exporter',
    image,
    command: ['cp', jar, `${AGENT_DIRECTORY}/agent.jar`],
    resources: resources ?? withoutPodLimit({
      cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(200) },
      memory: { request: Size.mebibytes(32), limit: Size.mebibytes(32) },
      ephemeralStorage: { request: Size.mebibytes(32), limit: Size.mebibytes(32) },
    }, main),
  };
}

/** Adds the agent to the pods of a set, and the objects that Prometheus needs to scrape them. */
export function addExporter(app: StatefulApp, monitoring: KafkaMonitoringProps): ApiObject | undefined {
  const agent = app.addVolume('jmx-exporter', { emptyDir: { sizeLimit: '32Mi' } });
  app.addInitContainer(agentContainer(monitoring, app.container.resources)).mount(AGENT_DIRECTORY, agent);
  app.container.mount(AGENT_DIRECTORY, agent, { readOnly: true });
  return app.addMetrics({ port: METRICS_PORT, scrapers: monitoring.scrapers, podMonitor: monitoring.podMonitor });
}

/** Adds the alerts. */
export function addAlerts(app: StatefulApp, props: ResolvedKafkaProps): ApiObject | undefined {
  const alerts = props.monitoring?.alerts;
  return alerts && addPresetAlerts(app, alerts, alertRules(app._identity, props, alerts));
}

export function checkMonitoring(monitoring: KafkaMonitoringProps, namespace: string | undefined, errors: Errors): void {
  const { image, jar, resources } = monitoring;
  if (typeof image !== 'string' || !isImageReference(image) || !isPinnedImage(image)) {
    errors.add('AgentImageInvalid', {
      rule: 'monitoring.image must be an image with a version that has cp and the JMX exporter of Prometheus, '
        + 'jmx_prometheus_javaagent.jar',
      got: image,
      remedy: 'build one, such as registry.example.com/jmx-exporter:1.0.1',
    });
  }
  if (jar !== undefined && !/^\/\S+$/.test(jar)) {
    errors.add('AgentPathInvalid', {
      rule: 'monitoring.jar must be an absolute path in monitoring.image',
      got: jar,
      remedy: 'omit it for the default (/jmx_prometheus_javaagent.jar)',
    });
  }
  checkResources('jmx-exporter', resources, errors);
  checkPresetMonitoring(monitoring, namespace, errors);
}
