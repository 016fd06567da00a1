/** A number in Go, after its underscores are removed. https://github.com/yaml/go-yaml/blob/v2.4.0/resolve.go */
const GO_NUMBER = /^[-+]?(0x[\da-f]+|0o[0-7]+|0b[01]+|(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?)$/i;

/** The number that the YAML reader of kubectl reads from a text without quotes, or undefined if it reads the text. */
export function goNumber(text: string): number | undefined {
  if (!/^[-+.\d]/.test(text)) { return undefined; }
  const digits = text.replaceAll('_', '');
  if (!GO_NUMBER.test(digits)) { return undefined; }
  const sign = digits.startsWith('-') ? -1 : 1;
  const unsigned = digits.replace(/^[-+]/, '');
  return sign * (/^0[0-7]+$/.test(unsigned) ? parseInt(unsigned, 8) : Number(unsigned));
}
