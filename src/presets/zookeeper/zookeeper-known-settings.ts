/** Below `ssl.` and below `ssl.quorum.`. */
const TLS_SETTINGS = [
  'allowReverseDnsLookup', 'ciphersuites', 'clientAuth', 'clientHostnameVerification', 'context.supplier.class', 'crl', 'enabledProtocols', 'handshakeDetectionTimeoutMillis',
  'hostnameVerification', 'ocsp', 'protocol',
];

/**
 * What zoo.cfg may say, by the names there. ZooKeeper makes a system property of every name that it does not know and says nothing,
 * so a misspelled one would have no effect.
 *
 * Read from the class files of 3.9.5: the names in QuorumPeerConfig, and the system properties `zookeeper.*` that the server reads.
 * Left out: what belongs to clients, what is for tests of ZooKeeper itself, and what the preset says (`zookeeper-setting-checks.ts`).
 */
export const KNOWN_SETTINGS = new Set(`
clientPortListenBacklog connectToLearnerMasterLimit jvm.pause.info-threshold.ms jvm.pause.monitor jvm.pause.sleep.time.ms jvm.pause.warn-threshold.ms
localSessionsEnabled localSessionsUpgradingEnabled multiAddress.enabled multiAddress.reachabilityCheckEnabled multiAddress.reachabilityCheckTimeoutMs
portUnification quorum.cnxn.threads.size sslQuorumReloadCertFiles syncEnabled
DigestAuthenticationProvider.digestAlg DigestAuthenticationProvider.enabled IPAuthenticationProvider.usexforwardedfor X509AuthenticationProvider.superUser
audit.enable audit.impl.class authProvider.x509 bitHashCacheSize client.certReload client.portUnification clientTcpKeepAlive closeSessionTxn.enabled cnxTimeout commitLogCount
commitProcessor.maxCommitBatchSize commitProcessor.maxReadBatchSize commitProcessor.numWorkerThreads commitProcessor.shutdownTimeout
connection_throttle_decrease_ratio connection_throttle_drop_decrease connection_throttle_drop_increase connection_throttle_fill_count connection_throttle_fill_time
connection_throttle_freeze_time connection_throttle_global_session_weight connection_throttle_local_session_weight connection_throttle_renew_session_weight
connection_throttle_tokens connection_throttle_weight_enabled
digest.enabled enableEagerACLCheck fips-mode enforceQuota ensembleAuthName extendedTypesEnabled fastleader.maxNotificationInterval fastleader.minNotificationInterval flushDelay
follower.skipLearnerRequestToNextProcessor forceSnapshotSync forward_learner_requests_to_commit_processor_disabled fsync.warningthresholdms globalOutstandingLimit
intBufferStartingSizeBytes largeRequestMaxBytes largeRequestThreshold leader.ackLoggingFrequency leader.closeSocketAsync leader.maxConcurrentDiffSyncs
leader.maxConcurrentSnapSyncs leader.maxTimeToWaitForEpoch leaderConnectDelayDuringRetryMs leaderServes learner.asyncSending learner.closeSocketAsync
maxBatchSize maxCnxns maxGetChildrenResponseCacheSize maxInProcessingDeadWatchers maxResponseCacheSize maxWriteQueuePollTime messageTracker.BufferSize messageTracker.Enabled
netty.advancedFlowControl.enabled netty.server.earlyDropSecureConnectionHandshakes netty.server.outstandingHandshake.limit nio.directBufferBytes nio.numSelectorThreads
nio.numWorkerThreads nio.sessionlessCnxnTimeout nio.shutdownTimeout observer.election.DelayMs observer.reconnectDelayMs observer.syncEnabled observerMaster.sizeLimit
pathStats.delay pathStats.enabled pathStats.initialDelay pathStats.maxDepth pathStats.sampleRate pathStats.slotCapacity pathStats.slotDuration pathStats.topPathMax
preAllocSize quorumCnxnTimeoutMs request.timeout request_stale_connection_check request_stale_latency_check request_throttle_drop_stale request_throttle_max_requests
request_throttle_stall_time request_throttler.shutdownTimeout serializeLastProcessedZxid.enabled serverCnxnFactory snapSizeLimitInKb snapshot.compression.method
snapshotSizeFactor tcpKeepAlive throttled_op_wait_time txnLogSizeLimitInKb watchManagerName watcherCleanIntervalInSeconds watcherCleanThreadsNum watcherCleanThreshold
`.trim().split(/\s+/).concat(['ssl', 'ssl.quorum'].flatMap(prefix => TLS_SETTINGS.map(name => `${prefix}.${name}`))));
