// The browser of a test file, and its pages: what any of them complained of fails the test that opened it.

import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { chromium } from 'playwright-core';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

let browser;
let opened = [];
before(async () => { browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS }); });
after(() => browser.close());
afterEach(async () => {
  const trouble = opened.flatMap((page) => page.trouble);
  for (const page of opened) await page.context().close();
  opened = [];
  assert.deepEqual(trouble, []);
});

/**
 * A page in a context of its own, which keeps account of errors, dialogs, what the console says and is not `expected`,
 * and requests whose address is not `own`.
 */
export async function newPage(own, { expected = /^$/u, ...options } = {}) {
  const context = await browser.newContext({ viewport: WIDE, colorScheme: 'light', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.trouble = [];
  page.on('console', (message) => { if (!expected.test(message.text())) page.trouble.push(`console ${message.type()}: ${message.text()}`); });
  page.on('pageerror', (error) => page.trouble.push(`error: ${error.stack}`));
  page.on('dialog', (dialog) => { page.trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!own(request.url())) page.trouble.push(`request: ${request.url()}`); });
  opened.push(page);
  return page;
}

export const noSideScroll = async (page) =>
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page scrolls sideways');
