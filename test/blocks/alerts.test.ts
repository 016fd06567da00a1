import { Duration, Size } from 'cdk8s';
import { AlertRule } from 'cdk8s-stateful-app';
import { render, Rendered } from '../support/render';

const RULE: AlertRule = {
  name: 'RedisDown', severity: 'critical', expression: 'redis_up == 0', summary: 'Redis is down.', description: 'Reads fail.',
};
const claims = { data: { size: Size.gibibytes(1), mountPath: '/data' } };
const rulesOf = (rendered: Rendered, name?: string) => rendered.one('PrometheusRule', name).spec.groups[0].rules;

test('an alert has the labels by which Alertmanager routes it, and links to its runbook', () => {
  const rendered = render({}, 'shop');
  const rule = rendered.app.addAlerts({
    rules: [{ ...RULE, holdsFor: Duration.minutes(2) }, { ...RULE, name: 'RedisGone', runbookUrl: 'https://wiki.example.com/gone' }],
    labels: { release: 'prometheus' },
    alertLabels: { team: 'shop' },
    runbookUrl: 'https://runbooks.example.com',
  });

  expect(rule.name).toBe('redis');
  expect(rendered.one('PrometheusRule').metadata.labels).toMatchObject({ release: 'prometheus' });
  expect(rulesOf(rendered)).toEqual([
    {
      alert: 'RedisDown',
      expr: 'redis_up == 0',
      for: '2m',
      labels: { severity: 'critical', namespace: 'shop', statefulset: 'redis', team: 'shop' },
      annotations: { summary: 'Redis is down.', description: 'Reads fail.', runbook_url: 'https://runbooks.example.com/RedisDown' },
    },
    {
      alert: 'RedisGone',
      expr: 'redis_up == 0',
      labels: expect.anything(),
      annotations: expect.objectContaining({ runbook_url: 'https://wiki.example.com/gone' }),
    },
  ]);
});

test('alerts without a base of runbooks have no link', () => {
  const rendered = render({}, 'shop');
  rendered.app.addAlerts({ rules: [RULE] });

  expect(rulesOf(rendered)[0].annotations).toEqual({ summary: 'Redis is down.', description: 'Reads fail.' });
});

test('a suffix separates the alerts of one team from those of another', () => {
  const rendered = render({}, 'shop');
  rendered.app.addAlerts({ rules: [RULE] });
  rendered.app.addAlerts({ rules: [{ ...RULE, name: 'CartSlow' }], suffix: 'cart' });

  expect(rulesOf(rendered, 'redis')[0].alert).toBe('RedisDown');
  expect(rulesOf(rendered, 'redis-cart')[0].alert).toBe('CartSlow');
});

test('matchers restrict a metric to the pods and volumes of the set', () => {
  const { app } = render({ claims: { ...claims, log: { size: Size.gibibytes(1), mountPath: '/log' } } }, 'shop');

  expect(app.podMatchers).toBe('namespace="shop",pod=~"redis-[0-9]+"');
  expect(app.claimMatchers).toBe('namespace="shop",persistentvolumeclaim=~"(data|log)-redis-[0-9]+"');
});

test('the common alerts are those that the set can have: for metrics with metrics, for volumes with claims', () => {
  const names = (rendered: Rendered) => rendered.app.commonAlerts({ system: 'Redis' }).map(({ name }) => name);
  const measured = render({ claims }, 'shop');
  measured.app.addMetrics({ port: 9121 });

  expect(names(render({}, 'shop'))).toEqual(['RedisNotReady']);
  expect(names(measured)).toEqual(['RedisMetricsMissing', 'RedisNotReady', 'RedisVolumeFilling', 'RedisVolumeAlmostFull']);
});

test('the common alerts take the times of the system', () => {
  const { app } = render({ claims }, 'shop');
  const [notReady, filling] = app.commonAlerts({ system: 'Redis', startTime: Duration.hours(1), volumeTrend: Duration.days(2) });

  expect(notReady.holdsFor?.toMinutes()).toBe(60);
  expect(filling.expression).toContain('[2d], 24 * 3600) < 0');
});
