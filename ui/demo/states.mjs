// Every state of every element: the list that the demo page, the axe test and the pictures are made from.

import * as is from "./answers.mjs";

/**
 * @typedef {object} State
 * @property {string} of the element
 * @property {string} name what is shown
 * @property {string} [attributes] of the element
 * @property {string} [inside] the element's slot
 * @property {Partial<Answers>} [says] what the server answers otherwise than usual
 * @property {"never" | "away"} [answers] a host that is slow for ever, or not there
 * @property {string} [press] what is pressed once it stands, as a selector inside the element
 * @property {Record<string, unknown>} [put] what is put into the element once it stands: a step of a purchase
 *
 * @typedef {object} Answers
 * @property {import("./answers.mjs").Session} session
 * @property {import("./answers.mjs").Balance} balance
 * @property {import("./answers.mjs").Feature[]} features
 * @property {import("./answers.mjs").Check} check
 * @property {import("./answers.mjs").Offers} offers
 * @property {import("./answers.mjs").Order[]} orders
 * @property {import("./answers.mjs").Card | null} card
 * @property {import("./answers.mjs").AutoTopUp | null} topUp
 * @property {import("./answers.mjs").Grant[]} grants
 * @property {import("./answers.mjs").Entry[]} entries
 * @property {import("./answers.mjs").SpendLimit[]} limits
 * @property {import("./answers.mjs").Member[]} members
 * @property {boolean} sharing
 * @property {boolean} isUsed
 * @property {boolean} isRefused every question before a use is answered with a no
 * @property {boolean} isEnded the session has ended
 */

/** @type {Answers} */
export const USUAL = {
  session: is.owner,
  balance: is.balance,
  features: is.features,
  check: is.check,
  offers: is.offers,
  orders: is.orders,
  card: is.card,
  topUp: null,
  grants: is.grants,
  entries: is.entries,
  limits: is.limits,
  members: is.members,
  sharing: true,
  isUsed: true,
  isRefused: false,
  isEnded: false,
};

const none = { available: 0, granted: 0 };
const closed = is.features.map((feature) => ({ ...feature, allowed: false, reason: "sharing_disabled" }));
const bare = { ...is.balance, expiring: [], monthly: none };
/** @param {string} reason */
const no = (reason, more = {}) => ({ check: { ...is.check, allowed: false, reason, ...more } });
const paid = 'feature="background-removal"';

/** @type {State[]} */
export const STATES = [
  { of: "scrip-usage-menu", name: "open", attributes: "open", inside: "<a href='#'>Settings</a>" },
  { of: "scrip-usage-menu", name: "folded" },
  { of: "scrip-usage-menu", name: "an author", attributes: "open", says: { session: is.author } },
  { of: "scrip-usage-menu", name: "set aside and owed", attributes: "open", says: { balance: { ...is.balance, reserved: 50, owed: 12 } } },
  { of: "scrip-usage-menu", name: "trial", attributes: "open", says: { session: { ...is.owner, state: "trial" }, balance: { ...is.balance, available: 820, monthly: { available: 820, granted: 1000 }, extra: { available: 0 }, expiring: is.balance.expiring.slice(0, 1) } } },
  { of: "scrip-usage-menu", name: "legacy plan", attributes: "open", says: { balance: { ...bare, available: 3000, extra: { available: 3000 } } } },
  { of: "scrip-usage-menu", name: "canceling", attributes: "open", says: { session: { ...is.owner, state: "canceling" }, balance: { ...is.balance, monthly: { available: 1860, granted: 2500 } } } },
  { of: "scrip-usage-menu", name: "ended", attributes: "open", says: { session: { ...is.owner, state: "ended" }, balance: { ...bare, available: 500, extra: { available: 500 } } } },
  { of: "scrip-usage-menu", name: "subaccount, shared", attributes: "open", says: { session: is.author, balance: { ...is.balance, shared_from: "studio" } } },
  { of: "scrip-usage-menu", name: "subaccount, not shared", attributes: "open", says: { session: is.author, features: closed, balance: { ...bare, available: 0, extra: { available: 0 } } } },
  { of: "scrip-usage-menu", name: "no right to see the balance", attributes: "open", says: { session: is.stranger } },
  { of: "scrip-usage-menu", name: "loading", attributes: "open", answers: "never" },
  { of: "scrip-usage-menu", name: "server away", attributes: "open", answers: "away" },
  { of: "scrip-usage-menu", name: "who may do what", attributes: "open", press: "details summary" },
  { of: "scrip-usage-menu", name: "session ended", attributes: "open", says: { isEnded: true } },

  { of: "scrip-cost", name: "known", attributes: paid },
  { of: "scrip-cost", name: "and what is left after it", attributes: `${paid} after` },
  { of: "scrip-cost", name: "estimate and ceiling", attributes: 'feature="lunar"', says: { check: { ...is.check, cost: null, estimate: 5, ceiling: 2000 } } },
  { of: "scrip-cost", name: "free", attributes: 'feature="page-editor"', says: { check: { ...is.check, cost: 0 } } },
  { of: "scrip-cost", name: "in the plan", attributes: 'feature="event-tracker"', says: { check: { ...is.check, cost: null } } },
  { of: "scrip-cost", name: "loading", attributes: paid, answers: "never" },
  { of: "scrip-cost", name: "a feature that there is not", attributes: 'feature="nothing"', says: { isRefused: true } },

  { of: "scrip-feature-button", name: "allowed", attributes: paid, inside: "Remove background" },
  { of: "scrip-feature-button", name: "too few, may buy", attributes: paid, inside: "Make 70 pages", says: { check: is.short } },
  { of: "scrip-feature-button", name: "too few, several packages would do", attributes: paid, inside: "Make 4,000 pages", says: { check: is.shorter } },
  { of: "scrip-feature-button", name: "estimate and ceiling", attributes: 'feature="lunar"', inside: "Generate", says: { check: { ...is.check, cost: null, estimate: 5, ceiling: 2000 } } },
  { of: "scrip-feature-button", name: "too few, may not buy", attributes: paid, inside: "Make 70 pages", says: { session: is.author, check: { ...is.short, ways: [] } } },
  { of: "scrip-feature-button", name: "role", attributes: paid, inside: "Remove background", says: no("role_not_allowed", { who_can: is.owner.who_can.use }) },
  { of: "scrip-feature-button", name: "plan", attributes: 'feature="event-tracker"', inside: "Track events", says: no("plan_lacks_feature", { cost: null }) },
  { of: "scrip-feature-button", name: "not shared", attributes: paid, inside: "Remove background", says: no("sharing_disabled") },
  { of: "scrip-feature-button", name: "own limit", attributes: paid, inside: "Remove background", says: no("spend_limit_reached", { level: "member" }) },
  { of: "scrip-feature-button", name: "account ended", attributes: paid, inside: "Remove background", says: no("account_ended") },
  { of: "scrip-feature-button", name: "switched off by the host", attributes: `${paid} disabled`, inside: "Remove background" },
  { of: "scrip-feature-button", name: "a feature that there is not", attributes: 'feature="nothing"', inside: "Do something", says: { isRefused: true } },
  { of: "scrip-feature-button", name: "loading", attributes: paid, inside: "Remove background", answers: "never" },
  { of: "scrip-feature-button", name: "server away", attributes: paid, inside: "Remove background", answers: "away" },

  { of: "scrip-counter", name: "may buy", attributes: 'feature="lunar"' },
  { of: "scrip-counter", name: "may not buy", attributes: 'feature="lunar"', says: { session: is.author } },
  { of: "scrip-counter", name: "one left", attributes: 'feature="lunar"', says: { balance: { ...is.balance, available: 1 } } },
  { of: "scrip-counter", name: "no right to see the balance", attributes: 'feature="lunar"', says: { session: is.stranger } },
  { of: "scrip-counter", name: "server away", attributes: 'feature="lunar"', answers: "away" },
  { of: "scrip-counter", name: "loading", attributes: 'feature="lunar"', answers: "never" },

  { of: "scrip-features", name: "a plan without some" },
  { of: "scrip-features", name: "a role without the right", says: { features: is.features.map((feature) => (feature.class === "paid" ? { ...feature, allowed: false, reason: "role_not_allowed", who_can: is.owner.who_can.use } : feature)) } },
  { of: "scrip-features", name: "loading", answers: "never" },
  { of: "scrip-features", name: "server away", answers: "away" },

  { of: "scrip-buy-dialog", name: "packages", attributes: "inline" },
  { of: "scrip-buy-dialog", name: "saved card, and why", attributes: "inline", says: { offers: { ...is.offers, pay_with: ["saved", "card", "transfer"] } }, put: { asked: { check: is.short } } },
  { of: "scrip-buy-dialog", name: "several proposed, because none is enough", attributes: "inline", put: { asked: { check: is.shorter } } },
  { of: "scrip-buy-dialog", name: "loading", attributes: "inline", put: { step: "loading" } },
  { of: "scrip-buy-dialog", name: "canceled", attributes: "inline", put: { problem: { code: "canceled", message: "The order was canceled.", body: {} } } },
  { of: "scrip-buy-dialog", name: "several of one kind", attributes: "inline", press: '[part="quantity"] button:last-of-type' },
  { of: "scrip-buy-dialog", name: "transfer only, reverse charge", attributes: "inline", says: { offers: { ...is.offers, plans: [], pay_with: ["transfer"], packages: is.offers.packages.map((offer) => ({ ...offer, reverse_charge: true, tax_rate: 0, tax: { amount: 0, currency: "USD" }, total: offer.price })) } } },
  { of: "scrip-buy-dialog", name: "trial", attributes: "inline", says: { session: { ...is.owner, state: "trial" }, offers: { ...is.offers, packages: [], pay_with: [] } } },
  { of: "scrip-buy-dialog", name: "processing", attributes: "inline", put: { step: "buying" } },
  { of: "scrip-buy-dialog", name: "declined", attributes: "inline", put: { problem: { code: "payment_declined", message: "", body: { reason: "insufficient_funds" } } } },
  { of: "scrip-buy-dialog", name: "price changed", attributes: "inline", put: { problem: { code: "price_changed", message: "", body: {} } } },
  { of: "scrip-buy-dialog", name: "no answer", attributes: "inline", put: { problem: { code: "away", message: "", body: {}, isAway: true } } },
  { of: "scrip-buy-dialog", name: "payment in another window", attributes: "inline", put: { step: "waiting", order: is.pending } },
  { of: "scrip-buy-dialog", name: "the bank asks", attributes: "inline", put: { step: "waiting", order: { ...is.pending, pay_with: "saved" } } },
  { of: "scrip-buy-dialog", name: "awaiting the transfer", attributes: "inline", put: { step: "transfer", order: is.transferred } },
  { of: "scrip-buy-dialog", name: "done", attributes: "inline", put: { step: "done", order: is.order } },
  { of: "scrip-buy-dialog", name: "a higher plan", attributes: "inline", put: { step: "plan", plan: is.offers.plans[0] } },
  { of: "scrip-buy-dialog", name: "server away", attributes: "inline", put: { step: "failed", problem: { code: "away", message: "", body: {}, isAway: true } } },

  { of: "scrip-orders", name: "every status, a card" },
  { of: "scrip-orders", name: "nothing bought, no card", says: { orders: [], card: null } },
  { of: "scrip-orders", name: "card declined", says: { orders: [], card: { ...is.card, declined: true } } },
  { of: "scrip-orders", name: "auto top-up on, card about to go", says: { orders: [], topUp: is.topUp }, put: { isRemoving: true } },
  { of: "scrip-orders", name: "loading", answers: "never" },
  { of: "scrip-orders", name: "no right", says: { session: is.author } },

  { of: "scrip-usage", name: "by day" },
  { of: "scrip-usage", name: "by feature", put: { group: "feature" } },
  { of: "scrip-usage", name: "by member, with its table", put: { group: "member" }, press: "details summary" },
  { of: "scrip-usage", name: "by subaccount", put: { group: "subaccount" } },
  { of: "scrip-usage", name: "credits that run out", says: { balance: { ...bare, available: 100, extra: { available: 100 }, by_kind: { ...is.balance.by_kind, plan: 0, promotional: 0, package: 100 } }, grants: [{ ...is.bought, available: 100 }] } },
  { of: "scrip-usage", name: "credits that expire unused", says: { balance: { ...bare, available: 5000, extra: { available: 5000 }, by_kind: { ...is.balance.by_kind, plan: 0, promotional: 5000, package: 0 } }, grants: [{ ...is.gift, credits: 5000, available: 5000 }] } },
  { of: "scrip-usage", name: "nothing used", says: { isUsed: false } },
  { of: "scrip-usage", name: "loading", answers: "never" },

  { of: "scrip-history", name: "movements" },
  { of: "scrip-history", name: "a line opened", press: "summary" },
  { of: "scrip-history", name: "loading", answers: "never" },
  { of: "scrip-history", name: "nothing yet", says: { entries: [] } },

  { of: "scrip-grants", name: "every status" },
  { of: "scrip-grants", name: "loading", answers: "never" },
  { of: "scrip-grants", name: "none", says: { grants: [] } },
  { of: "scrip-grants", name: "no right", says: { session: is.author } },

  { of: "scrip-agency-settings", name: "shared, with limits", says: { session: { ...is.owner, role: "main_owner" } } },
  { of: "scrip-agency-settings", name: "one subaccount to be limited", says: { session: { ...is.owner, role: "main_owner" }, limits: [], isUsed: false }, put: { whom: "one.subaccount" } },
  { of: "scrip-agency-settings", name: "loading", answers: "never" },
  { of: "scrip-agency-settings", name: "a manager without the right", says: { session: { ...is.author, who_can: { ...is.owner.who_can, share: is.owner.who_can.buy } }, sharing: false } },
];
