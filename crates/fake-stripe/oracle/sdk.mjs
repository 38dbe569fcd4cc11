// Stripe's official Node SDK against the stand-in: every flow that Scrip uses, and the shape of every object that was made.
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import { command, endpoint, test } from './harness.mjs';
import { checker } from './shapes.mjs';

const LINE = { quantity: 2, price_data: { currency: 'usd', unit_amount: 1900, product_data: { name: '1,000 credits' } } };
const KINDS = [
  'balance_transaction', 'charge', 'checkout.session', 'customer', 'dispute', 'event', 'payment_intent', 'payment_method',
  'refund', 'setup_intent', 'webhook_endpoint',
];

export async function sdk({ url, key }) {
  const { hostname, port } = new URL(url);
  const options = { host: hostname, port, protocol: 'http', telemetry: false };
  const stripe = new Stripe(key, { ...options, maxNetworkRetries: 0 });
  const saved = async (card) => {
    const customer = await stripe.customers.create({ email: 'nina@nova.example', metadata: { account: 'nova-studio' } });
    const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
    return { customer: customer.id, payment_method: method.id };
  };
  const charge = (who, more = {}, request = {}) =>
    stripe.paymentIntents.create(
      { amount: 1900, currency: 'usd', confirm: true, off_session: true, metadata: { order: 'ord_1' }, ...who, ...more },
      request,
    );

  await test('sdk: customers are made, changed, listed through pages and deleted', async () => {
    for (let number = 0; number < 5; number += 1) await stripe.customers.create({ email: 'page@nova.example' });
    const found = [];
    for await (const customer of stripe.customers.list({ email: 'page@nova.example', limit: 2 })) found.push(customer.id);
    assert.equal(new Set(found).size, 5);
    assert.equal((await stripe.customers.update(found[0], { name: 'Nina', metadata: { a: '1' } })).name, 'Nina');
    assert.equal((await stripe.customers.del(found[0])).deleted, true);
    assert.equal((await stripe.customers.retrieve(found[0])).deleted, true);
  });

  await test('sdk: a session is paid on its page, in a browser\'s way, and the card is saved', async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      mode: 'payment',
      customer: customer.id,
      line_items: [LINE],
      client_reference_id: 'ord_1',
      metadata: { order: 'ord_1' },
      payment_intent_data: { setup_future_usage: 'off_session', metadata: { order: 'ord_1' } },
      success_url: 'http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://127.0.0.1:1/back',
    });
    assert.equal(session.amount_total, 3800);
    const page = await (await fetch(session.url)).text();
    assert.match(page, /name="cardNumber"/);
    const form = { email: 'nina@nova.example', cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 34', cardCvc: '123' };
    const sent = await fetch(session.url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
    assert.equal(sent.headers.get('location'), `http://127.0.0.1:1/done?session=${session.id}`);
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction', 'line_items'],
    });
    assert.deepEqual([paid.status, paid.payment_status, paid.client_reference_id], ['complete', 'paid', 'ord_1']);
    assert.equal(paid.payment_intent.latest_charge.balance_transaction.amount, 3800);
    assert.equal(paid.payment_intent.metadata.order, 'ord_1');
    assert.equal(paid.line_items.data[0].price.unit_amount, 1900);
    const methods = await stripe.customers.listPaymentMethods(customer.id, { type: 'card' });
    assert.equal(methods.data[0].card.last4, '4242');
    assert.equal((await charge({ customer: customer.id, payment_method: methods.data[0].id })).status, 'succeeded');
  });

  await test('sdk: a session saves a card alone; another is expired', async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.checkout.sessions.create({
      mode: 'setup', currency: 'usd', customer: customer.id, success_url: 'http://127.0.0.1:1/',
    });
    await command(url, `checkout/${session.id}/pay`, { card: '4000002500003155' });
    await command(url, `checkout/${session.id}/authenticate`);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] });
    assert.deepEqual([done.status, done.setup_intent.status], ['complete', 'succeeded']);
    assert.equal(done.setup_intent.payment_method.customer, customer.id);
    const open = await stripe.checkout.sessions.create({ mode: 'payment', line_items: [LINE], success_url: 'http://127.0.0.1:1/' });
    assert.equal((await stripe.checkout.sessions.expire(open.id)).status, 'expired');
  });

  await test('sdk: declines are card errors with all that a shop asks of them', async () => {
    for (const [card, code, decline] of [
      ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
      ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
    ]) {
      const who = await saved(card);
      const error = await charge(who).then(() => assert.fail('a decline'), (error) => error);
      assert.ok(error instanceof Stripe.errors.StripeCardError, String(error));
      assert.deepEqual([error.statusCode, error.code, error.decline_code], [402, code, decline]);
      assert.equal(error.payment_intent.status, 'requires_payment_method');
      assert.equal(error.payment_intent.last_payment_error.payment_method.id, who.payment_method);
      assert.match(error.requestId, /^req_/);
    }
    const asked = await stripe.paymentIntents.create({
      amount: 1900, currency: 'usd', payment_method: 'pm_card_authenticationRequired', confirm: true, return_url: 'http://127.0.0.1:1/',
    });
    assert.equal(asked.next_action.type, 'redirect_to_url');
    assert.equal((await stripe.paymentIntents.cancel(asked.id)).status, 'canceled');
  });

  await test('sdk: a key has one effect, and other parameters under it are refused', async () => {
    const who = await saved('pm_card_visa');
    const first = await charge(who, {}, { idempotencyKey: 'order-ord_1-1' });
    const again = await charge(who, {}, { idempotencyKey: 'order-ord_1-1' });
    assert.equal(first.id, again.id);
    assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
    assert.equal(again.lastResponse.headers['original-request'], first.lastResponse.requestId);
    const error = await charge(who, { amount: 2000 }, { idempotencyKey: 'order-ord_1-1' }).catch((error) => error);
    assert.ok(error instanceof Stripe.errors.StripeIdempotencyError, String(error));
    assert.equal((await stripe.paymentIntents.list({ customer: who.customer })).data.length, 1);
  });

  await test('sdk: its own retries after lost answers charge once', async () => {
    const patient = new Stripe(key, { ...options, maxNetworkRetries: 2 });
    for (const trouble of ['error_after', 'cut_after', 'error_before', 'cut_before']) {
      const who = await saved('pm_card_visa');
      await command(url, 'trouble', { request: 'POST /v1/payment_intents', trouble, status: '503' });
      const made = await patient.paymentIntents.create({ amount: 1900, currency: 'usd', confirm: true, off_session: true, ...who });
      assert.equal(made.status, 'succeeded', trouble);
      assert.equal((await stripe.charges.list({ customer: who.customer })).data.length, 1, trouble);
    }
  });

  await test('sdk: refunds go back in parts, wait, fail, and never exceed the charge', async () => {
    const paid = await charge(await saved('pm_card_visa'));
    const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 900, reason: 'requested_by_customer', metadata: { order: 'ord_1' } });
    assert.deepEqual([part.status, part.amount, part.charge], ['succeeded', 900, paid.latest_charge]);
    const error = await stripe.refunds.create({ payment_intent: paid.id, amount: 1001 }).catch((error) => error);
    assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError, String(error));
    await command(url, 'refunds', { mode: 'wait' });
    const waits = await stripe.refunds.create({ payment_intent: paid.id });
    await command(url, 'refunds', { mode: 'succeed' });
    assert.deepEqual([waits.status, waits.amount], ['pending', 1000]);
    await command(url, `refunds/${waits.id}/end`, { fail: 'true' });
    assert.equal((await stripe.refunds.retrieve(waits.id)).status, 'failed');
    assert.equal((await stripe.charges.retrieve(paid.latest_charge)).amount_refunded, 900);
    assert.equal((await stripe.refunds.list({ payment_intent: paid.id })).data.length, 2);
  });

  await test('sdk: disputes are answered, won and lost', async () => {
    for (const [evidence, status] of [['winning_evidence', 'won'], ['losing_evidence', 'lost']]) {
      const paid = await charge(await saved('pm_card_createDispute'));
      const [dispute] = (await stripe.disputes.list({ payment_intent: paid.id })).data;
      assert.equal(dispute.status, 'needs_response');
      await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: evidence } });
      assert.equal((await stripe.disputes.retrieve(dispute.id)).status, status);
    }
    const paid = await charge(await saved('pm_card_createDisputeInquiry'));
    const [inquiry] = (await stripe.disputes.list({ charge: paid.latest_charge })).data;
    assert.deepEqual([inquiry.status, inquiry.is_charge_refundable], ['warning_needs_response', true]);
  });

  await test('sdk: a detached card pays nothing', async () => {
    const who = await saved('pm_card_visa');
    assert.equal((await stripe.paymentMethods.detach(who.payment_method)).customer, null);
    const error = await charge(who).catch((error) => error);
    assert.ok(error instanceof Stripe.errors.StripeInvalidRequestError, String(error));
  });

  await test('sdk: its verifier takes what is sent, with either of two secrets, and nothing else', async () => {
    const shop = await endpoint();
    const made = await stripe.webhookEndpoints.create({ url: shop.url, enabled_events: ['*'] });
    const { secret } = await command(url, `webhook_endpoints/${made.id}/add-secret`);
    const paid = await charge(await saved('pm_card_visa'));
    const { body, signature } = await shop.first('payment_intent.succeeded');
    for (const each of [made.secret, secret]) {
      const event = stripe.webhooks.constructEvent(body, signature, each);
      assert.equal(event.data.object.id, paid.id);
    }
    const refused = [
      [body.replace('1900', '1901'), signature, made.secret],
      [body, signature.replace(/^t=\d+/, 't=1'), made.secret],
      [body, signature, 'whsec_other'],
    ];
    for (const each of refused) {
      assert.throws(() => stripe.webhooks.constructEvent(...each), Stripe.errors.StripeSignatureVerificationError);
    }
    const event = await stripe.events.retrieve(JSON.parse(body).id);
    assert.equal(event.type, 'payment_intent.succeeded');
    assert.equal((await stripe.events.list({ types: ['charge.succeeded'], limit: 1 })).data.length, 1);
    await stripe.webhookEndpoints.del(made.id);
    const other = await stripe.webhookEndpoints.create({ url: shop.url, enabled_events: ['refund.created'] });
    assert.equal((await stripe.webhookEndpoints.update(other.id, { disabled: true })).status, 'disabled');
    shop.close();
  });

  await test('sdk: every error is of the class that the SDK has for it', async () => {
    const other = new Stripe('sk_live_x', { ...options, maxNetworkRetries: 0 });
    const tries = [
      [() => other.customers.list(), Stripe.errors.StripeAuthenticationError],
      [() => stripe.customers.retrieve('cus_none'), Stripe.errors.StripeInvalidRequestError],
      [() => stripe.paymentIntents.create({ amount: 1900, currency: 'usd', amuont: 1 }), Stripe.errors.StripeInvalidRequestError],
      [async () => { await command(url, 'trouble', { trouble: 'too_many' }); await stripe.customers.list(); }, Stripe.errors.StripeRateLimitError],
      [async () => { await command(url, 'trouble', { trouble: 'error_before', status: '500' }); await stripe.customers.list(); }, Stripe.errors.StripeAPIError],
      // Twice: the SDK asks again by itself where a connection that was open turns out to be dead.
      [async () => { await command(url, 'trouble', { trouble: 'cut_before', times: '2' }); await stripe.customers.list(); }, Stripe.errors.StripeConnectionError],
    ];
    for (const [run, type] of tries) {
      const error = await run().then(() => assert.fail('an error'), (error) => error);
      assert.ok(error instanceof type, `${error?.constructor.name} where ${type.name} belongs: ${error}`);
    }
  });

  const check = checker();
  for (const kind of KINDS) {
    await test(`shapes: every ${kind} is what the SDK says it is`, async () => {
      const objects = await (await fetch(`${url}/_control/objects?kind=${kind}`)).json();
      assert.ok(objects.length > 0, `the flows made no ${kind}`);
      const faults = new Set(objects.flatMap(check));
      // What an event tells of is held against its own type.
      if (kind === 'event') for (const event of objects) check(event.data.object).forEach((fault) => faults.add(`${event.type}: ${fault}`));
      assert.deepEqual([...faults], []);
    });
  }
  await test('shapes: what is wrong is found', () => {
    const found = check({ object: 'refund', id: 7, status: 'succeeded', invented: true });
    for (const part of ['refund.id: a number', 'refund.amount: missing', 'refund.invented: the SDK knows no such field']) {
      assert.ok(found.some((fault) => fault.startsWith(part)), `${part} in ${found}`);
    }
  });
}
