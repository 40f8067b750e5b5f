import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { cutAnywhere } from "./cut-off.fixture.ts";
import { roleOf } from "./laptop.fixture.ts";
import { changesBy } from "./points.fixture.ts";
import { approved, onHarmed } from "./recover-from-harm.fixture.ts";

const changes = changesBy("recover-from-harm");
const timeout = 120_000;

test("Given a Lambda that is cut off at any of its changes, then each part is started once, and users come back to what was before the harm", {
  timeout,
}, async () => {
  const play = async (...guards: readonly Guard[]): Promise<number> => {
    let total = 0;
    await onHarmed({ guards }, async (on) => {
      await approved(on, "h1");
      const started = await Promise.all(["quarantine", "restore", "lower-maintenance"].map(on.executionsOf));
      expect(started).toEqual([["h1-quarantine"], ["h1-restore"], ["h1-lower"]]);
      expect(await on.at(await on.held()).rows("chat_message")).toEqual(expect.arrayContaining(on.messages));
      expect([await on.turnedAway(), await on.freezes(), await on.lease()]).toEqual([0, [], undefined]);
      expect(await on.evidence()).toHaveLength(1);
      total = on.calls.filter(changes).length;
    });
    return total;
  };
  const total = await play();
  expect(total).toBeGreaterThan(15);
  await cutAnywhere(total, play, { numRuns: 3, counts: changes });
});

/** Answers what was true of the restore when it served, until it forgets: as if nobody looked once more. */
function remembering(): { readonly guard: Guard; forgets: boolean } {
  const known = new Map<string, object>();
  const isAbout = ({ operation, input, context: { principal } }: Call): boolean =>
    principal.kind === "role" &&
    principal.arn.endsWith(`/${roleOf("recover-from-harm")}`) &&
    ((operation === "GetItem" && JSON.stringify(input).includes(ledgerKeys.work("restore", "database"))) ||
      (operation === "DescribeExecution" && JSON.stringify(input).includes("h1-restore")));
  const memory: { readonly guard: Guard; forgets: boolean } = {
    forgets: false,
    guard: async (call, next) => {
      if (!isAbout(call)) return await next(call);
      const served = JSON.stringify(known.get("GetItem"))?.includes("keeping-old");
      const answer = memory.forgets || !served ? await next(call) : known.get(call.operation);
      known.set(call.operation, answer ?? {});
      return answer ?? {};
    },
  };
  return memory;
}

test("that what was restored still serves is looked at once more before users come in; without that they meet the harm", {
  timeout,
}, async () => {
  for (const looks of [true, false]) {
    const memory = remembering();
    await onHarmed({ guards: [memory.guard] }, async (on) => {
      const arn = await on.recover("h1");
      await on.comesTo("h1", "waiting-for-person");
      memory.forgets = looks;
      await on.decide("h1-restore", "back");
      await on.reached("h1-restore", "going-back");
      await on.clock.sleep(30 * 60_000);
      await on.answer("h1", "approve");
      const { status } = await on.ending(arn);
      expect(await on.held()).toBe(on.old);
      const [letIn, turnedAway] = [status === "SUCCEEDED", await on.turnedAway()];
      expect([letIn, turnedAway > 0]).toEqual(looks ? [false, true] : [true, false]);
    });
  }
});
