import { Claim } from '../blocks/storage';
import { kplus } from '../kplus';
import { isAbsolutePath } from '../values/path';
import { Problems } from '../values/problems';

export function mountsOf(container: kplus.Container): kplus.VolumeMount[] {
  return container.mounts;
}

type MountsOfFiles = (container: kplus.Container) => { mountPath: string }[];

/** Rules that depend on calls after the constructor: containers, mounts and claims can come until synthesis. */
export function workloadProblems(workload: kplus.Workload, claims: Claim[], fileVolumes: string[], mountsOfFiles: MountsOfFiles): Problems {
  const problems = new Problems();
  const containers = [...workload.containers, ...workload.initContainers];
  checkNames(containers, problems);
  for (const container of containers) { checkMounts(container, mountsOfFiles(container), problems); }
  checkClaims(containers, claims, problems);
  checkVolumeNames(containers, fileVolumes, problems);
  return problems;
}

function checkNames(containers: kplus.Container[], problems: Problems): void {
  const names = containers.map(container => container.name);
  for (const name of new Set(names.filter((n, i) => names.indexOf(n) < i))) {
    problems.add('ContainerNameTaken', { rule: 'the containers of a pod must have different names', got: name, remedy: 'rename one of them' });
  }
}

function checkMounts(container: kplus.Container, fromFiles: { mountPath: string }[], problems: Problems): void {
  const paths = [...mountsOf(container).map(mount => mount.path), ...fromFiles.map(mount => mount.mountPath)];
  for (const path of paths.filter(p => !isAbsolutePath(p))) {
    problems.add('MountPathNotAbsolute', {
      rule: `container ${container.name} must mount volumes at absolute paths without . or .. and without a slash at the end`, got: path, remedy: 'begin it with a slash, as in /data',
    });
  }
  for (const path of new Set(paths.filter((p, i) => paths.indexOf(p) < i))) {
    problems.add('MountPathTaken', {
      rule: `container ${container.name} must mount one thing at a path`, got: `two at ${path}`, remedy: 'move one of them to another path',
    });
  }
}

function checkClaims(containers: kplus.Container[], claims: Claim[], problems: Problems): void {
  const mounted = new Set(containers.flatMap(container => mountsOf(container).map(mount => mount.volume)));
  for (const claim of claims.filter(c => !mounted.has(c._volume()))) {
    problems.add('ClaimNotMounted', {
      rule: `claims.${claim.name} must be mounted by a container, or each pod would pay for a volume that nothing uses`,
      got: 'no mount',
      remedy: `set its mountPath, or call container.mount(path, app.claim('${claim.name}'))`,
    });
  }
}

function checkVolumeNames(containers: kplus.Container[], fileVolumes: string[], problems: Problems): void {
  const byName = new Map<string, kplus.Volume>();
  for (const { volume } of containers.flatMap(mountsOf)) {
    const other = byName.get(volume.name);
    if ((other && other !== volume) || (!other && fileVolumes.includes(volume.name))) {
      problems.add('VolumeNameTaken', { rule: 'the volumes and claims of a pod must have different names', got: volume.name, remedy: 'rename one of them' });
    }
    byName.set(volume.name, volume);
  }
}
