import { commonFlags, serverFlags } from '../../../src/presets/shared/jvm-flags';

test.each([
  '-XX:UseSVE=0', '-XX:-UseContainerSupport', '-XX:+UnlockExperimentalVMOptions', '-XX:+IgnoreUnrecognizedVMOptions',
  '-Djava.net.preferIPv6Addresses=true', '-Xss1m',
  '-XX:MaxGCPauseMillis=50', '-XX:+UseStringDeduplication',
])('%s is for every JVM in the pod', flag => {
  expect([commonFlags([flag]), serverFlags([flag])]).toEqual([[flag], []]);
});

test.each([
  '-XX:+UseZGC', '-XX:-UseG1GC', '-XX:SoftMaxHeapSize=1g', '-Xmn512m', '-XX:NewSize=256m', '-javaagent:/opt/agent.jar=9404',
  '-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005',
  '-Dcom.sun.management.jmxremote.port=9999', '-Xlog:gc*', '-verbose:gc', '-XX:StartFlightRecording=filename=/tmp/r.jfr',
])('%s is for the server alone, since a second JVM would not start with it or would print into what scripts read', flag => {
  expect([commonFlags([flag]), serverFlags([flag])]).toEqual([[], [flag]]);
});
