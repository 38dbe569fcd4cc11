// What a stand-in needs said otherwise than Stripe does: a proxy of this machine bends the calls, so that clients stay as they are.
import http from 'node:http';

/** Each changes the parameters of a call before it goes on; `send` makes calls of its own at the stand-in. */
export const BENDS = {
  // It takes the price of a line as an id only.
  emulate: async (path, params, send) => {
    if (path !== '/v1/checkout/sessions' || !params.has('line_items[0][price_data][unit_amount]')) return;
    const data = (field) => params.get(`line_items[0][price_data][${field}]`);
    const product = await send('/v1/products', { name: data('product_data][name') });
    const price = await send('/v1/prices', { product: product.id, currency: data('currency'), unit_amount: data('unit_amount') });
    for (const field of ['currency', 'unit_amount', 'product_data][name']) params.delete(`line_items[0][price_data][${field}]`);
    params.set('line_items[0][price]', price.id);
  },
  // It refuses parameters that it does not know.
  localstripe: async (path, params) => {
    if (path === '/v1/payment_intents') params.delete('description');
  },
};

/** Where the proxy listens. */
export async function bent(url, bend) {
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization } = request.headers;
    const headers = Object.fromEntries(
      ['authorization', 'content-type', 'idempotency-key', 'stripe-version'].filter((name) => name in request.headers).map((name) => [name, request.headers[name]]),
    );
    const send = async (path, form) =>
      (await fetch(url + path, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) })).json();
    const init = { method: request.method, headers, redirect: 'manual' };
    try {
      if (request.method === 'POST') {
        const params = new URLSearchParams(Buffer.concat(chunks).toString());
        await bend(request.url, params, send);
        init.body = params.toString();
      }
      const answer = await fetch(url + request.url, init);
      const kept = ['content-type', 'request-id', 'idempotent-replayed', 'location'].filter((name) => answer.headers.has(name));
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { ...Object.fromEntries(kept.map((name) => [name, answer.headers.get(name)])), 'content-length': body.length });
      response.end(body);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}
