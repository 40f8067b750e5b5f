import { waitsForOthers } from "@signalbox/core/ledger/records";
import { Release } from "@signalbox/core/release/release";
import { anywhere } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readPromoteFor, takePromote } from "../../aws/decision.ts";
import { journal } from "../../aws/journal.ts";
import { ledgerOf } from "../../aws/ledger.ts";
import { readRun, setPhase } from "../../aws/run.ts";
import { succeed } from "../../aws/task-token.ts";
import { storeOwnToken } from "../../aws/wait-token.ts";
import { step } from "../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { tellAllows, tellWaiting } from "../tell.ts";

const waits = {
  baking: "bakes",
  "waiting-for-person": "waits for a person to promote or abort",
  rehearsed: "knows that all regions are kept out together, and waits for them",
  stopped: "has stopped the old version, and waits for the other regions",
  ready: "is ready, and waits for the others of the set",
  passed: "has passed, and waits for the others of the set",
  holding: "keeps the way back open",
} as const;

export const awaitDecision = step({
  name: "AwaitDecision",
  description:
    "Stores the task token, tells a person who is waited for, then looks at alarms and decisions once more: what came in between is not lost.",
  input: z.strictObject({
    release: Release,
    phase: z.enum(["baking", "waiting-for-person", "rehearsed", "stopped", "ready", "passed", "holding"]),
    /** Of this wait for its token. */
    seconds: z.number(),
    /** A bake is waited for look by look: when its weight was set, and when it ends. Milliseconds since 1970. */
    bake: z.strictObject({ since: z.number(), ends: z.number() }).optional(),
  }),
  output: z.strictObject({ answered: z.boolean() }),
  allow: [
    ...allow.checkpointAllows,
    ...allow.journalAllows,
    ...tellAllows,
    anywhere("states:SendTaskSuccess"),
  ],
  run: async ({ release, phase, seconds, bake }, context) => {
    const { aws, clock, visit } = context;
    const { group, run } = release;
    const ledger = ledgerOf(context, group);
    const whole = bake ? release.policy.bakeSeconds : seconds;
    const ends = bake?.ends ?? clock.now() + seconds * 1000;
    const before = await readRun(ledger, run);
    const { state, entered } = visit;
    const wait = bake ? `${state} ${bake.since}` : entered;
    const [began, deadline] = [isoOf(ends - whole * 1000), isoOf(ends)];
    // Once for a wait, not once for each look of a bake; a visit that was cut off here says it again.
    if (before?.phase !== phase) {
      const untold =
        before && phase === "waiting-for-person" ? await tellWaiting(context, before, deadline) : undefined;
      const text = `${waits[phase]} for ${whole} s at most`;
      await journal(context, release, { text: untold === undefined ? text : `${text}; ${untold}` });
    }
    const { token } = await storeOwnToken(ledger, run, context, seconds, { wait, began, deadline });
    await setPhase(ledger, run, phase);
    await checkpoint(context, release);
    const take = waitsForOthers(phase) ? readPromoteFor : takePromote;
    const promote = await take(ledger, run, wait);
    if (promote) await succeed(aws.sfn, token, { by: promote.by, reason: promote.reason });
    return { answered: promote !== undefined };
  },
});

const isoOf = (at: number): string => new Date(at).toISOString();
