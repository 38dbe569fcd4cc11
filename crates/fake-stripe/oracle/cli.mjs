// Stripe's official command line against the stand-in: its calls, and its own fixtures for the events that Scrip hears.
//
// Not to be had here: `stripe listen` (its relay is at Stripe), and the triggers of Checkout Sessions, which drive a
// page's inner API and the products that Scrip does not use. Sessions are checked with the SDK.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { skip, test } from './harness.mjs';

const TRIGGERS = [
  'customer.created', 'customer.deleted', 'payment_method.attached', 'payment_method.detached', 'payment_intent.succeeded',
  'payment_intent.payment_failed', 'payment_intent.requires_action', 'payment_intent.canceled', 'charge.succeeded',
  'charge.failed', 'charge.refunded', 'charge.dispute.created', 'charge.dispute.closed', 'setup_intent.succeeded',
];

export async function cli({ url }) {
  const binary = find();
  if (!binary) return skip('cli: all of it', `package.json names no program of @stripe/cli for ${os.platform()}-${os.arch()}`);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'stripe-cli-'));
  process.on('exit', () => fs.rmSync(home, { recursive: true, force: true }));
  // Told to speak to this machine alone, and to report nothing.
  const env = { PATH: process.env.PATH, HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
  const run = (...args) => {
    const where = ['--api-base', url, '--api-key', 'sk_test_000000000000000000000000', '--color', 'off'];
    const done = spawnSync(binary, [...args, ...where], { env, encoding: 'utf8', timeout: 60_000 });
    return { code: done.status, out: done.stdout, said: done.stdout + done.stderr };
  };
  const json = (...args) => {
    const done = run(...args);
    assert.equal(done.code, 0, done.said);
    return JSON.parse(done.out);
  };

  await test('cli: customers, payments and refunds by its own commands', () => {
    const customer = json('customers', 'create', '--email', 'cli@nova.example');
    assert.equal(json('get', `/v1/customers/${customer.id}`).email, 'cli@nova.example');
    const method = json('payment_methods', 'attach', 'pm_card_visa', '--customer', customer.id);
    const paid = json('payment_intents', 'create', '--amount', '1900', '--currency', 'usd', '--customer', customer.id,
      '--payment-method', method.id, '-d', 'confirm=true', '-d', 'off_session=true', '-d', 'metadata[order]=ord_1');
    assert.deepEqual([paid.status, paid.metadata.order], ['succeeded', 'ord_1']);
    assert.equal(json('refunds', 'create', '-d', `payment_intent=${paid.id}`, '--amount', '900').status, 'succeeded');
    assert.equal(json('get', '/v1/refunds', '-d', `payment_intent=${paid.id}`).data.length, 1);
  });

  await test('cli: an idempotency key has one effect', () => {
    const twice = () => json('post', '/v1/customers', '-d', 'name=Twice', '--idempotency', 'cli-1');
    assert.equal(twice().id, twice().id);
    assert.match(run('post', '/v1/customers', '-d', 'name=Other', '--idempotency', 'cli-1').said, /idempotency_error/);
  });

  await test('cli: a session is made and expired', () => {
    const session = json('post', '/v1/checkout/sessions', '-d', 'mode=payment', '-d', 'success_url=http://127.0.0.1:1/',
      '-d', 'line_items[0][quantity]=1', '-d', 'line_items[0][price_data][currency]=usd',
      '-d', 'line_items[0][price_data][unit_amount]=1900', '-d', 'line_items[0][price_data][product_data][name]=Credits');
    assert.equal(json('post', `/v1/checkout/sessions/${session.id}/expire`).status, 'expired');
  });

  for (const type of TRIGGERS) {
    await test(`cli: trigger ${type}`, async () => {
      const before = await events(url, type);
      const done = run('trigger', type);
      assert.equal(done.code, 0, done.said);
      assert.ok((await events(url, type)) > before, `no ${type} was told: ${done.said}`);
    });
  }
}

async function events(url, type) {
  const all = await (await fetch(`${url}/_control/objects?kind=event`)).json();
  return all.filter((event) => event.type === type).length;
}

/** The program inside of the package for this machine: what `@stripe/cli` itself would start. */
function find() {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`@stripe/cli-${os.platform()}-${os.arch()}/package.json`);
    return path.join(path.dirname(manifest), 'bin', 'stripe');
  } catch {
    return undefined;
  }
}
