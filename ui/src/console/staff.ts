/** Operators as the API names them. */

import type { components } from "../api/schema.js";

type Schemas = components["schemas"];

export type Role = "support" | "finance" | "admin";
export type Operator = Schemas["Operator"];
/** Who is signed in: what the page says of it. */
export type SignedIn = Schemas["SignedInOperator"];
export type OperatorSession = Schemas["OperatorSession"];
export type SupportSession = Schemas["SupportSession"];

/** The role by its word; an unknown one may do least. */
export function roleOf(operator: { readonly role: string }): Role {
  return operator.role === "admin" || operator.role === "finance" ? operator.role : "support";
}
