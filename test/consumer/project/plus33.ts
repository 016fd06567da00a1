import { Chart, Size } from 'cdk8s';
// Props that take a class with private members want it from the line of the library.
import { Env } from 'cdk8s-plus-28';
import {
  ConfigMap, Cpu, EnvFieldPaths, EnvValue, ImagePullPolicy, PersistentVolumeAccessMode, PersistentVolumeMode, Secret, ServiceAccount,
} from 'cdk8s-plus-33';
import { Port, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** What the rest of a repository on a newer line of cdk8s-plus already has, handed to the library. */
export class Plus33Chart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const passwords = Secret.fromSecretName(this, 'Passwords', 'passwords');
    const settings = ConfigMap.fromConfigMapName(this, 'Settings', 'settings');

    const app = new StatefulApp(this, 'Db', {
      name: 'db',
      replicas: 1,
      image: 'db:1.0',
      user: 1000,
      ports: [Port.tcp(5432)],
      claims: {
        data: {
          size: Size.gibibytes(5),
          mountPath: '/data',
          accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
          volumeMode: PersistentVolumeMode.FILE_SYSTEM,
        },
      },
      env: {
        LITERAL: EnvValue.fromValue('on'),
        POD_IP: EnvValue.fromFieldRef(EnvFieldPaths.POD_IP),
        FROM_SECRET: EnvValue.fromSecretValue({ secret: passwords, key: 'admin' }),
        FROM_CONFIG_MAP: EnvValue.fromConfigMap(settings, 'level'),
      },
      envFrom: [Env.fromConfigMap(settings, 'APP_'), Env.fromSecret(passwords)],
      secretFiles: { '/run/secrets/db/password': { secret: passwords, key: 'admin' } },
      serviceAccount: ServiceAccount.fromServiceAccountName(this, 'Account', 'db-account'),
      imagePullSecrets: [Secret.fromSecretName(this, 'Registry', 'registry')],
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      resources: {
        cpu: { request: Cpu.millis(250), limit: Cpu.units(2) },
        memory: { request: Size.mebibytes(512), limit: Size.gibibytes(1) },
      },
    });
    app.addSidecarContainer({ name: 'exporter', image: 'exporter:1.0', env: { PASSWORD: passwords.envValue('admin') } });
  }
}
