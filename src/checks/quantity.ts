import { Size } from 'cdk8s';

const SUFFIX_BY_KIBIBYTES: Record<number, string> = {
  [1]: 'Ki',
  [1024]: 'Mi',
  [1024 ** 2]: 'Gi',
  [1024 ** 3]: 'Ti',
  [1024 ** 4]: 'Pi',
};

/** Before cdk8s 2.70, `Size` has no public property for its unit. The amount is private in all versions. */
interface SizeParts {
  readonly amount: number;
  readonly unit: { readonly inKibiBytes: number };
}

function partsOf(size: Size): SizeParts {
  return size as unknown as SizeParts;
}

function isSize(size: unknown): size is Size {
  return typeof (size as SizeParts | undefined)?.unit?.inKibiBytes === 'number';
}

/**
 * A size in the unit that the user chose, such as `512Mi` or `10Gi`, so that the manifest shows the value of the program.
 */
export function sizeQuantity(size: Size): string {
  const { amount, unit } = partsOf(size);
  return `${amount}${SUFFIX_BY_KIBIBYTES[unit.inKibiBytes]}`;
}

/** The value that was given as a size, for messages, even if it is not a size. */
export function formatSize(size: unknown): unknown {
  return isSize(size) ? sizeQuantity(size) : size;
}

/** Whether Kubernetes can parse the size and it is greater than zero. 1e21Gi cannot be parsed. */
export function isPositiveSize(size: unknown): size is Size {
  return isSize(size) && partsOf(size).amount > 0 && isQuantity(sizeQuantity(size));
}

/** Fractional kibibytes, to compare two sizes. `Size.toKibibytes` throws an error if the number is not whole. */
export function kibibytesOf(size: Size): number {
  const { amount, unit } = partsOf(size);
  return amount * unit.inKibiBytes;
}

export function mebibytesOf(size: Size): number {
  return kibibytesOf(size) / 1024;
}

/** The syntax of a Kubernetes quantity: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function isQuantity(text: unknown): boolean {
  return typeof text === 'number' ? Number.isFinite(text) && text >= 0
    : typeof text === 'string' && /^\+?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)?$/.test(text);
}

export function isIntegerIn(value: unknown, min: number, max = Infinity): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
