import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

/** Where somebody else's server keeps its data, on volumes that the members find at `/data` and `/datalog`. */
export interface ForeignLayout {
  /** Claims by the paths at which they are mounted. */
  readonly claims: { readonly [path: string]: string };
  readonly dataDir: string;
  readonly dataLogDir?: string;
}

/** Claims on which a server of another user has left its data: the node `/theirs`. */
export async function leaveForeignData(t: CaseContext, { claims, dataDir, dataLogDir }: ForeignLayout): Promise<void> {
  const settings = [
    `dataDir=${dataDir}`,
    ...dataLogDir ? [`dataLogDir=${dataLogDir}`] : [],
    'tickTime=2000',
    'clientPort=2181',
    'admin.enableServer=false',
  ];
  const client = 'ZK_CLIENT_HEAP=64 timeout 20 zkCli.sh -server 127.0.0.1:2181';
  await t.apply(Object.values(claims).map(claimOf));
  await inPod(t, 'theirs', claims, [
    `mkdir -p ${dataDir} && echo 1 >${dataDir}/myid && printf '%s\\n' ${settings.join(' ')} >/tmp/zoo.cfg`,
    'zkServer.sh start-foreground /tmp/zoo.cfg >/tmp/log 2>&1 & server=$!',
    `until ${client} create /theirs value 2>&1 | grep -q 'Created /theirs'; do sleep 1; done`,
    'kill $server; wait $server || true',
  ].join('\n'), 1001);
}

/** Runs a script to its end in a pod that has the claims, and gives what it printed. */
export function inPod(
  t: CaseContext, name: string, claims: { readonly [path: string]: string }, script: string, user = 1000,
): Promise<string> {
  return runScript(t, { name, image: 'zookeeper:3.9', script, user, claims, env: { SERVER_JVMFLAGS: '-Xmx128m' } });
}
