import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { deploy, shell, tool } from '../kafka/deployment';

clusterCase('clients outside the cluster reach each broker at its declared address', { level: 'full', seconds: 600 }, async t => {
  // the name of a Service stands in for the address of its load balancer
  const addresses = [0, 1, 2].map(ordinal => ({ host: `kafka-external-${ordinal}`, port: 9094 }));
  await deploy(t, { external: { addresses, allowPlaintext: true } });

  await shell(
    t, 'kafka-0', 'for i in $(seq 60); do echo "$i"; done | /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server '
      + 'kafka-external-1:9094 --topic numbers --batch-size 1',
  );
  const versions = await shell(t, 'kafka-0', '/opt/kafka/bin/kafka-broker-api-versions.sh --bootstrap-server kafka-external-2:9094');
  assert.deepEqual(
    [...versions.matchAll(/^(\S+) \(id/gm)].map(([, address]) => address)
      .sort(), [0, 1, 2].map(ordinal => `kafka-external-${ordinal}:9094`),
  );
  const offsets = await tool(t, 'kafka-0', 'kafka-get-offsets', '--topic', 'numbers');
  assert.equal(offsets.trim().split('\n').reduce((sum, line) => sum + Number(line.split(':')[2]), 0), 60);
});
