/** Names this run, so that the runs of several people on one cluster do not share an agent. */
export function runId(): string {
  const id = process.env.CLUSTER_TEST_RUN;
  if (!id) { throw new Error('CLUSTER_TEST_RUN is not set: start suites through test/cluster/run.ts'); }
  return id;
}

export function agentNamespace(): string {
  return `cluster-test-agent-${runId()}`;
}
