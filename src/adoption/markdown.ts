import { Adoption } from './adoption';

/** A function of the shell: a claim is deleted, and its volume is given to one with another name, unless its policy would delete it. */
const MOVE = `move() {
  kubectl -n "$NS" get pvc "$1" -o json | jq --arg new "$2" '{apiVersion, kind, metadata: {name: $new, namespace: .metadata.namespace},
    spec: .spec | {volumeName, storageClassName, accessModes, resources}}' >"$2.json"
  PV=$(jq -r .spec.volumeName "$2.json")
  kubectl get pv "$PV" -o jsonpath='{.spec.persistentVolumeReclaimPolicy}' | grep -x Retain || return 1
  kubectl -n "$NS" delete pvc "$1"
  CLAIM="\\"namespace\\":\\"$NS\\",\\"name\\":\\"$2\\",\\"uid\\":null,\\"resourceVersion\\":null"
  kubectl patch pv "$PV" --type=merge -p "{\\"spec\\":{\\"claimRef\\":{$CLAIM}}}"
  kubectl apply -f "$2.json"
  kubectl -n "$NS" wait --for=jsonpath='{.status.phase}'=Bound "pvc/$2" --timeout=1m
}`;

const KEEP = `keep() {
  PV=$(kubectl -n "$NS" get pvc "$1" -o jsonpath='{.spec.volumeName}')
  kubectl patch pv "$PV" -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
}`;

/** The names of an adoption for the reader, and the commands that move the claims. */
export function asMarkdown(adoption: Adoption): string {
  const { set, moves, findings, meetings, addresses } = adoption;
  return [
    `# Names of the adoption by ${set.name} in namespace ${set.namespace}`,
    ...findings.length === 0 ? [] : ['## Volumes that do not fit', ...findings.map(finding => `- ${finding}`)],
    '## Names that meet',
    ...meetings.length === 0 ? ['None.'] : [table(
      ['object', 'effect', 'remedy'], meetings.map(({ object, effect, remedy }) => [object, effect, remedy]),
    )],
    ...addresses.length === 0 ? [] : ['## Addresses of applications', table(
      ['in the release', 'in the manifests'], addresses.map(({ before, after }) => [before, after]),
    )],
    ...findings.length > 0 ? [] : [
      '## Move the claims',
      table(['claim of the release', 'claim of the member', 'member'], moves.map(({ from, to, member }) => [from, to, member])),
      'Before you stop the old installation, keep the volumes:',
      block(`NS=${set.namespace}`, KEEP, ...moves.map(({ from }) => `keep ${from}`)),
      ...renamed(adoption),
    ],
  ].join('\n\n').concat('\n');
}

function renamed({ moves }: Adoption): string[] {
  const commands = moves.filter(({ from, to }) => from !== to).map(({ from, to }) => `move ${from} ${to}`);
  return commands.length === 0 ? ['The claims have the names of the members, and stay.'] : [
    'When the old pods have stopped and the release is uninstalled, move the claims:', block(MOVE, ...commands),
  ];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function block(...lines: string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}
