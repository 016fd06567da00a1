import type { CaseContext } from '../harness/case-context';
import { claimOf, runScript } from '../harness/script-pod';

/** Every file of a volume with its size, time and sum. */
export const listing = 'find /data -type f -printf "%p %s %T@\\n" >/tmp/files; find /data -type f -exec md5sum {} + >>/tmp/files; '
  + 'sort /tmp/files';

/** Starts the servers of a former ensemble, which run in one pod and find each other by ports. */
const start = (members: number, separate: boolean) => `
members=${members}
for ((i = 0; i < members; i++)); do
  mkdir -p /volume-$i/data
  [ -e /volume-$i/data/myid ] || echo $((i + 1)) >/volume-$i/data/myid
  {
    printf '%s\\n' dataDir=/volume-$i/data tickTime=500 initLimit=20 syncLimit=10 clientPort=$((2181 + i)) admin.enableServer=false
    ${separate ? 'echo dataLogDir=/log-$i' : ':'}
    for ((j = 0; j < members && members > 1; j++)); do echo server.$((j + 1))=127.0.0.1:$((2888 + j)):$((3888 + j)); done
  } >/tmp/zoo-$i.cfg
  ZOO_LOG_DIR=/tmp JMXDISABLE=true SERVER_JVMFLAGS=-Xmx96m zkServer.sh start-foreground /tmp/zoo-$i.cfg >/tmp/log-$i 2>&1 &
done
cli() { ZK_CLIENT_HEAP=64 timeout 60 zkCli.sh -server 127.0.0.1:2181 "$@" 2>&1; }
until cli ls / | grep -q zookeeper; do sleep 1; done
`;

const stop = 'kill $(jobs -p)\nwait || true\n';

function claimsOf(members: number, separate: boolean): Record<string, string> {
  const ordinals = Array.from({ length: members }, (_, ordinal) => ordinal);
  return Object.fromEntries(ordinals.flatMap(ordinal => [
    [`/volume-${ordinal}`, `data-zk-${ordinal}`],
    ...separate ? [[`/log-${ordinal}`, `log-zk-${ordinal}`]] : [],
  ]));
}

/** Volumes as the chart leaves them: `/shop` with an ACL, and a hundred nodes below it. */
export async function oldEnsemble(t: CaseContext, members: number, separate: boolean): Promise<void> {
  const claims = claimsOf(members, separate);
  await t.apply(Object.values(claims).map(claimOf));
  const create = `
{
  echo 'addauth digest shop:secret'
  echo 'create /shop shop auth:shop:secret:cdrwa,world:anyone:r'
  for ((n = 0; n < 100; n++)); do echo "create /shop/$n \\"value $n\\""; done
  echo quit
} | cli >/tmp/created
cli get /shop/99 | grep -q 'value 99' || { tail -20 /tmp/created /tmp/log-0 && exit 1; }
`;
  await runScript(t, { name: 'old', image: 'zookeeper:3.9', script: start(members, separate) + create + stop, user: 1001, claims });
}

/** Starts the former servers on their volumes, and reads a node. */
export async function readOld(t: CaseContext, members: number, node: string): Promise<string> {
  const script = `${start(members, false)}cli get ${node}\n${stop}`;
  return runScript(t, { name: 'old', image: 'zookeeper:3.9', script, user: 1001, claims: claimsOf(members, false) });
}
