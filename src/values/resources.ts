import { Json, undefinedIfEmpty } from './manifest';
import type { Errors } from '../checks/errors';
import { isQuantity, isPositiveSize, kibibytesOf, sizeQuantity } from '../checks/quantity';
import { checkSize } from '../checks/ranges';
import { kplus } from '../kplus';

/**
 * Kubernetes rejects parts of a thousandth, and the kernel enforces no limit below a hundredth of a CPU. The largest machines have some
 * hundred CPUs. https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/kubelet/cm/helpers_linux.go
 */
const LEAST_CORES = { request: 0.001, limit: 0.01 };
const MOST_CORES = 256;

/** Below it, runtimes cannot start a container. https://github.com/moby/moby/pull/41168 */
export const LEAST_MEMORY_LIMIT_MIB = 6;

/** Rejects requests and limits that Kubernetes would reject, or with which no container could run. */
export function checkResources(name: string, resources: kplus.ContainerResources | undefined, errors: Errors): void {
  const cpu = { request: resources?.cpu?.request?.amount, limit: resources?.cpu?.limit?.amount };
  for (const kind of ['request', 'limit'] as const) {
    const amount = cpu[kind];
    if (amount !== undefined && !(isQuantity(amount) && cores(amount) >= LEAST_CORES[kind] && cores(amount) <= MOST_CORES)) {
      errors.add('CpuInvalid', {
        rule: `resources.cpu.${kind} of container ${name} must be from ${LEAST_CORES[kind]} to ${MOST_CORES} CPUs`,
        got: amount,
        remedy: cores(amount) > MOST_CORES ? `use Cpu.millis(${amount}) for thousandths of a CPU` : 'use Cpu.millis(500) or Cpu.units(2)',
      });
    }
  }
  if (cores(cpu.request) > cores(cpu.limit)) {
    errors.add('RequestAboveLimit', {
      rule: `resources.cpu.request of container ${name} must not exceed its limit of ${cpu.limit}`,
      got: cpu.request,
      remedy: 'raise the limit or lower the request',
    });
  }
  for (const kind of ['memory', 'ephemeralStorage'] as const) {
    const { request, limit } = resources?.[kind] ?? {};
    for (const [side, value] of Object.entries({ request, limit })) {
      const prop = `resources.${kind}.${side} of container ${name}`;
      const least = kind === 'memory' && side === 'limit' ? LEAST_MEMORY_LIMIT_MIB : 1;
      checkSize(errors, { code: 'ResourceSizeInvalid', prop, value, remedy: 'use Size.mebibytes(512)' }, least);
    }
    if (isPositiveSize(request) && isPositiveSize(limit) && kibibytesOf(request) > kibibytesOf(limit)) {
      errors.add('RequestAboveLimit', {
        rule: `resources.${kind}.request of container ${name} must not exceed its limit of ${sizeQuantity(limit)}`,
        got: sizeQuantity(request),
        remedy: 'raise the limit or lower the request',
      });
    }
  }
}

/** Requests and limits, each in the unit in which it was given. */
export function resourcesSpec(resources: kplus.ContainerResources | undefined): Json | undefined {
  if (!resources) { return undefined; }
  const side = (kind: 'request' | 'limit') => {
    const [memory, storage] = [resources.memory?.[kind], resources.ephemeralStorage?.[kind]];
    const amounts = {
      ...resources.cpu?.[kind] && { cpu: resources.cpu[kind].amount },
      ...memory && { memory: sizeQuantity(memory) },
      ...storage && { 'ephemeral-storage': sizeQuantity(storage) },
    };
    return undefinedIfEmpty(amounts);
  };
  const [requests, limits] = [side('request'), side('limit')];
  return undefinedIfEmpty({ ...requests && { requests }, ...limits && { limits } });
}

/**
 * Resources of a container that the library adds to the main one. The kubelet evicts a pod that uses more ephemeral storage than the
 * sum of the limits of its containers, to which a container without a limit adds nothing. The limit of a small container would therefore
 * apply to the whole pod, with its logs and empty directories.
 *
 * @param main - resources of the main container
 */
export function withoutPodLimit(resources: kplus.ContainerResources, main: kplus.ContainerResources | undefined): kplus.ContainerResources {
  const { ephemeralStorage, ...others } = resources;
  if (!ephemeralStorage || main?.ephemeralStorage?.limit) { return resources; }
  return { ...others, ephemeralStorage: { request: ephemeralStorage.request } };
}

/** NaN if no amount was given, which is neither above nor below any number. */
function cores(amount: string | undefined): number {
  return amount === undefined ? NaN : parseFloat(amount) / (amount.endsWith('m') ? 1000 : 1);
}
