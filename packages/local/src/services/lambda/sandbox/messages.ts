import type { SandboxOutcome } from "./sandbox.ts";

/** Parent to child: one invocation. `context` holds the plain fields of Lambda's context. */
export interface Invoke {
  readonly payload: string;
  readonly remainingMs: number;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Child to parent. */
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "not-ready"; readonly outcome: SandboxOutcome }
  | { readonly kind: "wrote"; readonly text: string }
  | { readonly kind: "answered"; readonly outcome: SandboxOutcome };
