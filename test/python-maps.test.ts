import { withStructsInMaps } from '../projenrc/python-maps';

/** Code of jsii-pacmak for a struct. */
const STRUCT = `class AppProps(
    CommonProps,
):
    def __init__(
        self,
        *,
        labels: typing.Optional[typing.Mapping[builtins.str, builtins.str]] = None,
        claims: typing.Optional[typing.Mapping[builtins.str, typing.Union["ClaimProps", typing.Dict[builtins.str, typing.Any]]]] = None,
    ) -> None:
        '''Props.

        :param claims: Volumes.
        '''
        if __debug__:
            pass
`;

test('a dict in a map becomes a struct before the constructor checks it', () => {
  const lines = withStructsInMaps(STRUCT).split('\n');
  const at = lines.indexOf('        if isinstance(claims, dict):');

  expect(lines[at - 1]).toBe('        \'\'\'');
  expect(lines[at + 1].trim())
    .toBe('claims = {key: ClaimProps(**value) if isinstance(value, dict) else value for key, value in claims.items()}');
  expect(lines[at + 2]).toBe('        if __debug__:');
  expect(lines.join('\n')).not.toContain('labels = {');
});

test('code in another form is an error, because the keys would be lost again', () => {
  expect(() => withStructsInMaps(STRUCT.replace('typing.Union', 'Union'))).toThrow('adapt projenrc/python-maps.ts');
});
