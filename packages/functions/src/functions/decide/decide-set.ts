import { NamedError } from "@signalbox/core/error";
import { writeDecision } from "../../aws/decision.ts";
import { readSet, setLedgerOf } from "../../aws/release-set.ts";
import type { FunctionContext } from "../../context.ts";
import type { Said } from "./decide-waiting.ts";

/** A set hears an abort at its next look, and turns all of its releases back; undefined where there is none of that name. */
export async function decideSet(context: FunctionContext, { name, action, reason, by }: Said) {
  const record = await readSet(context, name);
  if (!record) return undefined;
  if (record.report) throw new NamedError("Release.TooLate", `the set ${name} has ended already`);
  if (action === "promote")
    throw new NamedError(
      "Release.WaitsForOthers",
      `the set ${name} goes on by itself; promote the release of it that waits for a person`,
    );
  const at = new Date(context.clock.now()).toISOString();
  await writeDecision(setLedgerOf(context, name), name, { action, by, reason, at });
  const group = record.set.waves.flat().map((member) => member.group)[0] ?? "";
  return { group, run: name, phase: "baking" as const, answered: false };
}
