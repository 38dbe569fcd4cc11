// Flows × stand-ins: `node stand-ins.mjs PROGRAM` starts each stand-in, runs every flow and then Scrip's own client, a step a
// line, and prints the table.
//
// Those that listen on every address of the machine run in a network namespace of their own, together with their runner, or
// not at all. Real Stripe in test mode is a row where SCRIP_STRIPE_TEST_KEY holds a key.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENDS, bent } from './bend.mjs';
import { close, counts, endpoint, standIn } from './harness.mjs';
import { CLIENT_LACKS, FLOWS, LACKS, STEPS, client } from './shared.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '../../..');
const PORT = 8420;
/** The test in crates/server that walks Scrip's client through its steps. */
const CLIENT_TEST = 'payments::stripe::stand_ins::the_client_does_what_a_stand_in_can';
const ROW_MS_MAX = 240_000;
const TOKENS = { visa: 'pm_card_visa', 'declined later': 'pm_card_chargeCustomerFail', '3d secure': 'pm_card_authenticationRequired', disputed: 'pm_card_createDispute' };

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const eventually = async (look, is) => {
  for (let tries = 0; tries < 40; tries += 1) {
    const seen = await look();
    if (is(seen)) return seen;
    await pause(250);
  }
  throw new Error('it did not come about within ten seconds');
};
const answers = async (url) => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(url).then(() => true, () => false)) return;
    await pause(100);
  }
  throw new Error(`nothing answers on ${url}`);
};
const form = async (url, params) => {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(params), redirect: 'manual' });
  if (![200, 302, 303].includes(answer.status)) throw new Error(`the page answered ${answer.status}`);
};
const tokens = async (name) => TOKENS[name];

/** How each is started, and what is its own: cards, the page, webhooks. */
const STAND_INS = {
  'fake-stripe': {
    start: async (binary) => {
      const { url, key } = await standIn(binary);
      const pay = (session) => form(session.url, { cardNumber: '4242424242424242', cardExpiry: '12 / 34', cardCvc: '123', email: 'a@b.example' });
      const shop = async () => {
        const shop = await endpoint();
        const made = await client({ url, key }).ok('POST', 'webhook_endpoints', { url: shop.url, 'enabled_events[]': '*' });
        return { shop, secret: made.secret };
      };
      return { url, key, card: tokens, pay, shop, hasSessions: true };
    },
  },
  emulate: {
    isOpen: true,
    start: async () => {
      const { createEmulator } = await import('emulate');
      const [shop, secret] = [await endpoint(), 'whsec_emulated'];
      const seed = { stripe: { webhooks: [{ url: shop.url, events: ['*'], secret }] } };
      const made = await createEmulator({ service: 'stripe', port: PORT, seed });
      const pay = (session) => form(session.url.replace(/\/$/, '') + '/complete', { email: 'a@b.example' });
      const url = await bent(made.url, BENDS.emulate);
      return { url, key: 'sk_test_emulated', card: tokens, pay, shop: async () => ({ shop, secret }), hasSessions: true };
    },
  },
  localstripe: {
    isOpen: true,
    program: path.join(ROOT, '.tools/python/bin/localstripe'),
    start: async () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'localstripe-'));
      const child = spawn(STAND_INS.localstripe.program, ['--port', String(PORT), '--from-scratch'], { cwd: folder, stdio: 'ignore' });
      process.on('exit', () => {
        child.kill();
        fs.rmSync(folder, { recursive: true, force: true });
      });
      const [url, key] = [`http://127.0.0.1:${PORT}`, 'sk_test_12345'];
      await answers(url);
      const numbers = { visa: '4242424242424242', 'declined later': '4000000000000341', '3d secure': '4000002760003184', disputed: '4000000000000259' };
      const card = async (name) => {
        const params = { type: 'card', 'card[number]': numbers[name], 'card[exp_month]': '12', 'card[exp_year]': '2034', 'card[cvc]': '123' };
        return (await client({ url, key }).ok('POST', 'payment_methods', params)).id;
      };
      const shop = async () => {
        const [shop, secret] = [await endpoint(), 'whsec_local'];
        await form(`${url}/_config/webhooks/shop`, { url: shop.url, secret });
        return { shop, secret };
      };
      const pay = async () => {
        throw new Error('there is no page');
      };
      return { url: await bent(url, BENDS.localstripe), key, card, pay, shop, hasNumbers: true };
    },
  },
  'stripe (test mode)': {
    start: async () => {
      const unreached = (what) => async () => {
        throw new Error(`${what} needs a person in a browser, or an address that the world reaches`);
      };
      return { url: 'https://api.stripe.com', key: process.env.SCRIP_STRIPE_TEST_KEY, card: tokens, pay: unreached('the page'), shop: unreached('a webhook') };
    },
  },
};

/** Why a row is not run, if it is not. */
function reason(name) {
  const { isOpen, program } = STAND_INS[name];
  if (name === 'stripe (test mode)' && !process.env.SCRIP_STRIPE_TEST_KEY?.startsWith('sk_test_')) {
    return 'SCRIP_STRIPE_TEST_KEY holds no key of test mode';
  }
  if (program && !fs.existsSync(program)) return `${path.relative(ROOT, program)} is not there: run scripts/install.sh test`;
  if (isOpen && spawnSync('unshare', ['--net', '--map-root-user', 'ip', 'link', 'set', 'lo', 'up']).status !== 0) {
    return 'it listens on every address, and this machine makes no network namespace for it';
  }
  return undefined;
}

/** The row in a process of its own: a line of JSON a flow. */
function row(name, binary, tests) {
  const again = [process.execPath, fileURLToPath(import.meta.url), binary, name, tests];
  const [program, ...args] = STAND_INS[name].isOpen
    ? ['unshare', '--net', '--map-root-user', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...again]
    : again;
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: ROW_MS_MAX, maxBuffer: 1 << 24 });
  const lines = done.stdout.split('\n').filter((line) => line.startsWith('{"flow"')).map((line) => JSON.parse(line));
  return { results: new Map(lines.map((line) => [line.flow, line.error])), said: done.stderr };
}

/** The server's tests as a program. Of the whole workspace, so that what the stage of tests built serves here too. */
function built() {
  const args = ['test', '--locked', '--workspace', '--lib', '--no-run', '--message-format', 'json'];
  const done = spawnSync('cargo', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = done.stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const made = lines.filter((line) => line.executable && line.target?.name === 'scrip_server');
  if (done.status !== 0 || made.length === 0) throw new Error('the server\'s tests do not build');
  return made.at(-1).executable;
}

/** Scrip's own client: the test prints a line a step, and fails where it is not as the table says. */
async function walked(tests, { url, key, hasNumbers = false }, name) {
  const place = { url, key, has_numbers: hasNumbers, lacks: Object.keys(CLIENT_LACKS[name]) };
  const env = { ...process.env, SCRIP_STAND_IN: JSON.stringify(place) };
  const child = spawn(tests, [CLIENT_TEST, '--exact', '--nocapture'], { env });
  let said = '';
  child.stdout.on('data', (bytes) => (said += bytes));
  child.stderr.on('data', (bytes) => (said += bytes));
  const code = await new Promise((resolve) => child.on('close', resolve));
  for (const line of said.split('\n').filter((line) => line.startsWith('step\t'))) {
    const [, step, error] = line.split('\t');
    console.log(JSON.stringify({ flow: `client: ${step}`, error: error || null }));
  }
  if (code !== 0) console.error(said.slice(-1_500));
}

async function alone(name, binary, tests) {
  const at = await STAND_INS[name].start(binary);
  const calls = client(at);
  for (const [flow, run] of Object.entries(FLOWS)) {
    let error = null;
    try {
      await run(calls, { ...at, eventually });
    } catch (thrown) {
      error = String(thrown?.message ?? thrown).split('\n').slice(0, 12).join(' ').slice(0, 240);
    }
    console.log(JSON.stringify({ flow, error }));
  }
  await walked(tests, at, name);
  process.exit(0);
}

function table(binary) {
  const [cells, tests] = [{}, built()];
  const flows = [...Object.keys(FLOWS), ...STEPS.map((step) => `client: ${step}`)];
  const lacks = (name) => ({ ...LACKS[name], ...Object.fromEntries(Object.entries(CLIENT_LACKS[name]).map(([step, why]) => [`client: ${step}`, why])) });
  for (const name of Object.keys(STAND_INS)) {
    const why = reason(name);
    cells[name] = {};
    if (why) console.log(`skipped ${name}: ${why}`);
    const { results, said } = why ? { results: new Map() } : row(name, binary, tests);
    for (const flow of flows) {
      const [error, lack] = [results.get(flow), lacks(name)[flow]];
      let cell = 'does';
      if (why) cell = 'skipped';
      else if (error === undefined) cell = `FAILED: it was not run: ${said.slice(-300)}`;
      else if (lack && error === null) cell = `FAILED: it can do this now; the table says "${lack}"`;
      else if (lack) cell = `lacks: ${lack}`;
      else if (error !== null) cell = `FAILED: ${error}`;
      cells[name][flow] = cell;
      if (cell.startsWith('FAILED')) counts.failed += 1;
      else if (cell === 'does') counts.passed += 1;
      else counts.skipped += 1;
    }
  }
  for (const flow of flows) {
    console.log(`\n${flow}`);
    for (const name of Object.keys(STAND_INS)) console.log(`  ${name.padEnd(20)} ${cells[name][flow]}`);
  }
}

const [binary, name, tests] = process.argv.slice(2);
if (name) await alone(name, binary, tests);
else {
  table(binary);
  console.log('\nA flow that a stand-in lacks is counted as skipped: it is run, and must fail.');
  close();
}
