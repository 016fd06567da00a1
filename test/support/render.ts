import { App, Chart, Testing } from 'cdk8s';
import { Manifests, StatefulApp, StatefulAppProps } from 'cdk8s-stateful-app';

/** Everything that is required, and nothing more. */
export const PLAIN = { name: 'redis', replicas: 3, image: 'redis:8', user: 999 };

/** An application in a chart of its own, and what it writes by kind and name. */
export class Rendered {
  public readonly chart: Chart;
  public readonly app: StatefulApp;

  constructor(props: Partial<StatefulAppProps> = {}, namespace?: string) {
    this.chart = new Chart(Testing.app(), 'test', { namespace });
    this.app = new StatefulApp(this.chart, 'Redis', { ...PLAIN, ...props });
  }

  public one(kind: string, name?: string): any { return Manifests.one(this.chart, kind, name); }

  public get titles(): string[] { return Manifests.titles(this.chart); }

  public get set(): any { return this.one('StatefulSet', 'redis').spec; }

  public get pod(): any { return this.set.template.spec; }

  /** A container of the pod, init containers included. */
  public container(name = 'redis'): any {
    return byName([...this.pod.containers, ...this.pod.initContainers ?? []], name);
  }

  public volume(name: string): any { return byName(this.pod.volumes, name); }

  /** What the container mounts at a path. */
  public mount(path: string, container = 'redis'): any {
    const { name, mountPath, ...rest } = this.container(container).volumeMounts.find((mount: any) => mount.mountPath === path) ?? {};
    return mountPath && { volume: name, ...rest };
  }
}

export function render(props: Partial<StatefulAppProps> = {}, namespace?: string): Rendered {
  return new Rendered(props, namespace);
}

/** The YAML of a program, as `cdk8s synth` would write it. */
export function yamlOf(build: (chart: Chart) => void): string {
  const app = new App();
  build(new Chart(app, 'test'));
  return app.synthYaml();
}

function byName(list: any[], name: string): any {
  const found = list.find(item => item.name === name);
  if (!found) { throw new Error(`no ${name} among ${list.map(item => item.name).join(', ')}`); }
  return found;
}
