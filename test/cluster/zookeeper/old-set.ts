import type { KubernetesObject, V1Service, V1StatefulSet } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { pause, waitFor } from '../harness/wait';

/** Name of the set, as a release `shop` of Bitnami's chart has it. */
export const OLD = 'shop-zookeeper';

/** What the chart's image does: the id from the volume or the ordinal, and the configuration from the environment. */
const start = `
mkdir -p /bitnami/zookeeper/data
[ -e /bitnami/zookeeper/data/myid ] || echo $((\${HOSTNAME##*-} + 1)) >/bitnami/zookeeper/data/myid
{
  printf '%s\\n' dataDir=/bitnami/zookeeper/data tickTime=2000 initLimit=10 syncLimit=5 clientPort=2181 admin.enableServer=false
  echo "4lw.commands.whitelist=$ZOO_4LW_COMMANDS_WHITELIST"
  for server in $ZOO_SERVERS; do echo "server.\${server##*::}=\${server%%::*};2181"; done
} >/tmp/zoo.cfg
export SERVER_JVMFLAGS="-Xmx96m -Dzookeeper.electionPortBindRetry=0 $JVMFLAGS" ZOO_LOG_DIR=/tmp JMXDISABLE=true
exec zkServer.sh start-foreground /tmp/zoo.cfg`;

/** Hosts of the servers by their ids, which are one more than the ordinals. */
export function oldHosts(namespace: string, ids: number[]): Record<string, string> {
  return Object.fromEntries(ids.map(id => [id, `${OLD}-${id - 1}.${OLD}-headless.${namespace}.svc.cluster.local`]));
}

/** The servers of a chart that runs. */
export class OldSet {
  private env: Record<string, string>;

  constructor(private readonly t: CaseContext) {
    const servers = Object.entries(oldHosts(t.namespace, [1, 2, 3])).map(([id, host]) => `${host}:2888:3888::${id}`);
    this.env = { ZOO_SERVERS: servers.join(' '), ZOO_4LW_COMMANDS_WHITELIST: 'srvr, mntr, ruok', JVMFLAGS: '' };
  }

  /** Three servers that serve. */
  public async deploy(): Promise<void> {
    const labels = { app: OLD };
    const headless: V1Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${OLD}-headless` },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [{ name: 'client', port: 2181 }] },
    };
    // clients of the chart connect to this one
    const service: V1Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: OLD },
      spec: { selector: labels, ports: [{ name: 'client', port: 2181 }] },
    };
    await this.t.apply([headless, service, this.manifest(3)]);
    await this.t.until.setReady(OLD, 180);
    for (const ordinal of [0, 1, 2]) { await this.untilServes(`${OLD}-${ordinal}`); }
  }

  /** As `kubectl set env`, and then a restart of each pod, of the leader last. */
  public async roll(replicas: number, env: Record<string, string>): Promise<void> {
    this.env = { ...this.env, ...env };
    await this.t.apply([this.manifest(replicas)]);
    const pods = Array.from({ length: replicas }, (_, ordinal) => `${OLD}-${ordinal}`);
    const modes = await Promise.all(pods.map(async pod => ({ pod, mode: await this.modeOf(pod) })));
    const [leaders, others] = [true, false].map(leads => modes.filter(({ mode }) => (mode === 'leader') === leads));
    for (const { pod } of [...others, ...leaders]) { await this.restart(pod); }
  }

  /** The list of the ensemble that the first member of the new set has, in the form of the chart. */
  public async listOfMembers(): Promise<string> {
    const command = 'sed "s/^\\([0-9]*\\) \\(.*[^.]\\)\\.*$/\\2:2888:3888::\\1/" /etc/zookeeper/stateful/members | paste -s -d " " -';
    return (await this.t.exec('zk-0', 'zk', ['bash', '-c', command])).trim();
  }

  /** Lets another server lead, if one of these pods does, and waits until every server has forgotten former addresses. */
  public async settle(...pods: string[]): Promise<void> {
    for (const pod of pods) {
      if (await this.modeOf(pod) === 'leader') { await this.restart(pod); }
    }
    await pause(30);
  }

  private async restart(pod: string): Promise<void> {
    await this.t.faults.deletePod(pod);
    await this.t.until.podReady(pod, 120);
    await this.untilServes(pod);
  }

  private async untilServes(pod: string): Promise<void> {
    await waitFor(`${pod} to serve`, { seconds: 90, everySeconds: 0.5 }, async () =>
      await this.modeOf(pod) === '' ? { seen: 'it does not serve' } : { found: true });
  }

  /** `leader`, `follower`, or nothing where the server does not serve. */
  private async modeOf(pod: string): Promise<string> {
    const ask = 'exec 3<>/dev/tcp/127.0.0.1/2181; printf srvr >&3; timeout 2 sed -n "s/^Mode: //p" <&3';
    try {
      return (await this.t.exec(pod, pod.startsWith(OLD) ? 'zookeeper' : 'zk', ['bash', '-c', ask])).trim();
    } catch {
      return '';
    }
  }

  private manifest(replicas: number): V1StatefulSet & KubernetesObject {
    const labels = { app: OLD };
    const probe = { exec: { command: ['bash', '-c', 'echo ruok | nc -w 2 localhost 2181 | grep imok'] }, timeoutSeconds: 5 };
    return {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: OLD },
      spec: {
        serviceName: `${OLD}-headless`,
        replicas,
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'OnDelete' },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 30,
            securityContext: { runAsUser: 1001, fsGroup: 1001, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [{
              name: 'zookeeper',
              image: 'zookeeper:3.9',
              command: ['bash', '-ec', start],
              env: Object.entries(this.env).map(([name, value]) => ({ name, value })),
              readinessProbe: { ...probe, periodSeconds: 2 },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
              volumeMounts: [{ name: 'data', mountPath: '/bitnami/zookeeper' }],
            }],
          },
        },
        volumeClaimTemplates: [{
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        }],
      },
    };
  }
}
