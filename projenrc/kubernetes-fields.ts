import { readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';

/*
 * Usage: tsx projenrc/kubernetes-fields.ts
 *
 * Writes src/checks/kubernetes-fields.json, by which raw fields are checked, from the typings of Kubernetes in cdk8s-plus. Run it after an
 * upgrade of cdk8s-plus. A field is `T` for an object, `[T]` for a list of objects, and `[]`, `{}` or an empty text for other lists, maps
 * and values. `!` means that the API server requires it.
 */

const LIBRARY = dirname(require.resolve('cdk8s-plus-28/package.json'));
const FILE = join(LIBRARY, 'lib', 'imports', 'k8s');
const ROOTS = ['Affinity', 'Toleration', 'Volume'];

const source = ts.createSourceFile('k8s.d.ts', readFileSync(`${FILE}.d.ts`, 'utf8'), ts.ScriptTarget.Latest);
const interfaces = new Map(source.statements.filter(ts.isInterfaceDeclaration).map(node => [node.name.text, node]));
const code = readFileSync(`${FILE}.js`, 'utf8');

/** Names in the API by names in TypeScript: `downwardAPI` by `downwardApi`. */
function namesOf(type: string): Map<string, string> {
  const body = code.slice(code.indexOf(`function toJson_${type}(`)).split('\n}\n', 1)[0];
  return new Map([...body.matchAll(/^ {8}'([^']+)': .*?\bobj\.(\w+)/gm)].map(([, name, member]) => [member, name]));
}

const fields: Record<string, Record<string, string>> = {};

function visit(type: string): string {
  const declared = interfaces.get(type);
  if (!declared) { return ''; }
  if (type in fields) { return type; }
  fields[type] = {};
  const names = namesOf(type);
  for (const member of declared.members.filter(ts.isPropertySignature)) {
    const name = member.name.getText(source);
    fields[type][names.get(name) ?? name] = `${short(member.type!)}${member.questionToken ? '' : '!'}`;
  }
  return type;
}

function short(type: ts.TypeNode): string {
  if (ts.isArrayTypeNode(type)) { return `[${short(type.elementType)}]`; }
  if (ts.isTypeLiteralNode(type)) { return '{}'; }
  return ts.isTypeReferenceNode(type) ? visit(type.typeName.getText(source)) : '';
}

ROOTS.forEach(visit);
// the name of a volume is given apart from its source
delete fields.Volume.name;
const sorted = Object.fromEntries(Object.entries(fields).sort(([a], [b]) => a < b ? -1 : 1));
writeFileSync(join(__dirname, '..', 'src', 'checks', 'kubernetes-fields.json'), `${JSON.stringify(sorted, null, 1)}\n`);
