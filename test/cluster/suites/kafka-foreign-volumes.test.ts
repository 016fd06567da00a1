import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { waitFor } from '../harness/wait';
import { clusterId, kafka, type Variation } from '../kafka/deployment';
import { onVolume } from '../kafka/foreign';

/** As Bitnami's chart leaves it: the directory below the root, of another user, and a marker beside it. */
const bitnami = `
mkdir -p /volume/data && touch /volume/.user_scripts_initialized
cat >/tmp/theirs.properties <<PROPERTIES
process.roles=broker,controller
node.id=0
log.dirs=/volume/data
listeners=CLIENT://:9092,CONTROLLER://:9093
advertised.listeners=CLIENT://localhost:9092
listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=CLIENT
controller.quorum.voters=0@localhost:9093
PROPERTIES
/opt/kafka/bin/kafka-storage.sh format --cluster-id ${clusterId} --config /tmp/theirs.properties
chmod -R go-rwx /volume/data/meta.properties`;

const digest = 'cd /volume && find . -not -name lost+found -printf "%p %s %T@ %m %u\\n" | sort && md5sum data/* .user_scripts_initialized';

async function untilRefused(t: CaseContext): Promise<string> {
  return waitFor<string>('bootstrap of kafka-0 to end with a message', { seconds: 180, everySeconds: 1 }, async () => {
    const { items } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, fieldSelector: 'metadata.name=kafka-0' });
    const state = items[0]?.status?.initContainerStatuses?.[0];
    const message = (state?.state?.terminated ?? state?.lastState?.terminated)?.message;
    return message ? { found: message } : { seen: JSON.stringify(state?.state) };
  });
}

clusterCase('a broker refuses to start on a volume of another installation, '
  + 'names it and leaves it unchanged, with first boot on and off', { level: 'full', seconds: 900 }, async t => {
  await onVolume(t, 'data-kafka-0', 'theirs', bitnami);
  const before = await onVolume(t, 'data-kafka-0', 'before', digest);

  for (const variation of [{ firstBoot: true }, { firstBoot: false }] satisfies Variation[]) {
    await t.apply(kafka(t.namespace, { replicas: 1, ...variation }));
    const said = await untilRefused(t);
    assert.match(said, /^the volume has files that this preset did not write: \.user_scripts_initialized data \(the layout of /);
    assert.match(said, / data \(the layout of Bitnami's chart, or of one like it\)\. No file was changed\./);
    await t.faults.scale('kafka', 0);
    await t.until.podGone('kafka-0', 120);
  }
  assert.equal(await onVolume(t, 'data-kafka-0', 'after', digest), before);
});
