import { ledgerOf } from "@signalbox/functions/aws/ledger";
import { setPhase } from "@signalbox/functions/aws/run";
import { storeToken } from "@signalbox/functions/aws/wait-token";
import { awaitDecision } from "@signalbox/functions/release/steps/await-decision";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, ending, pushQuietly, raise, reached, start, weights } from "./release.fixture.ts";

/** AwaitDecision without its last look. */
const storesOnly = step({
  ...awaitDecision,
  run: async ({ release: { group, run: name }, phase }, context) => {
    const ledger = ledgerOf(context, group);
    const { token = "", visit } = context;
    const wait = { wait: visit.entered, began: visit.entered, deadline: visit.entered };
    await storeToken(ledger, name, { token, ...visit, ...wait }, 4_000_000_000);
    await setPhase(ledger, name, phase);
    return { answered: false };
  },
});

describe("looking once more after the token is stored", () => {
  /** The alarm goes off after the last look of the step before, and `wake` looks for tokens before this one is stored. */
  const between = (laptop: () => Laptop): Guard => {
    let raised = false;
    return async (call, next) => {
      const storing = call.operation === "PutItem" && JSON.stringify(call.input).includes('"token#');
      if (storing && !raised) {
        raised = true;
        await raise(laptop());
        await laptop().clock.sleep(2_000);
      }
      return await next(call);
    };
  };

  async function scenario(changed: AnyWorkflow, see: (laptop: Laptop) => Promise<void>): Promise<void> {
    let here: Laptop | undefined;
    await onLaptop({ guards: () => [between(() => here!)] }, async (laptop) => {
      here = laptop;
      await redeploy(laptop, changed);
      await pushQuietly(laptop, "v2");
      await see(laptop);
    });
  }

  test("does not lose an alarm that came in between", () =>
    scenario(releaseCanary, async (laptop) => {
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "rolling-back");
      const journal = await acts(laptop, "r1");
      const at = (state: string) => Date.parse(journal.find((act) => act.state === state)?.at ?? "");
      expect(at("RollBack") - at("Bake")).toBeLessThanOrEqual(5_000);
      expect((await ending(laptop, arn)).cause).toContain("Release.AlarmRaised");
    }));

  test("once removed, the faulty candidate keeps its traffic until the next look", () => {
    const blind = releaseCanary.steps.map((step) => (step.name === "AwaitDecision" ? storesOnly : step));
    return scenario({ ...releaseCanary, steps: blind }, async (laptop) => {
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      await laptop.clock.sleep(50_000);
      expect(await weights(laptop)).toEqual({ blue: 90, green: 10 });
      expect((await ending(laptop, arn)).cause).toContain("Release.AlarmRaised");
    });
  });
});
