/** Rows that openapi.json does not have yet: operators and their sessions. */

export type Role = "support" | "finance" | "admin";

export interface Operator {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled?: boolean;
  created_at?: string;
  last_signed_in_at?: string | null;
}

export interface OperatorSession {
  operator: Operator;
  expires_at: string;
  idle_expires_at: string;
}

export interface SupportSession {
  token: string;
  account: string;
  member: string;
  expires_at: string;
}

interface Ok<T> {
  responses: { 200: { content: { "application/json": T } } };
}

interface In<B> {
  requestBody: { content: { "application/json": B } };
}

interface At<F> {
  parameters: { path: F };
}

export interface soon {
  "/v1/operator-sessions": { post: Ok<OperatorSession> & In<{ email: string; password: string }> };
  "/v1/operator-sessions/current": { get: Ok<OperatorSession>; delete: Ok<{ signed_out: boolean }> };
  "/v1/operator-sessions/current/password": { put: Ok<OperatorSession> & In<{ current_password: string; password: string }> };
  "/v1/operators": {
    get: Ok<{ data: Operator[]; next_cursor: string | null }> & { parameters: { query?: { limit?: number; after?: string } } };
    post: Ok<Operator> & In<{ name: string; email: string; role: string; password: string }>;
  };
  "/v1/operators/{operator}": {
    patch: Ok<Operator> & In<{ name?: string; role?: string; password?: string; disabled?: boolean }> & At<{ operator: string }>;
    delete: Ok<{ id: string; deleted: boolean }> & At<{ operator: string }>;
  };
  "/v1/audit": { get: Ok<{ data: { at: string; who: string; action: string; subject: string; reason?: string | null }[]; next_cursor: string | null }> & { parameters: { query?: { limit?: number; after?: string; order?: string } } } };
  "/v1/accounts/{account}/support-sessions": { post: Ok<SupportSession> & In<{ member?: string; reason: string }> & At<{ account: string }> };
}
