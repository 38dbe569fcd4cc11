/** The module of the operator console: its elements, defined once. */

import "./console.css";

import { ScripConsole } from "./console.js";
import { ConsoleAct } from "./parts/act.js";
import { ConsoleCall } from "./parts/call.js";
import { ConsoleCalls } from "./parts/calls.js";
import { ConsoleFinder } from "./parts/finder.js";
import { ConsoleSignIn } from "./parts/sign-in.js";
import { ConsoleAccount } from "./rooms/account/account.js";
import { AccountEntries } from "./rooms/account/entries.js";
import { AccountGrants } from "./rooms/account/grants.js";
import { AccountOverview } from "./rooms/account/overview.js";
import { AccountLimits, AccountMembers } from "./rooms/account/people.js";
import { ConsoleSupport } from "./rooms/account/support.js";
import { AccountMessages, AccountOrders } from "./rooms/account/traffic.js";
import { ConsoleAccounts } from "./rooms/accounts.js";
import { CatalogVersions, ConsoleCatalog } from "./rooms/catalog.js";
import { CatalogEditor } from "./rooms/editor.js";
import { ConsoleHealth, ConsoleLedger } from "./rooms/ledger.js";
import { ConsoleEvents, ConsoleMails, ConsoleWebhooks } from "./rooms/messages.js";
import { ConsoleDisputes, ConsoleOrder, ConsoleOrders } from "./rooms/orders.js";
import { ConsoleReports } from "./rooms/reports.js";
import { ConsoleAudit, ConsoleKeys, ConsoleMe, ConsoleStaff } from "./rooms/system.js";
import { ConsoleTransfers } from "./rooms/transfers.js";

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  "account-entries": AccountEntries,
  "account-grants": AccountGrants,
  "account-limits": AccountLimits,
  "account-members": AccountMembers,
  "account-messages": AccountMessages,
  "account-orders": AccountOrders,
  "account-overview": AccountOverview,
  "catalog-editor": CatalogEditor,
  "catalog-versions": CatalogVersions,
  "console-account": ConsoleAccount,
  "console-accounts": ConsoleAccounts,
  "console-act": ConsoleAct,
  "console-audit": ConsoleAudit,
  "console-call": ConsoleCall,
  "console-calls": ConsoleCalls,
  "console-catalog": ConsoleCatalog,
  "console-disputes": ConsoleDisputes,
  "console-events": ConsoleEvents,
  "console-finder": ConsoleFinder,
  "console-health": ConsoleHealth,
  "console-keys": ConsoleKeys,
  "console-ledger": ConsoleLedger,
  "console-mails": ConsoleMails,
  "console-me": ConsoleMe,
  "console-order": ConsoleOrder,
  "console-orders": ConsoleOrders,
  "console-reports": ConsoleReports,
  "console-sign-in": ConsoleSignIn,
  "console-staff": ConsoleStaff,
  "console-support": ConsoleSupport,
  "console-transfers": ConsoleTransfers,
  "console-webhooks": ConsoleWebhooks,
  "scrip-console": ScripConsole,
};

for (const [name, element] of Object.entries(ELEMENTS)) {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
