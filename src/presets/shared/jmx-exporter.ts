import { ApiObject, Size } from 'cdk8s';
import { AlertsOptions, checkPresetMonitoring } from './alerts';
import { AppContainerProps } from '../../blocks/containers';
import type { Errors } from '../../checks/errors';
import { isImageReference, isPinnedImage } from '../../checks/image';
import { kplus } from '../../kplus';
import { ScrapingProps } from '../../metrics-props';
import { StatefulApp } from '../../stateful-app';
import { checkResources, withoutPodLimit } from '../../values/resources';

/** Metrics for Prometheus, from the JMX exporter in each server's JVM. */
export interface JmxMonitoringProps extends ScrapingProps {
  /**
   * Image with the agent of the JMX exporter (`jmx_prometheus_javaagent`, 1.0 or later) and the command `cp`. No official one exists. A
   * server does not start while the image cannot be pulled.
   */
  readonly image: string;

  /**
   * Path of the agent in that image.
   * @default '/jmx_prometheus_javaagent.jar'
   */
  readonly jar?: string;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the container that copies the agent. With `{}`, the LimitRange of the
   * namespace applies.
   * @default - 10 m of CPU, at most 200 m; 32 MiB of memory; 32 MiB of ephemeral storage, which are a limit only if `resources` of the
   * server has one
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Adds a PrometheusRule, even with `{}`. It needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor adds, the
   * kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - no alerts are created
   */
  readonly alerts?: AlertsOptions;
}

/** Directory of the agent in the pod. */
const AGENT_DIRECTORY = '/run/jmx-exporter';

const METRICS_PORT = 9404;

/** Path of the agent's configuration in the pod. */
export function exporterConfig(etc: string): string {
  return `${etc}/jmx-exporter.yaml`;
}

/** The flag of the server's JVM. The tools in the pod run without it. */
export function agentFlag(etc: string): string {
  return `-javaagent:${AGENT_DIRECTORY}/agent.jar=${METRICS_PORT}:${exporterConfig(etc)}`;
}

/** The container that copies the agent from its image. */
function agentContainer(
  { image, jar = '/jmx_prometheus_javaagent.jar', resources }: JmxMonitoringProps, main: kplus.ContainerResources | undefined,
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
export function addExporter(app: StatefulApp, monitoring: JmxMonitoringProps): ApiObject | undefined {
  const agent = app.addVolume('jmx-exporter', { emptyDir: { sizeLimit: '32Mi' } });
  app.addInitContainer(agentContainer(monitoring, app.container.resources)).mount(AGENT_DIRECTORY, agent);
  app.container.mount(AGENT_DIRECTORY, agent, { readOnly: true });
  return app.addMetrics({ port: METRICS_PORT, scrapers: monitoring.scrapers, podMonitor: monitoring.podMonitor });
}

export function checkJmxMonitoring(monitoring: JmxMonitoringProps, namespace: string | undefined, errors: Errors): void {
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
