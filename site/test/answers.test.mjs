/*
 * Opens the built site in a browser, searches it, and finds answers by links, from its first page on.
 * Usage: npm run build && npm test
 *
 * CHROMIUM is the path of the browser, by default /usr/bin/chromium, and BASE the base path with which the site was built, by default /.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const PORT = 4179;
let server, browser, page, home;

before(async () => {
  const options = ['--port', String(PORT), '--base', process.env.BASE ?? '/'];
  server = spawn('node_modules/.bin/vitepress', ['preview', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  home = await firstMatch(server.stdout, /http:\/\/localhost:\d+\S*/);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
});

after(async () => {
  await browser?.close();
  server?.kill();
});

async function firstMatch(stream, pattern) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const match = pattern.exec(text.replaceAll(/\u001b\[\d+m/g, ''));
    if (match) { return match[0].endsWith('/') ? match[0] : `${match[0]}/`; }
  }
  throw new Error(`the server ended: ${text}`);
}

const [MYSQL, KAFKA, ZOOKEEPER] = [1, 2, 3];

/** A link of the first page's table by its row, the column of a system, and its text. */
const inTable = (row, column, name) => () => page.getByRole('row', { name: row }).getByRole('cell').nth(column)
  .getByRole('link', { name, exact: true });
const link = name => () => page.locator('main').getByRole('link', { name, exact: true }).first();
/** A section in the outline of a page. */
const section = name => () => page.locator('.VPDocAsideOutline').getByRole('link', { name, exact: true });

/** The question, the links from the first page to the answer, and a text of the section to which they lead. */
const ANSWERS = [
  ['switch over to another member of MySQL', [inTable('another primary', MYSQL, 'Switch over')], 'primaryOrdinal'],
  ['replace the lost volume of a Kafka broker', [inTable('a lost volume', KAFKA, 'Replace a lost volume')], 'delete pvc'],
  ['replace a node that never comes back', [link('A lost node')], 'out-of-service'],
  ['connect an application to Kafka with TLS', [inTable('TLS of an application', KAFKA, 'Connect with TLS')], 'mountClientProperties'],
  ['see which pods an upgrade of the library rolls', [link('See which pods it rolls')], 'kubectl diff'],
  ['add members to ZooKeeper', [inTable('scale', ZOOKEEPER, 'Add')], 'replicas: 4'],
  ['restore a backup of MySQL', [inTable('back up, restore', MYSQL, 'Restore a backup')], 'create job'],
  ['react to the alert KafkaOfflinePartitions', [link('runbooks'), link('KafkaOfflinePartitions')], 'Mitigation'],
  ['understand the code [HistoriesDiverged] of a message', [link('errors'), section('Messages of pods and Jobs')], 'HistoriesDiverged'],
  ['deploy with Argo CD', [link('Deploy with Argo CD')], 'resourceTrackingMethod'],
  ['read the ordinal of a pod in a container', [link('environments'), section('Ordinal and pod name')], 'POD_INDEX'],
  ['change a password of MySQL', [inTable('passwords', MYSQL, 'Change a password')], 'ALTER USER'],
];

for (const [question, path, text] of ANSWERS) {
  test(`at most two clicks lead to the answer: ${question}`, async () => {
    assert.ok(path.length <= 2);
    await page.goto(home);
    for (const next of path) { await next().click(); }

    await page.waitForFunction(isInView, text, { timeout: 15_000 });
  });
}

/** In the page: whether the section that the address names has the text, or the page if it names none. */
function isInView(text) {
  const heading = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!heading) { return document.querySelector('main').textContent.includes(text); }
  const ends = part => /^H[1-6]$/.test(part.tagName) && part.tagName <= heading.tagName;
  const parts = [];
  for (let part = heading.nextElementSibling; part && !ends(part); part = part.nextElementSibling) { parts.push(part.textContent); }
  return parts.join('\n').includes(text);
}

/** A word that a reader types, and the page or section that the first results have. */
const SEARCHES = [
  ['clone', 'Clone a replica again'],
  ['unclean election', 'Elect leaders for partitions without a leader'],
  ['HistoriesDiverged', 'HistoriesDiverged'],
  ['firstBoot', 'First boot'],
];

for (const [words, title] of SEARCHES) {
  test(`the search for "${words}" finds "${title}"`, async () => {
    await page.goto(home);
    await page.locator('.VPNavBarSearch button').first().click();
    await page.locator('#localsearch-input').fill(words);
    const result = page.locator('#localsearch-list a').filter({ hasText: title }).first();
    await result.click({ timeout: 10_000 });

    await page.locator('main').getByRole('heading', { name: title }).first().waitFor({ state: 'visible', timeout: 10_000 });
  });
}

test('diagrams are drawn', async () => {
  await page.goto(`${home}presets/mysql/`);

  await page.locator('.mermaid svg').first().waitFor({ state: 'visible', timeout: 20_000 });
});
