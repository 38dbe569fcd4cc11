// A deployment with a past: accounts of each kind, uses, orders in each state, what the console's rooms have to show.

/** Fills the server and gives the ids that tests go on with. */
export async function seeded(api) {
  const members = (account, list) => Promise.all(list.map(([id, role, name, rest]) => api("PUT", `/v1/accounts/${account}/members/${id}`, { role, name, ...rest })));
  const billing = { name: "Acme GmbH", country: "DE", email: "billing@acme.example", address: "Unter den Linden 1, Berlin", tax_id: "DE136695976" };
  await api("POST", "/v1/accounts", { id: "acme", kind: "business", plan: "build", billing });
  await members("acme", [["ada", "owner", "Ada Byron", { email: "ada@acme.example" }], ["ben", "admin", "Ben"], ["cleo", "author", "Cleo"]]);
  await api("POST", "/v1/accounts", { id: "studio", kind: "agency", plan: "optimize", billing: { name: "Studio Wrocław", country: "PL", email: "fin@studio.example" } });
  await api("POST", "/v1/accounts", { id: "studio-a", kind: "subaccount", parent: "studio" });
  await members("studio", [["mia", "main_owner", "Mia"], ["sam", "subaccount_manager", "Sam", { subaccounts: ["studio-a"] }]]);
  await api("POST", "/v1/accounts", { id: "newbie", kind: "business", plan: "scale", status: "trial" });
  await members("newbie", [["tia", "owner", "Tia"]]);
  await api("POST", "/v1/accounts", { id: "empty", kind: "business", plan: "build" });
  await api("POST", "/v1/accounts/acme/grants", { kind: "promotional", credits: 500, expires_in: "P30D", reason: "Welcome" });
  await api("POST", "/v1/accounts/acme/spends", { member: "ada", feature: "programmatic-landing-pages", quantity: 105 });
  await api("POST", "/v1/accounts/acme/spends", { member: "cleo", feature: "background-removal", metadata: { page: "spring" } });
  await api("POST", "/v1/accounts/acme/spends", { member: "cleo", feature: "lunar", usage: { input_tokens: 1500, output_tokens: 900, model: "large-1" } });
  await api("POST", "/v1/accounts/acme/spends", { credits: 12.5 });
  await api("POST", "/v1/accounts/acme/reservations", { member: "cleo", feature: "lunar", credits: 40 });
  await api("PUT", "/v1/accounts/acme/limits/member:cleo", { credits: 200, per: "month" });
  const offer = async (account, id) => (await api("GET", `/v1/accounts/${account}/offers`)).packages.find((one) => one.id === id).total;
  const order = async (account, member, name) => api("POST", `/v1/accounts/${account}/orders`, { package: name, member, pay_with: "transfer", total: await offer(account, name) });
  const paid = await order("acme", "ada", "extra-5000");
  await api("POST", `/v1/orders/${paid.id}/confirm-payment`, { reference: "statement 7, line 3" });
  const waiting = await order("studio", "mia", "extra-1000");
  await api("POST", `/v1/orders/${waiting.id}/report-transfer`);
  const other = await order("acme", "ben", "extra-1000");
  return { paid: paid.id, waiting: waiting.id, other: other.id };
}
