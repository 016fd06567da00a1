/**
 * Configuration of the exporter. It selects few beans, because the exporter queries all of them at each scrape, and each table has dozens.
 * Metrics of the JVM need no rule. Checked against the output of a member of 5.0.9 with the agent 1.0.1
 * (test/presets/cassandra/metrics.txt).
 */
export const EXPORTER_RULES = `lowercaseOutputName: true
includeObjectNames:
  - org.apache.cassandra.metrics:type=Client,name=connectedNativeClients
  - org.apache.cassandra.metrics:type=ClientRequest,scope=Read,*
  - org.apache.cassandra.metrics:type=ClientRequest,scope=Write,*
  - org.apache.cassandra.metrics:type=CommitLog,name=TotalCommitLogSize
  - org.apache.cassandra.metrics:type=Compaction,name=PendingTasks
  - org.apache.cassandra.metrics:type=DroppedMessage,name=Dropped,*
  - org.apache.cassandra.metrics:type=Storage,name=Exceptions
  - org.apache.cassandra.metrics:type=Storage,name=Load
  - org.apache.cassandra.metrics:type=Storage,name=TotalHints
  - org.apache.cassandra.metrics:type=Table,name=PercentRepaired
  - org.apache.cassandra.metrics:type=ThreadPools,path=request,name=PendingTasks,*
  - org.apache.cassandra.net:type=FailureDetector
rules:
  - pattern: org.apache.cassandra.metrics<type=ClientRequest, scope=(Read|Write), name=Latency><>(50thPercentile|99thPercentile)
    name: cassandra_client_request_microseconds
    labels:
      request: $1
      quantile: $2
  - pattern: org.apache.cassandra.metrics<type=ClientRequest, scope=(Read|Write), name=Latency><>Count
    name: cassandra_client_requests_total
    type: COUNTER
    labels:
      request: $1
  - pattern: org.apache.cassandra.metrics<type=ClientRequest, scope=(Read|Write), name=(Failures|Timeouts|Unavailables)><>Count
    name: cassandra_client_$2_total
    type: COUNTER
    labels:
      request: $1
  - pattern: org.apache.cassandra.metrics<type=Client, name=connectedNativeClients><>Value
    name: cassandra_client_connections
  - pattern: org.apache.cassandra.metrics<type=CommitLog, name=TotalCommitLogSize><>Value
    name: cassandra_commitlog_bytes
  - pattern: org.apache.cassandra.metrics<type=Compaction, name=PendingTasks><>Value
    name: cassandra_compaction_pending_tasks
  - pattern: org.apache.cassandra.metrics<type=DroppedMessage, scope=((?:COUNTER_)?MUTATION|READ(?:_REPAIR)?|HINT)_REQ, name=Dropped><>Count
    name: cassandra_dropped_messages_total
    type: COUNTER
    labels:
      message: $1
  - pattern: org.apache.cassandra.metrics<type=Storage, name=Load><>Count
    name: cassandra_storage_load_bytes
  - pattern: org.apache.cassandra.metrics<type=Storage, name=(?:Total)?(Exceptions|Hints)><>Count
    name: cassandra_$1_total
    type: COUNTER
  - pattern: org.apache.cassandra.metrics<type=Table, name=PercentRepaired><>Value
    name: cassandra_table_percent_repaired
  - pattern: org.apache.cassandra.metrics<type=ThreadPools, path=request, scope=(\\w+), name=PendingTasks><>Value
    name: cassandra_requests_pending_tasks
    labels:
      stage: $1
  - pattern: org.apache.cassandra.net<type=FailureDetector><>(Up|Down)EndpointCount
    name: cassandra_ring_members_$1
`;
