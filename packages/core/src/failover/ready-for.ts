import { periodMs } from "./agreement.ts";

/** Readiness is looked at twice in this time; what is older says nothing of now. Milliseconds. */
export const readyForMs = 30 * periodMs;
