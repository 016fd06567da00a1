/** A prop of a struct that maps names to structs, in the code of jsii-pacmak. */
const MAP = /^ {8}(\w+): (?:typing\.Optional\[)?typing\.Mapping\[builtins\.str, typing\.Union\["([\w.]+)", typing\.Dict\[/gm;

/** The constructor of a struct, up to its first statement. */
const CONSTRUCTOR = /^ {4}def __init__\(\n {8}self,\n {8}\*,\n((?: {8}.*\n)*) {4}\) -> None:\n(?: {8}'''[^]*?'''\n)?/gm;

/**
 * Makes structs of dicts in maps, as jsii-pacmak does with dicts in arguments and props. Otherwise the kernel of jsii drops their keys in
 * snake case, such as `mount_path`, and reports nothing.
 */
export function withStructsInMaps(module: string): string {
  const written = module.replace(CONSTRUCTOR, (constructor, props) => constructor + [...props.matchAll(MAP)].map(([, prop, struct]) => [
    `        if isinstance(${prop}, dict):`,
    `            ${prop} = {key: ${struct}(**value) if isinstance(value, dict) else value for key, value in ${prop}.items()}`,
    '',
  ].join('\n')).join(''));
  if (written === module) { throw new Error('jsii-pacmak writes structs in another form than before: adapt projenrc/python-maps.ts'); }
  return written;
}
