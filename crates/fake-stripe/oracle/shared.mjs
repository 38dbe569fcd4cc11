// The part that every stand-in might share: a table of flows × stand-ins, driven through the HTTP calls that Scrip makes.
//
// `lacks` says what a stand-in cannot do; the flow is run all the same and must fail, so that the table stays true.
import assert from 'node:assert/strict';

/** Calls as Scrip makes them: form-encoded, with a bearer key and an idempotency key. */
export function client({ url, key }) {
  const send = async (method, path, form = {}, idempotency) => {
    const query = new URLSearchParams(form);
    const headers = { authorization: `Bearer ${key}` };
    if (method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded';
    if (idempotency) headers['idempotency-key'] = idempotency;
    const where = `${url}/v1/${path}${method === 'GET' && query.size > 0 ? `?${query}` : ''}`;
    const answer = await fetch(where, { method, headers, body: method === 'POST' ? query : undefined, signal: AbortSignal.timeout(15_000) });
    const body = await answer.text();
    return { status: answer.status, headers: answer.headers, body: body.startsWith('{') ? JSON.parse(body) : {}, text: body };
  };
  const ok = async (...args) => {
    const answer = await send(...args);
    assert.equal(answer.status, 200, `${args.slice(0, 2).join(' ')}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.body;
  };
  return { send, ok };
}

let number = 0;
const fresh = (what) => `shared-${process.pid}-${Date.now()}-${(number += 1)}-${what}`;

const open = async ({ ok }) => ok('POST', 'checkout/sessions', {
  mode: 'payment',
  'payment_method_types[0]': 'card',
  'line_items[0][quantity]': '2',
  'line_items[0][price_data][currency]': 'usd',
  'line_items[0][price_data][unit_amount]': '1900',
  'line_items[0][price_data][product_data][name]': '1,000 credits',
  client_reference_id: 'ord_1',
  'metadata[order]': 'ord_1',
  'payment_intent_data[setup_future_usage]': 'off_session',
  'payment_intent_data[metadata][order]': 'ord_1',
  success_url: 'http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1:1/back',
}, fresh('session'));

/** A customer with that test card saved. */
async function saved({ ok }, { card }, name) {
  const customer = await ok('POST', 'customers', { email: 'nina@nova.example', 'metadata[account]': 'nova-studio' }, fresh('customer'));
  const method = await card(name);
  const attached = await ok('POST', `payment_methods/${method}/attach`, { customer: customer.id }, fresh('attach'));
  return { customer: customer.id, payment_method: attached.id };
}

const payment = (who) => ({
  amount: '1900',
  currency: 'usd',
  'payment_method_types[0]': 'card',
  description: '1,000 credits',
  confirm: 'true',
  off_session: 'true',
  'metadata[order]': 'ord_1',
  ...who,
});

async function paid(calls, at) {
  const done = await calls.ok('POST', 'payment_intents', payment(await saved(calls, at, 'visa')), fresh('pay'));
  assert.deepEqual([done.status, done.amount, done.currency, done.metadata.order], ['succeeded', 1900, 'usd', 'ord_1']);
  return done;
}

/** Name and what is done; `at` is the row of the stand-in. */
export const FLOWS = {
  'a customer is made and read': async (calls) => {
    const made = await calls.ok('POST', 'customers', { email: 'nina@nova.example', 'metadata[account]': 'nova-studio' }, fresh('customer'));
    assert.equal((await calls.ok('GET', `customers/${made.id}`)).metadata.account, 'nova-studio');
  },
  'a session is opened with the order in it': async (calls) => {
    const made = await open(calls);
    const read = await calls.ok('GET', `checkout/sessions/${made.id}`);
    assert.match(read.url, /^https?:/);
    assert.deepEqual([read.status, read.payment_status, read.metadata.order], ['open', 'unpaid', 'ord_1']);
  },
  'a session names its total and the shop\'s reference': async (calls) => {
    const made = await open(calls);
    assert.deepEqual([made.client_reference_id, made.amount_total, made.currency], ['ord_1', 3800, 'usd']);
  },
  'a session is paid on its page': async (calls, at) => {
    const made = await open(calls);
    await at.pay(made);
    const read = await calls.ok('GET', `checkout/sessions/${made.id}`);
    assert.deepEqual([read.status, read.payment_status], ['complete', 'paid']);
  },
  'a paid session leads to its payment and its card': async (calls, at) => {
    const made = await open(calls);
    await at.pay(made);
    const read = await calls.ok('GET', `checkout/sessions/${made.id}`, { 'expand[]': 'payment_intent' });
    const { payment_intent: intent } = read;
    assert.deepEqual([intent.status, intent.amount_received, intent.metadata.order], ['succeeded', 3800, 'ord_1']);
    assert.equal((await calls.ok('GET', `payment_methods/${intent.payment_method}`)).card.last4, '4242');
  },
  'a session is expired': async (calls) => {
    const made = await open(calls);
    assert.equal((await calls.ok('POST', `checkout/sessions/${made.id}/expire`, {}, fresh('expire'))).status, 'expired');
  },
  'a saved card is charged without its holder': async (calls, at) => {
    await paid(calls, at);
  },
  'a declined card says so and leaves the intent unpaid': async (calls, at) => {
    const who = await saved(calls, at, 'declined later');
    const { status, body } = await calls.send('POST', 'payment_intents', payment(who), fresh('pay'));
    assert.deepEqual([status, body.error.code], [402, 'card_declined']);
  },
  'a decline is a card error that carries the intent': async (calls, at) => {
    const who = await saved(calls, at, 'declined later');
    const { body } = await calls.send('POST', 'payment_intents', payment(who), fresh('pay'));
    assert.deepEqual([body.error.type, body.error.payment_intent?.status], ['card_error', 'requires_payment_method']);
  },
  'a card that wants its holder falls back': async (calls, at) => {
    const who = await saved(calls, at, '3d secure');
    const { status, body } = await calls.send('POST', 'payment_intents', payment(who), fresh('pay'));
    // Either is right: the bank asks, or says that nobody was there to be asked.
    assert.equal(status === 402 ? body.error.code : body.status, status === 402 ? 'authentication_required' : 'requires_action');
  },
  'a card is detached': async (calls, at) => {
    const who = await saved(calls, at, 'visa');
    await calls.ok('POST', `payment_methods/${who.payment_method}/detach`, {}, fresh('detach'));
    const left = await calls.ok('GET', 'payment_methods', { customer: who.customer, type: 'card' });
    assert.deepEqual(left.data, []);
  },
  'the same key charges once': async (calls, at) => {
    const form = payment(await saved(calls, at, 'visa'));
    const key = fresh('pay');
    const first = await calls.ok('POST', 'payment_intents', form, key);
    const again = await calls.send('POST', 'payment_intents', form, key);
    assert.deepEqual([again.status, again.body.id, again.headers.get('idempotent-replayed')], [200, first.id, 'true']);
  },
  'the same key with other parameters is refused': async (calls, at) => {
    const form = payment(await saved(calls, at, 'visa'));
    const key = fresh('pay');
    await calls.ok('POST', 'payment_intents', form, key);
    const { status, body } = await calls.send('POST', 'payment_intents', { ...form, amount: '2000' }, key);
    assert.deepEqual([status, body.error?.type], [400, 'idempotency_error']);
  },
  'a payment is read again': async (calls, at) => {
    const done = await paid(calls, at);
    assert.equal((await calls.ok('GET', `payment_intents/${done.id}`)).status, 'succeeded');
  },
  'payments are listed by customer': async (calls, at) => {
    const done = await paid(calls, at);
    const listed = await calls.ok('GET', 'payment_intents', { customer: done.customer });
    assert.ok(listed.data.some((intent) => intent.id === done.id));
  },
  'a part is refunded': async (calls, at) => {
    const done = await paid(calls, at);
    const refund = await calls.ok('POST', 'refunds', { payment_intent: done.id, amount: '900', 'metadata[order]': 'ord_1' }, fresh('refund'));
    assert.deepEqual([refund.status, refund.amount], ['succeeded', 900]);
    assert.equal((await calls.ok('GET', `refunds/${refund.id}`)).metadata.order, 'ord_1');
  },
  'more than was paid is not refunded': async (calls, at) => {
    const done = await paid(calls, at);
    const { status, body } = await calls.send('POST', 'refunds', { payment_intent: done.id, amount: '1901' }, fresh('refund'));
    assert.deepEqual([status, body.error?.type], [400, 'invalid_request_error']);
    await calls.ok('POST', 'refunds', { payment_intent: done.id, amount: '1900' }, fresh('refund'));
  },
  'a dispute is read': async (calls, at) => {
    const who = await saved(calls, at, 'disputed');
    const done = await calls.ok('POST', 'payment_intents', payment(who), fresh('pay'));
    const listed = await at.eventually(() => calls.ok('GET', 'disputes', { payment_intent: done.id }), (list) => list.data.length === 1);
    assert.equal(listed.data[0].status, 'needs_response');
  },
  'events are listed': async (calls, at) => {
    const done = await paid(calls, at);
    const listed = await calls.ok('GET', 'events', { type: 'payment_intent.succeeded', limit: '100' });
    const event = listed.data.find((event) => event.data.object.id === done.id);
    assert.equal((await calls.ok('GET', `events/${event.id}`)).type, 'payment_intent.succeeded');
  },
  'a webhook of a payment is sent and signed': async (calls, at) => {
    const { shop, secret } = await at.shop();
    const done = await paid(calls, at);
    await told(shop, secret, 'payment_intent.succeeded', done.id);
  },
  'a webhook of a session is sent and signed': async (calls, at) => {
    const { shop, secret } = await at.shop();
    const made = await open(calls);
    await at.pay(made);
    await told(shop, secret, 'checkout.session.completed', made.id);
  },
  'a webhook names its event': async (calls, at) => {
    const { shop } = await at.shop();
    if (at.hasSessions) await at.pay(await open(calls));
    else await paid(calls, at);
    const came = await at.eventually(async () => shop.came, (came) => came.length > 0);
    assert.match(JSON.parse(came[0].body).id ?? '', /^evt_/);
  },
};

/** The official verifier takes it. */
async function told(shop, secret, type, id) {
  const { body, signature } = await shop.first((hook) => hook.type === type && JSON.parse(hook.body).data.object.id === id);
  const { default: Stripe } = await import('stripe');
  assert.equal(new Stripe('sk_test_x').webhooks.constructEvent(body, signature, secret).type, type);
}

const all = (why, ...flows) => Object.fromEntries(flows.map((flow) => [flow, why]));

/** What each cannot do, and why that is so. */
export const LACKS = {
  'fake-stripe': {},
  emulate: {
    ...all('no payment methods, so no saved cards',
      'a saved card is charged without its holder', 'a declined card says so and leaves the intent unpaid',
      'a decline is a card error that carries the intent', 'a card that wants its holder falls back', 'a card is detached',
      'the same key charges once', 'the same key with other parameters is refused', 'a payment is read again',
      'payments are listed by customer', 'a part is refunded', 'more than was paid is not refunded', 'a dispute is read',
      'events are listed', 'a webhook of a payment is sent and signed'),
    'a session names its total and the shop\'s reference': 'its session has neither',
    'a paid session leads to its payment and its card': 'its paid session has no payment',
    'a webhook names its event': 'its webhooks carry no event id',
  },
  localstripe: {
    ...all('no Checkout',
      'a session is opened with the order in it', 'a session names its total and the shop\'s reference',
      'a session is paid on its page', 'a paid session leads to its payment and its card', 'a session is expired',
      'a webhook of a session is sent and signed'),
    ...all('ignores Idempotency-Key', 'the same key charges once', 'the same key with other parameters is refused'),
    ...all('no disputes', 'a dispute is read'),
    'a decline is a card error that carries the intent': 'its decline is an invalid_request_error without the intent',
    'more than was paid is not refunded': 'it refunds more than was paid',
    'payments are listed by customer': 'its list of payments takes no customer',
  },
  'stripe (test mode)': {
    ...all('its page needs a person in a browser',
      'a session is paid on its page', 'a paid session leads to its payment and its card'),
    ...all('its webhooks go to addresses that the world reaches',
      'a webhook of a payment is sent and signed', 'a webhook of a session is sent and signed', 'a webhook names its event'),
  },
};

/** The steps of Scrip's own client, as its test names them. */
export const STEPS = [
  'a customer is made', 'a customer is made once', 'a page is opened and closed', 'a page saves a card', 'a saved card pays',
  'a payment says what was paid', 'an attempt pays once', 'a decline is one', 'a card may want its holder', 'an order\'s payments are found',
  'money goes back in parts', 'a card is shown and removed',
];

export const CLIENT_LACKS = {
  'fake-stripe': {},
  emulate: {
    ...all('ignores Idempotency-Key', 'a customer is made once'),
    ...all('no payment methods, so no saved cards',
      'a saved card pays', 'a payment says what was paid', 'an attempt pays once', 'a decline is one', 'a card may want its holder',
      'an order\'s payments are found', 'money goes back in parts', 'a card is shown and removed'),
  },
  localstripe: {
    ...all('ignores Idempotency-Key', 'a customer is made once', 'an attempt pays once'),
    ...all('no Checkout', 'a page is opened and closed', 'a page saves a card'),
    'a payment says what was paid': 'its payments do not say what was received',
    'a decline is one': 'its decline is an invalid_request_error',
    'an order\'s payments are found': 'its list of payments takes no customer',
  },
  'stripe (test mode)': {},
};
