/** Pieces of texts that YAML treats specially, and some that it does not. */
const PIECES = [
  'a', 'Bc', 'é', '\u{1f600}', ' ', '  ', '\t', '\n', '\n\n', '\r\n', '\u0000', '\u0001', '\u001b', '\u007f', '\u0085', '\u009f', '\u00a0',
  '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ud800', '\udc00', '#', ': ', ':', '- ', '-', '---', '...', '%',
  '? ', '{', '}', '{{', '[', ']',
  ',', '&', '*', '!', '|', '>', '\'', '"', '`', '@', '\\', '=', '<<', '~', 'null', 'yes', '0', '1', '9', '0x', '0X', '0o', '0b', '_', 'e',
  'E', 'F', '.', '+', '.inf', ':20', '$(A)', 'x'.repeat(45),
];

/** Texts that are put together from pieces: always the same for one start. */
export function composedTexts(start: number, count: number): string[] {
  let state = start;
  const below = (limit: number) => {
    // https://en.wikipedia.org/wiki/Lehmer_random_number_generator
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  return Array.from({ length: count }, () => Array.from({ length: 1 + below(6) }, () => PIECES[below(PIECES.length)]).join(''));
}
