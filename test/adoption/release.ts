/** The objects of a chart that an adoption looks at. */
export const chartSet = (name: string, chart: string, component: string, replicas = 1, templates = ['data']) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: {
    name,
    namespace: 'shop',
    labels: { 'helm.sh/chart': chart, 'app.kubernetes.io/component': component },
  },
  spec: {
    replicas,
    selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    template: { metadata: { labels: { 'app.kubernetes.io/name': name } }, spec: { containers: [{ name: 'server' }] } },
    volumeClaimTemplates: templates.map(template => ({ metadata: { name: template }, spec: {} })),
  },
});

export const chartService = (name: string, port: number, clusterIP?: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { clusterIP, ports: [{ port }] },
});
