/**
 * Configuration of the exporter. It selects few beans, because the exporter queries all of them at each scrape. Metrics of the JVM need no
 * rule. Checked against the output of a node of 4.3.1 with the agent 1.0.1 (test/presets/kafka/metrics.txt).
 */
export const EXPORTER_RULES = `lowercaseOutputName: true
includeObjectNames:
  - kafka.controller:type=KafkaController,*
  - kafka.log:type=LogManager,name=OfflineLogDirectoryCount
  - kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce
  - kafka.network:type=RequestMetrics,name=TotalTimeMs,request=FetchConsumer
  - kafka.network:type=SocketServer,name=NetworkProcessorAvgIdlePercent
  - kafka.server:type=BrokerTopicMetrics,*
  - kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent
  - kafka.server:type=ReplicaManager,*
  - kafka.server:type=raft-metrics
rules:
  - pattern: kafka.network<type=RequestMetrics, name=TotalTimeMs, request=(Produce|FetchConsumer)><>(50thPercentile|99thPercentile)
    name: kafka_network_request_milliseconds
    labels:
      request: $1
      quantile: $2
  - pattern: kafka.server<type=BrokerTopicMetrics, name=(\\w+)PerSec, topic=(.+)><>Count
    name: kafka_topic_$1_total
    type: COUNTER
    labels:
      topic: $2
  - pattern: kafka.server<type=BrokerTopicMetrics, name=(\\w+)PerSec><>Count
    name: kafka_broker_$1_total
    type: COUNTER
  - pattern: kafka.server<type=KafkaRequestHandlerPool, name=RequestHandlerAvgIdlePercent><>OneMinuteRate
    name: kafka_server_request_handlers_idle_ratio
  - pattern: kafka.network<type=SocketServer, name=NetworkProcessorAvgIdlePercent><>Value
    name: kafka_network_processors_idle_ratio
  - pattern: kafka.server<type=raft-metrics><>(current-leader|current-epoch|high-watermark)
    name: kafka_raft_$1
  - pattern: kafka.(controller|log|server)<type=(KafkaController|LogManager|ReplicaManager), name=(\\w+)><>Value
    name: kafka_$1_$3
`;
