// What a visitor does with the pages of `relata serve`, done in a real browser. Whatever a page complains of, or asks of elsewhere, fails its test.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { NARROW, WIDE, newPage, noSideScroll } from './browser.mjs';

const axe = createRequire(import.meta.url)('axe-core');
const { SERVER, HOSTILE, SHOTS } = process.env;

async function open(address, { server = SERVER, javaScriptEnabled = true, ...options } = {}) {
  const page = await newPage((url) => url.startsWith(server), { javaScriptEnabled, acceptDownloads: true, ...options });
  page.setDefaultTimeout(60_000);
  await page.goto(server + address, { timeout: 60_000 });
  if (javaScriptEnabled) await page.waitForSelector('html.ready');
  return page;
}

test('an actor is found by keys alone, and its page tells when, what and whom', async () => {
  const page = await open('/');
  await page.keyboard.press('/');
  await page.keyboard.type('qat');
  const box = page.getByRole('combobox', { name: 'Actor or article' });
  await page.getByRole('option').first().waitFor();
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.match(await page.getByRole('option').first().innerText(), /Qatar/u);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/actor\/qatar$/u);
  assert.equal(await page.locator('h1').innerText(), 'Qatar');
  assert.ok(await page.locator('.events li').count() > 3);
  const all = await page.locator('.events li').count();
  const bar = page.locator('.timeline a').first();
  await bar.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#e\d+$/u);
  assert.equal(await page.locator('.events li:target').count(), 1);
  const tie = page.locator('.ties dd .number').first();
  const number = Number(await tie.innerText());
  await tie.click();
  await page.waitForURL(/type=/u);
  const narrowed = await page.locator('.events li').count();
  assert.ok(narrowed >= number && narrowed < all, `${number} ${narrowed} ${all}`);
});

test('a search without a choice, and one that finds nobody', async () => {
  const page = await open('/?q=nobody+of+this+name');
  assert.match(await page.locator('main').innerText(), /Nobody of that name is here/u);
  await page.locator('#q').fill('china');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=china/u);
  assert.ok(await page.getByRole('link', { name: 'China', exact: true }).count() > 0);
});

test('an article is read with cards, by mouse and by keys', async () => {
  const page = await open('/');
  await page.locator('section:last-of-type .list a').first().click();
  await page.waitForSelector('.reader.lively');
  const text = await page.locator('.reader .text').innerText();
  const mention = page.locator('.text .span:not(.kind-event)').first();
  await mention.focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog');
  assert.match(await card.innerText(), /mentioned by/u);
  assert.equal(await mention.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  assert.ok(await card.isHidden());
  assert.ok(await mention.evaluate((element) => element === document.activeElement), 'the focus comes back');
  await page.locator('.text .kind-event').first().click();
  assert.match(await card.innerText(), /Who[^]*Whom[^]*Told as/u);
  await page.mouse.click(5, 5);
  assert.ok(await card.isHidden());
  assert.equal(await page.locator('.reader .text').innerText(), text);
});

test('a query is completed, coloured, asked and answered; mistakes are explained', async () => {
  const page = await open('/query', { expected: /status of 400/u });
  const field = page.getByLabel('Query', { exact: true });
  await field.fill('');
  await field.pressSequentially('SELECT ?a ?b { ?a accu');
  await page.getByRole('option', { name: /rel:accused/u }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await field.pressSequentially(' ?b }');
  assert.equal(await field.inputValue(), 'SELECT ?a ?b { ?a rel:accused ?b }');
  assert.equal(await page.locator('.t-keyword').first().innerText(), 'SELECT');
  assert.equal(await page.locator('.code pre').evaluate((pre) => pre.textContent), `${await field.inputValue()}\n`);
  const heights = await page.locator('.code').evaluate((code) => [...code.children].map((child) => child.scrollHeight));
  assert.equal(heights[0], heights[1], 'colours stand where the letters are');
  await page.keyboard.press('Control+Enter');
  await page.locator('.answer table').waitFor();
  assert.deepEqual(await page.locator('.answer th').allInnerTexts(), ['a', 'b']);
  assert.match(await page.locator('.answer td a').first().getAttribute('href'), /^\/actor\//u);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
  assert.match(readFileSync(await download.path(), 'utf8'), /^a,b\r?\n/u);
  await field.fill('CONSTRUCT WHERE { ?a rel:accused ?b }');
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.locator('.answer pre').waitFor();
  await field.fill('ASK { ?a rel:accused ?b }');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Yes', { exact: true }).waitFor();
  await field.fill('SELECT nonsense');
  await page.keyboard.press('Control+Enter');
  await page.locator('.problem').waitFor();
  assert.ok((await page.locator('.problem').innerText()).length > 10);
  const examples = await page.locator('.examples a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(examples.length > 3);
  await page.goto(SERVER + examples[0]);
  await page.locator('.downloads').waitFor();
  assert.equal(await page.locator('.problem').count(), 0);
});

test('what is pasted is read at once, and cannot run', async () => {
  const page = await open('/read');
  await page.getByLabel('Text of an article').fill('Poland accused Russia of sabotage. <img src=x onerror="window.broken=1"></textarea><script>window.broken=2</script>');
  await page.locator('#reading .events li').first().waitFor();
  assert.match(await page.locator('#reading .events').innerText(), /Poland\s+accusation\s+Russia/u);
  await page.locator('#reading .text .kind-event').first().click();
  assert.match(await page.getByRole('dialog').innerText(), /accusation[^]*Poland[^]*Russia/u);
  assert.equal(await page.evaluate(() => window.broken), undefined);
});

test('the explorer draws the network of the server', async () => {
  const page = await open('/network#actor=qatar');
  assert.equal(await page.locator('.side .card h2').innerText(), 'Qatar');
  assert.ok(await page.locator('.event').count() > 3);
  await page.getByRole('link', { name: 'SPARQL' }).click();
  await page.waitForURL(/\/query$/u);
});

test('everything can be read and used without scripts', async () => {
  const page = await open('/', { javaScriptEnabled: false });
  await page.locator('#q').fill('qatar');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'Qatar', exact: true }).first().click();
  await page.locator('.events li blockquote footer a').first().click();
  await page.locator('a.said').first().click();
  assert.equal(await page.locator('.events li:target').count(), 1);
  await page.goto(`${SERVER}/read`);
  await page.getByLabel('Text of an article').fill('Poland accused Russia of sabotage.');
  await page.getByRole('button', { name: 'Read' }).click();
  assert.match(await page.locator('#reading').innerText(), /Poland Accusation Russia/u);
  await page.goto(`${SERVER}/network`);
  assert.match(await page.locator('noscript, #explorer').first().innerText(), /./u);
});

test('names, headlines and sentences that try to break out stay text', async () => {
  const query = encodeURIComponent('SELECT * { ?who rdfs:label ?name } LIMIT 100');
  const addresses = ['/', '/?q=script', '/actor/script', '/actor/image', '/actor/bidi', '/actor/wide', '/actor/object', '/actor/empty', '/article/hostile.txt', `/query?query=${query}`, '/network'];
  for (const viewport of [WIDE, NARROW]) {
    const page = await open(addresses[0], { viewport, server: HOSTILE });
    for (const address of addresses) {
      await page.goto(HOSTILE + address);
      await page.waitForSelector('html.ready');
      if (address.startsWith('/article')) {
        await page.waitForSelector('.reader.lively');
        assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
        if (await page.locator('.text .span').count()) await page.locator('.text .span').first().click();
      }
      if (address.startsWith('/query')) {
        await page.getByRole('button', { name: 'Ask' }).click();
        await page.locator('.answer table').waitFor();
      }
      if (address === '/') {
        await page.locator('#q').fill('script');
        await page.getByRole('option').first().waitFor();
      }
      assert.equal(await page.evaluate(() => window.broken), undefined, address);
      assert.equal(await page.locator('img, main script').count(), 0, address);
      await noSideScroll(page);
    }
  }
});

for (const colorScheme of ['light', 'dark']) {
  for (const [size, viewport] of [['wide', WIDE], ['narrow', NARROW]]) {
    test(`nothing is amiss, ${size} and ${colorScheme}`, async () => {
      const page = await open('/', { viewport, colorScheme });
      const article = await page.locator('section:last-of-type .list a').first().getAttribute('href');
      for (const [name, address] of [['home', '/'], ['actor', '/actor/qatar'], ['article', article], ['query', '/query?example=met'], ['read', '/read'], ['network', '/network']]) {
        await page.goto(SERVER + address);
        await page.waitForSelector('html.ready');
        if (name === 'article') {
          await page.waitForSelector('.reader.lively');
          await page.locator('.text .kind-event').first().click();
        }
        if (name === 'read') {
          await page.getByLabel('Text of an article').fill('Poland accused Russia of sabotage on 4 May 2024. Berlin said that it had met the Polish envoys.');
          await page.locator('#reading .events li').first().waitFor();
        }
        if (name === 'query') {
          await page.getByRole('button', { name: 'Ask' }).click();
          await page.locator('.downloads').waitFor();
        }
        await noSideScroll(page);
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/serve-${name}-${size}-${colorScheme}.png` });
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }));
        assert.deepEqual(violations.map(({ id, nodes }) => [name, id, nodes.slice(0, 3).map((node) => node.html)]), []);
      }
    });
  }
}
