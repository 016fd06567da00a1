import { Size } from 'cdk8s';
import { isQuantity, isPositiveSize, kibibytesOf, formatSize, sizeQuantity } from '../../src/checks/quantity';

test.each([
  [Size.kibibytes(64), '64Ki'],
  [Size.mebibytes(512), '512Mi'],
  [Size.mebibytes(1024), '1024Mi'],
  [Size.gibibytes(10), '10Gi'],
  [Size.gibibytes(0.5), '0.5Gi'],
  [Size.tebibytes(2), '2Ti'],
  [Size.pebibyte(1), '1Pi'],
])('a size is written as it was given: %#: %s', (size, expected) => {
  expect(sizeQuantity(size)).toBe(expected);
  expect(isPositiveSize(size)).toBe(true);
});

test.each([Size.gibibytes(0), Size.gibibytes(NaN), Size.gibibytes(Infinity), Size.gibibytes(1e21), '10Gi', 10, undefined, null, {}])(
  'a size of nothing, or what is no size, is not usable: %#', size => {
    expect(isPositiveSize(size)).toBe(false);
    expect(() => formatSize(size)).not.toThrow();
  });

test('sizes are compared in fractions too', () => {
  expect(kibibytesOf(Size.gibibytes(0.3))).toBeLessThan(kibibytesOf(Size.mebibytes(308)));
  expect(kibibytesOf(Size.gibibytes(1))).toBe(kibibytesOf(Size.mebibytes(1024)));
});

test.each(['10Gi', '500M', '0.5', '1.', '.5', '100m', '1e3', '2E-3', '5E', 7])('%s is a quantity', text => {
  expect(isQuantity(text)).toBe(true);
});

test.each(['', '10 Gi', '10GB', '-1Gi', 'Gi', '1e21Gi', '0x10', NaN, -1, undefined])('%s is no quantity', text => {
  expect(isQuantity(text)).toBe(false);
});
