import { strict as assert } from 'node:assert';
import type { V1Secret } from '@kubernetes/client-node';
import { App, Chart } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, PostgreSqlDurability } from '../../../src';
import { PlanEffect } from '../../../src/plan/plan-step';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { expandableClass } from '../harness/storage-classes';
import type { Json } from '../plan/pair';
import { follow, has, larger, lineOf, podLabels, type PresetChange } from '../plan/preset-changes';
import { certificates } from '../postgresql/certificates';
import { accounts, postgresql, type Variation as PostgreSqlVariation } from '../postgresql/deployment';

const { NONE, RELOAD, ROLL, HANDS, DANGER } = PlanEffect;

interface Variation extends PostgreSqlVariation { readonly secrets: V1Secret[] }

const names = new Chart(new App(), 'names');
const certificate = Secret.fromSecretName(names, 'Server', 'postgresql-tls');
const clientCertificate = Secret.fromSecretName(names, 'Client', 'postgresql-client-tls');

/** Deploys the set, and makes the changes one after the other. */
async function prove(t: CaseContext, start: Variation, changes: PresetChange<Partial<Variation>>[]): Promise<void> {
  const manifestsOf = ({ secrets, ...variation }: Variation) => [...secrets, ...postgresql(t.namespace, variation)] as Json[];
  await t.apply(manifestsOf(start) as never);
  await t.until.setReady('postgresql', 300);
  assert.deepEqual(await follow(t, manifestsOf, start, changes), {});
}

/** A replica that cannot connect to the primary. */
const refused = (log: RegExp) => ({ pod: 'postgresql-2', container: 'postgresql', log });

clusterCase('a plan tells what each kind of change of PostgreSql does', { level: 'full', seconds: 2400 }, async t => {
  const [[first, client], [renewed]] = [certificates(4), certificates(4)];
  const endpoints = await t.cluster.core.readNamespacedEndpoints({ namespace: 'default', name: 'kubernetes' });
  const apiServer = NetworkPeer.cidr(`${endpoints.subsets?.[0].addresses?.[0].ip}/32`);
  const storageClassName = await expandableClass(t);
  const live = '/etc/patroni/live/first-boot';
  await prove(t, { secrets: [first, client, accounts()], tls: { certificate }, apiServer, storageClassName, podLabels }, [
    { title: 'first boot off', effect: RELOAD, to: { firstBoot: false }, reads: has(live, 'false') },
    {
      title: 'a renewed certificate',
      effect: RELOAD,
      to: { secrets: [renewed, client, accounts()] },
      reads: has('/run/secrets/postgresql-tls/tls.crt', lineOf(renewed)),
    },
    { title: 'no certificate', effect: ROLL, to: { tls: undefined } },
    { title: 'a certificate', effect: HANDS, to: { tls: { certificate } }, refused: refused(/does not support SSL/) },
    { title: 'a network policy', effect: RELOAD, to: { networkAccess: NetworkAccess.isolated() } },
    ...storageClassName === undefined ? [] : [larger],
    { title: 'a setting', effect: ROLL, to: { settings: { log_min_duration_statement: '1000' } } },
    { title: 'more connections', effect: ROLL, to: { maxConnections: 120 } },
    { title: 'fewer connections', effect: HANDS, to: { maxConnections: 100 } },
    { title: 'commits that no replica confirms', effect: DANGER, to: { durability: PostgreSqlDurability.asynchronous() } },
    { title: 'commits that a chosen replica confirms', effect: ROLL, to: { durability: PostgreSqlDurability.synchronous() } },
    { title: 'a further member', effect: NONE, to: { replicas: 4 } },
    { title: 'a member fewer', effect: HANDS, to: { replicas: 3 } },
    { title: 'an image', effect: ROLL, to: { image: 'localhost/postgres-backrest:18' } },
    { title: 'resources', effect: ROLL, to: { resources: { cpu: { request: Cpu.millis(20) } } } },
    { title: 'two members, whose commits no replica confirms', effect: DANGER, to: { replicas: 2, durability: undefined } },
    { title: 'first boot on again', effect: DANGER, to: { firstBoot: true }, reads: has(live, 'true') },
  ]);
});

clusterCase('a plan tells what certificates of the members of PostgreSql do', { level: 'full', seconds: 900 }, async t => {
  await prove(t, { secrets: [...certificates(3), accounts()], tls: { certificate }, podLabels }, [
    { title: 'certificates of the members', effect: ROLL, to: { tls: { certificate, clientCertificate } } },
    {
      title: 'no certificates of the members', effect: HANDS, to: { tls: { certificate } }, refused: refused(/requires a valid client cert/),
    },
  ]);
});
