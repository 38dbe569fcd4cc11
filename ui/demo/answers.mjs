// What a server would answer in each state of the demo. Held to openapi.json by the types of the elements' own client.

/**
 * @typedef {import("../src/api/client.js").Session} Session
 * @typedef {import("../src/api/client.js").Balance} Balance
 * @typedef {import("../src/api/client.js").Feature} Feature
 * @typedef {import("../src/api/client.js").Check} Check
 * @typedef {import("../src/api/client.js").Offers} Offers
 * @typedef {import("../src/api/client.js").Order} Order
 * @typedef {import("../src/api/client.js").Card} Card
 * @typedef {import("../src/api/client.js").AutoTopUp} AutoTopUp
 * @typedef {import("../src/api/client.js").Grant} Grant
 * @typedef {import("../src/api/client.js").Entry} Entry
 * @typedef {import("../src/api/client.js").UsageGroup} UsageGroup
 * @typedef {import("../src/api/client.js").SpendLimit} SpendLimit
 * @typedef {import("../src/api/client.js").Member} Member
 */

const HOUR_MS = 3_600_000;
/** @param {number} hours */
const ago = (hours) => new Date(Date.now() - hours * HOUR_MS).toISOString();
/** @param {number} days */
const ahead = (days) => new Date(Date.now() + days * 24 * HOUR_MS).toISOString();
/** @param {number} amount */
const usd = (amount) => ({ amount, currency: "USD" });

const ADA = { role: "owner", members: [{ id: "ada", name: "Ada Nowak" }] };
const BEN = { role: "admin", members: [{ id: "ben", name: "Ben Okafor" }] };
const CLEO = { role: "author", members: [{ id: "cleo", name: "Cleo Martin" }] };

/** @type {Session} */
export const owner = {
  account: "acme",
  kind: "business",
  plan: { id: "build", name: "Build" },
  member: "ada",
  role: "owner",
  rights: ["use", "buy", "share", "see_balance", "see_usage", "see_invoices", "manage_members"],
  state: "active",
  who_can: { use: [ADA, BEN, CLEO], buy: [ADA, BEN], share: [] },
};

/** @type {Session} */
export const author = { ...owner, member: "cleo", role: "author", rights: ["use", "see_balance"] };

/** @type {Session} */
export const stranger = { ...owner, member: "vic", role: "viewer", rights: [] };

/** @type {Balance} */
export const balance = {
  as_of: ago(0),
  available: 2660,
  reserved: 0,
  owed: 0,
  monthly: { available: 1860, granted: 2500, renews_at: ahead(12) },
  extra: { available: 800 },
  by_kind: { plan: 1860, trial: 0, legacy: 0, package: 500, promotional: 300, adjustment: 0 },
  expiring: [
    { credits: 1860, at: ahead(12) },
    { credits: 300, at: ahead(20) },
  ],
  scoped: [],
};

/** @type {Feature[]} */
export const features = [
  { feature: "background-removal", name: "Background removal", class: "paid", allowed: true, cost: 10 },
  { feature: "programmatic-landing-pages", name: "Programmatic Landing Pages", class: "paid", allowed: true, cost: 20 },
  { feature: "lunar", name: "Lunar", class: "paid", allowed: true, estimate: 5, ceiling: 2000 },
  { feature: "page-editor", name: "Landing page editor", class: "free", allowed: true },
  { feature: "event-tracker", name: "EventTracker", class: "gated", allowed: false, reason: "plan_lacks_feature", plans: ["optimize", "scale", "enterprise"] },
  { feature: "ab-testing", name: "A/B testing", class: "gated", allowed: false, reason: "plan_lacks_feature", plans: ["optimize", "scale", "enterprise"] },
];

/** @type {Check} */
export const check = { allowed: true, cost: 10, available: 2660, available_after: 2650, ways: [] };

/** @type {Check} */
export const short = {
  allowed: false,
  reason: "insufficient_credits",
  cost: 1400,
  available: 4,
  available_after: 4,
  ways: [{ kind: "package", id: "extra-5000", name: "5,000 credits", price: usd(7900) }],
};

/** More than any one package has.
 * @type {Check} */
export const shorter = { ...short, cost: 45_000, ways: [{ kind: "plan", id: "enterprise", name: "Enterprise" }] };

/** @type {Offers} */
export const offers = {
  packages: [
    { id: "extra-1000", name: "1,000 credits", credits: 1000, price: usd(1900), tax: usd(437), total: usd(2337), tax_rate: 23, reverse_charge: false },
    { id: "extra-5000", name: "5,000 credits", credits: 5000, price: usd(7900), tax: usd(1817), total: usd(9717), tax_rate: 23, reverse_charge: false, expires_in: "P1Y" },
    { id: "extra-20000", name: "20,000 credits", credits: 20000, price: usd(24900), tax: usd(5727), total: usd(30627), tax_rate: 23, reverse_charge: false },
  ],
  plans: [
    { id: "optimize", name: "Optimize", allowance: 10000, price: usd(7900), balance_after: { ...balance, available: 10160, monthly: { available: 9360, granted: 10000, renews_at: ahead(12) } } },
    { id: "enterprise", name: "Enterprise", allowance: 60000, balance_after: { ...balance, available: 60160 } },
  ],
  pay_with: ["card", "transfer"],
  transfer_details: { bank: { name: "Example Bank", iban: "PL61109010140000071219812874", bic: "WBKPPLPP" }, pay_by_days: 14, business_days: 2 },
  terms_url: "https://example.com/terms",
};

/**
 * What so many of each package come to.
 * @param {Offers} one
 * @param {number} quantity
 * @returns {Offers}
 */
export function offered(one, quantity) {
  /** @type {(money: import("../src/api/client.js").Money) => import("../src/api/client.js").Money} */
  const times = (money) => ({ ...money, amount: money.amount * quantity });
  return { ...one, packages: one.packages.map((offer) => ({ ...offer, credits: offer.credits * quantity, price: times(offer.price), tax: times(offer.tax), total: times(offer.total) })) };
}

/** @type {Card} */
export const card = { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2031, declined: false };

/** @type {AutoTopUp} */
export const topUp = { threshold: 500, package: "extra-1000", monthly_max: usd(10000), member: "ada" };

/** @type {Order} */
export const order = {
  id: "ord_0000000100000021",
  account: "acme",
  package: "extra-5000",
  quantity: 1,
  credits: 5000,
  status: "paid",
  net: usd(7900),
  tax: usd(1817),
  total: usd(9717),
  tax_rate: 23,
  reverse_charge: false,
  pay_with: "saved",
  auto_top_up: false,
  pay_by: ahead(14),
  refunds: [],
  refunded_credits: 0,
  created_at: ago(50),
  member: "ada",
  invoice: "inv_0000000100000022",
};

const unpaid = { ...order, invoice: null };

/** @type {Order} */
export const transferred = {
  ...unpaid,
  id: "ord_0000000100000031",
  status: "awaiting_payment",
  pay_with: "transfer",
  transfer: { reference: "ORD-31", bank: { name: "Example Bank", iban: "PL61109010140000071219812874", bic: "WBKPPLPP" } },
};

/** @type {Order} */
export const pending = { ...unpaid, id: "ord_0000000100000033", status: "pending", pay_with: "card", url: "https://pay.example.com/c/1" };

/** @type {Order[]} */
export const orders = [
  transferred,
  { ...pending, reason: "insufficient_funds" },
  order,
  { ...order, id: "ord_0000000100000011", credits: 1000, total: usd(2337), auto_top_up: true, member: null },
  { ...order, id: "ord_0000000100000009", status: "refunded", refunded_credits: 3200 },
  { ...order, id: "ord_0000000100000007", status: "disputed" },
  { ...unpaid, id: "ord_0000000100000005", status: "canceled" },
];

/** @type {Grant} */
const grant = {
  id: "grt_0000000100000003",
  kind: "plan",
  plan: "build",
  state: "open",
  credits: 2500,
  returned: 0,
  available: 1860,
  reserved: 50,
  spent: 590,
  expired: 0,
  voided: 0,
  rolled_over: 0,
  priority: 500,
  effective_at: ago(400),
  expires_at: ahead(12),
};

/** @type {Grant} */
export const gift = { ...grant, id: "grt_0000000100000004", kind: "promotional", plan: null, credits: 300, available: 300, reserved: 0, expires_at: ahead(20), scope: { features: ["lunar"], subaccounts: [] } };

/** @type {Grant} */
export const bought = { ...grant, id: "grt_0000000100000022", kind: "package", plan: null, credits: 5000, available: 500, reserved: 0, expires_at: null, cost_basis: usd(7900) };

/** @type {Grant[]} */
export const grants = [
  grant,
  gift,
  bought,
  { ...grant, id: "grt_0000000100000040", kind: "promotional", plan: null, state: "scheduled", credits: 100, available: 100, reserved: 0, effective_at: ahead(3), expires_at: ahead(40) },
  { ...grant, id: "grt_0000000100000001", state: "expired", available: 0, reserved: 0, expired: 410, effective_at: ago(1200), expires_at: ago(400) },
  { ...grant, id: "grt_0000000100000002", kind: "adjustment", plan: null, state: "voided", credits: 40, available: 0, reserved: 0, voided: 40, expires_at: null },
  { ...grant, id: "grt_0000000100000006", kind: "trial", plan: null, state: "used", credits: 1000, available: 0, reserved: 0, spent: 1000 },
];

/** @type {Entry} */
const entry = { id: "ent_0000000100000041", sequence: 41, at: ago(2), kind: "spend", by: "member", account: "acme", member: "ben", catalog_version: 3, text: "60 credits used for programmatic-landing-pages" };

/** @type {Entry[]} */
export const entries = [
  { ...entry, id: "ent_0000000100000030", sequence: 30, at: ago(30), kind: "grant", by: "clock", member: null, credits: 2500, available: 2500, grant: "grt_0000000100000003", text: "2500 credits granted, kind plan" },
  { ...entry, id: "ent_0000000100000035", sequence: 35, at: ago(9), kind: "order", credits: 5000, amount: usd(9717), order: "ord_0000000100000021", text: "1 of the package extra-5000 ordered" },
  { ...entry, id: "ent_0000000100000038", sequence: 38, at: ago(5), kind: "reserve", member: "cleo", feature: "lunar", credits: 50, available: 2450, reservation: "rsv_0000000100000026", draws: [{ grant: "grt_0000000100000003", kind: "plan", credits: 50 }], text: "50 credits set aside for lunar" },
  { ...entry, id: "ent_0000000100000040", sequence: 40, at: ago(4), kind: "settle", member: "cleo", feature: "lunar", usage: { output_tokens: 2900 }, credits: 12, available: 2488, spend: "spd_0000000100000028", reservation: "rsv_0000000100000026", draws: [{ grant: "grt_0000000100000003", kind: "plan", credits: 12 }], text: "12 credits used for lunar, reserved before" },
  { ...entry, feature: "programmatic-landing-pages", quantity: 3, credits: 60, available: 2428, spend: "spd_0000000100000029", draws: [{ grant: "grt_0000000100000003", kind: "plan", credits: 60 }] },
  { ...entry, id: "ent_0000000100000042", sequence: 42, at: ago(1), kind: "reverse", feature: "programmatic-landing-pages", quantity: 3, credits: 20, available: 2448, spend: "spd_0000000100000029", reason: "One page was broken", returned: [{ grant: "grt_0000000100000003", credits: 20, available: 20, expired: 0, voided: 0 }], text: "20 credits of a spend put back" },
];

/** @type {SpendLimit[]} */
export const limits = [
  { subject: "subaccount:studio-berlin", credits: 1500, per: "period" },
  { subject: "member:*", credits: 400, per: "day" },
];

/** @type {Member[]} */
export const members = [
  { id: "ada", role: "owner", name: "Ada Nowak", subaccounts: [] },
  { id: "ben", role: "admin", name: "Ben Okafor", subaccounts: ["studio-berlin"] },
];

/**
 * @param {string} group
 * @returns {UsageGroup[]}
 */
export function usage(group) {
  if (group === "day") {
    return Array.from({ length: 24 }, (_, day) => ({ day: ago(24 * (24 - day)).slice(0, 10) + "T00:00:00Z", credits: Math.round(30 + 26 * Math.sin(day * 1.3) + day), spends: 4 + (day % 3) }));
  }
  /** @type {Record<string, [string, number][]>} */
  const all = {
    feature: [["programmatic-landing-pages", 540], ["background-removal", 310], ["lunar", 92.5]],
    member: [["ben", 620], ["cleo", 322.5], ["", 10]],
    subaccount: [["acme", 700], ["studio-berlin", 242.5]],
  };
  return (all[group] ?? []).map(([name, credits]) => ({ [group]: name, credits, spends: Math.ceil(credits / 20) }));
}
