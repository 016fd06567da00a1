import { Json, undefinedIfEmpty } from './manifest';
import type { Errors } from '../checks/errors';
import { isQuantity, isPositiveSize, kibibytesOf, sizeQuantity } from '../checks/quantity';
import { checkSize } from '../checks/ranges';
import { kplus } from '../kplus';

/** Rejects requests and limits that Kubernetes would reject, or with which no container could run. */
export function checkResources(name: string, resources: kplus.ContainerResources | undefined, errors: Errors): void {
  const cpu = { request: resources?.cpu?.request?.amount, limit: resources?.cpu?.limit?.amount };
  for (const [kind, amount] of Object.entries(cpu)) {
    if (amount !== undefined && (!isQuantity(amount) || parseFloat(amount) <= 0)) {
      errors.add('CpuInvalid', {
        rule: `resources.cpu.${kind} of container ${name} must be greater than zero`,
        got: amount,
        remedy: 'use Cpu.millis(500) or Cpu.units(2)',
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
    for (const size of [request, limit]) {
      const prop = `resources.${kind} of container ${name}`;
      checkSize(errors, { code: 'ResourceSizeInvalid', prop, value: size, remedy: 'use Size.mebibytes(512)' });
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

/** NaN if no amount was given, which is neither above nor below any number. */
function cores(amount: string | undefined): number {
  return amount === undefined ? NaN : parseFloat(amount) / (amount.endsWith('m') ? 1000 : 1);
}
