import type { PlannedEntry } from "./entry.ts";
import type { Held } from "./held.ts";

type Told = Pick<PlannedEntry, "hold" | "decision"> & { readonly held?: Held };

/** No replica, and none wanted. */
export const isAtZero = ({ decision }: Pick<PlannedEntry, "decision">): boolean =>
  decision !== undefined && decision.wanted + decision.ready + decision.starting === 0;

/** What people are told of those who are held; undefined of a service that never goes to zero. */
export function heldText(told: Told): string | undefined {
  const { hold, held } = told;
  if (!hold) return undefined;
  if (!held) return "the holder says nothing";
  const refused = held.refused > 0 ? `; ${held.refused} turned away in the last hour` : "";
  return `${waitingText(told, held)}${refused}`;
}

function waitingText(told: Told, { requests, oldestSeconds }: Held): string {
  if (requests > 0) return `the oldest waits ${oldestSeconds} s`;
  return isAtZero(told) ? "at zero, nothing asked" : "nobody waits for the first replica";
}
