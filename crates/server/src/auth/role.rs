//! Roles of operators, and the one table of what each may do. Whoever adds an endpoint decides here; what is in no row, nobody may.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What an operator is there for; each role holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    /// Looks, and sends again what did not arrive.
    Support,
    /// Takes payments, gives credits and money back, reads reports.
    Finance,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role, rising.
    pub(crate) const ALL: [Self; 3] = [Self::Support, Self::Finance, Self::Admin];

    /// The word of the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Finance => "finance",
            Self::Admin => "admin",
        }
    }

    /// The smallest role that may call an operation with the console's cookie; none: no role may.
    pub(crate) fn least(operation: &str) -> Option<Self> {
        let rows = [(SUPPORT, Self::Support), (FINANCE, Self::Finance), (ADMIN, Self::Admin)];
        rows.into_iter().find(|(row, _)| row.contains(&operation)).map(|(_, role)| role)
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let role = Self::ALL.into_iter().find(|role| role.name() == text);
        role.ok_or("must be support, finance or admin".to_owned())
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads about accounts, and what a person at a desk does for somebody who asks.
const SUPPORT: &[&str] = &[
    "listAccounts",
    "getAccount",
    "listMembers",
    "getMember",
    "getBalance",
    "streamBalance",
    "listFeatures",
    "checkUse",
    "listGrants",
    "listLimits",
    "getLimit",
    "listEntries",
    "getUsage",
    "getSpend",
    "listReservations",
    "getReservation",
    "getSharing",
    "getOffers",
    "listOrders",
    "listAllOrders",
    "getOrder",
    "listInvoices",
    "getInvoice",
    "getInvoicePdf",
    "emailInvoice",
    "getPaymentMethod",
    "getAutoTopUp",
    "getCatalog",
    "listCatalogVersions",
    "getCatalogVersion",
    "listMails",
    "resendMail",
    "listEvents",
    "redeliverEvent",
    "listWebhookEndpoints",
    "getWebhookEndpoint",
    "listWebhookDeliveries",
    "createSupportSession",
    "getOperatorSession",
    "endOperatorSession",
    "changeOwnPassword",
];

/// Money, and credits for a reason.
const FINANCE: &[&str] = &[
    "confirmPayment",
    "rejectOrder",
    "refundOrder",
    "cancelOrder",
    "reportTransfer",
    "listDisputes",
    "createGrant",
    "voidGrant",
    "createReversal",
    "getBreakageReport",
    "getDeferredRevenueReport",
    "getUsageReport",
];

/// All else.
const ADMIN: &[&str] = &[
    "createAccount",
    "patchAccount",
    "activateAccount",
    "cancelAccount",
    "pauseAccount",
    "resumeAccount",
    "changePlan",
    "dropScheduledPlan",
    "putMember",
    "deleteMember",
    "putLimit",
    "deleteLimit",
    "putSharing",
    "createOrder",
    "setUpPaymentMethod",
    "deletePaymentMethod",
    "putAutoTopUp",
    "deleteAutoTopUp",
    "createQuote",
    "createSpend",
    "createSpends",
    "createReservation",
    "settleReservation",
    "voidReservation",
    "extendReservation",
    "putCatalog",
    "createApiKey",
    "listApiKeys",
    "revokeApiKey",
    "createOperator",
    "listOperators",
    "getOperator",
    "changeOperator",
    "removeOperator",
    "createWebhookEndpoint",
    "changeWebhookEndpoint",
    "removeWebhookEndpoint",
    "rotateWebhookSecret",
    "createTestClock",
    "advanceTestClock",
    "acceptClock",
    "verify",
    "listAudit",
];

/// What no role may: a member's own session writes as the member, and to act as support is to look on.
#[cfg(test)]
const NOBODY: &[&str] = &["createSession", "getSession"];

/// Operations that write their own line of the audit, in the commit of what they do. Of all others that are no reads the edge writes one.
const OWN_LINE: &[&str] = &[
    "createGrant",
    "voidGrant",
    "refundOrder",
    "confirmPayment",
    "rejectOrder",
    "resendMail",
    "redeliverEvent",
    "createApiKey",
    "revokeApiKey",
    "createOperator",
    "changeOperator",
    "removeOperator",
    "createSupportSession",
    "endOperatorSession",
    "changeOwnPassword",
    "createWebhookEndpoint",
    "changeWebhookEndpoint",
    "removeWebhookEndpoint",
    "rotateWebhookSecret",
    "acceptClock",
];

/// True where the operation itself writes what an operator did.
pub(crate) fn has_own_line(operation: &str) -> bool {
    OWN_LINE.contains(&operation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api;
    use crate::edge::Who;

    #[test]
    fn every_operation_stands_in_one_row() {
        let rows = [SUPPORT, FINANCE, ADMIN, NOBODY];
        let all: Vec<_> = api::endpoints().iter().map(|endpoint| endpoint.operation).collect();
        for operation in &all {
            let count = rows.iter().flat_map(|row| row.iter()).filter(|id| **id == operation.id).count();
            let expected = usize::from(operation.who != Who::Anyone);
            assert_eq!(count, expected, "{} stands in {count} rows", operation.id);
        }
        for id in rows.iter().flat_map(|row| row.iter()).chain(OWN_LINE) {
            assert!(all.iter().any(|operation| operation.id == *id), "{id} is no operation");
        }
    }
}
