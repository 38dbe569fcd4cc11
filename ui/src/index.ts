/** The module that a page loads: every element, defined once, whoever loads it twice. */

import { ScripAgencySettings } from "./elements/agency-settings.js";
import { ScripBuyDialog } from "./elements/buy-dialog.js";
import { ScripCost } from "./elements/cost.js";
import { ScripCounter } from "./elements/counter.js";
import { ScripFeatureButton } from "./elements/feature-button.js";
import { ScripFeatures } from "./elements/features.js";
import { ScripGrants } from "./elements/grants.js";
import { ScripHistory } from "./elements/history.js";
import { ScripOrders } from "./elements/orders.js";
import { ScripUsage } from "./elements/usage.js";
import { ScripUsageMenu } from "./elements/usage-menu.js";
import type { BoughtDetail, BuyDetail, UpgradeDetail, UseDetail } from "./told.js";

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  "scrip-usage-menu": ScripUsageMenu,
  "scrip-cost": ScripCost,
  "scrip-feature-button": ScripFeatureButton,
  "scrip-counter": ScripCounter,
  "scrip-features": ScripFeatures,
  "scrip-buy-dialog": ScripBuyDialog,
  "scrip-orders": ScripOrders,
  "scrip-usage": ScripUsage,
  "scrip-history": ScripHistory,
  "scrip-grants": ScripGrants,
  "scrip-agency-settings": ScripAgencySettings,
};

for (const [name, element] of Object.entries(ELEMENTS)) {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}

export {
  ScripAgencySettings,
  ScripBuyDialog,
  ScripCost,
  ScripCounter,
  ScripFeatureButton,
  ScripFeatures,
  ScripGrants,
  ScripHistory,
  ScripOrders,
  ScripUsage,
  ScripUsageMenu,
};

export type { BoughtDetail, BuyDetail, UpgradeDetail, UseDetail } from "./told.js";

declare global {
  interface HTMLElementTagNameMap {
    "scrip-usage-menu": ScripUsageMenu;
    "scrip-cost": ScripCost;
    "scrip-feature-button": ScripFeatureButton;
    "scrip-counter": ScripCounter;
    "scrip-features": ScripFeatures;
    "scrip-buy-dialog": ScripBuyDialog;
    "scrip-orders": ScripOrders;
    "scrip-usage": ScripUsage;
    "scrip-history": ScripHistory;
    "scrip-grants": ScripGrants;
    "scrip-agency-settings": ScripAgencySettings;
  }

  interface GlobalEventHandlersEventMap {
    "scrip-use": CustomEvent<UseDetail>;
    "scrip-buy": CustomEvent<BuyDetail>;
    "scrip-bought": CustomEvent<BoughtDetail>;
    "scrip-upgrade": CustomEvent<UpgradeDetail>;
  }
}
