import type { Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, lock, pushQuietly, reached, run, services, start } from "./release.fixture.ts";

/** From `begin()` on the control plane remembers every weight that is set, and the data plane hears of none. */
function lagging() {
  let begun = false;
  const said = new Map<unknown, unknown>();
  const guard: Guard = async (call, next) => {
    const { operation, input } = call;
    if (begun && operation === "ModifyRule" && "RuleArn" in input && "Actions" in input) {
      said.set(input.RuleArn, input.Actions);
      return { Rules: [] };
    }
    const answer = await next(call);
    if (operation !== "DescribeRules" || !("Rules" in answer) || !Array.isArray(answer.Rules)) return answer;
    const Rules = answer.Rules.map((rule) => ({ ...rule, Actions: said.get(rule.RuleArn) ?? rule.Actions }));
    return { ...answer, Rules };
  };
  return {
    guard,
    begin: () => {
      begun = true;
    },
  };
}

test("Given a load balancer that does not serve what its rule says, when its time is over, then the release turns back", () => {
  const { guard, begin } = lagging();
  return onLaptop({ guards: () => [guard] }, async (laptop) => {
    begin();
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    expect(end.cause).toContain("Release.ShareNotServed: the candidate served 0.0 %");
    expect((await acts(laptop, "r1")).map(({ state }) => state)).not.toContain("Bake");
  });
});

test("Given a rollback that the load balancer does not follow, then the candidate is not scaled in, and a person is called", () => {
  const { guard, begin } = lagging();
  return onLaptop({ guards: () => [guard] }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 10);
    begin();
    await decide(laptop, "abort", "r1");
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.NeedsAPerson" });
    expect(end.cause).toContain("Release.StillServed");
    expect(await services(laptop)).toMatchObject({ green: { desiredCount: 1, runningCount: 1 } });
    expect(await lock(laptop)).toMatchObject({ run: "r1", stuck: expect.stringContaining("StillServed") });
    expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "stuck" });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  });
});
