import { idOf, membersOf } from './zookeeper-config';
import { ResolvedZooKeeperProps } from './zookeeper-defaults';
import { QuorumSecurity } from './zookeeper-security';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';

/** A name with two dots or more, without one at its end. */
const QUALIFIED = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?){2,}$/;

/** A new member needs the votes of most servers of the old ensemble and of the new one. */
const SMALLEST = 3;

export function checkSource(props: ResolvedZooKeeperProps, errors: Errors): void {
  const { source, firstBoot, adopt, removeLastMember, tls, authentication } = props;
  if (source === undefined) { return; }
  const lowest = idOf(membersOf(props) - 1);
  const isServer = ([id, host]: [string, unknown]) => isIntegerIn(Number(id), 0, lowest - 1) && typeof host === 'string'
    && QUALIFIED.test(host);
  const servers = Object.entries(source.servers);
  const wrong = servers.filter(server => !isServer(server));
  if (wrong.length > 0 || servers.length === 0) {
    errors.add('EnsembleSourceInvalid', {
      rule: `source must have servers with ids from 0 to ${lowest - 1}, because members have those from ${lowest} on, and with fully `
        + 'qualified hosts, because members and servers can be in different namespaces',
      got: servers.length === 0 ? source.servers : Object.fromEntries(wrong),
      remedy: 'use { 1: \'shop-zookeeper-0.shop-zookeeper-headless.shop.svc.cluster.local\' }, or remove source when no server is left',
    });
  }
  if (servers.length > 0 && membersOf(props) + servers.length < SMALLEST) {
    errors.add('EnsembleSourceTooSmall', {
      rule: `source and replicas must have ${SMALLEST} servers or more, because members cannot join a standalone server`,
      got: `${servers.length} of source, ${membersOf(props)} members`,
      remedy: 'adopt the volume of a standalone server with ZooKeeperAdoption.bitnami() instead',
    });
  }
  for (const [prop, value] of Object.entries({ firstBoot, adopt, removeLastMember })) {
    if (value) {
      errors.add('EnsembleSourceNotAlone', {
        rule: `${prop} must not be used with source, because the data comes from the ensemble that the members join`,
        got: prop === 'adopt' ? 'ZooKeeperAdoption.bitnami()' : value,
        remedy: `remove ${prop}`,
      });
    }
  }
  const { REQUIRED, ACCEPTED } = QuorumSecurity;
  for (const [prop, quorum] of Object.entries({
    'tls.quorum': tls && (tls.quorum ?? REQUIRED),
    'authentication.quorum': authentication?.quorumPassword && (authentication.quorum ?? REQUIRED),
  })) {
    if (quorum !== undefined && quorum !== ACCEPTED) {
      errors.add('EnsembleSourceSecured', {
        rule: `${prop} must be accepted with source, because the servers of source connect without encryption and passwords`,
        got: quorum,
        remedy: 'use QuorumSecurity.ACCEPTED until no server of source is left, and then the other steps',
      });
    }
  }
}
