import { namesOf } from "@signalbox/core/platform/names";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import { changesByRehearsal, onServing, type Serving } from "./rehearse.fixture.ts";

const { database } = namesOf({ name: "signalbox", stage: "development" });

/** Calls that change what serves: any of a service or a rule, and of RDS those of another name than a clone's. */
const touching = ({ calls }: Pick<Serving, "calls">): readonly string[] =>
  calls.filter(changesByRehearsal).flatMap(({ service, operation, input }) => {
    const { DBClusterIdentifier, DBInstanceIdentifier, ResourceName } = input as Record<string, unknown>;
    const named = [DBClusterIdentifier, DBInstanceIdentifier, ResourceName].filter(
      (one) => one !== undefined,
    );
    const elsewhere = named.filter((one) => !`${one}`.includes(`${database}-r`));
    const serves =
      /^(Update|PutParameter|ModifyRule|ModifyListener)/.test(operation) && service !== "dynamodb";
    return serves || elsewhere.length > 0 ? [`${operation} ${JSON.stringify(input)}`] : [];
  });

async function play(name: string, upgrade: "additive" | "fails-on-data", ...guards: readonly Guard[]) {
  let changes = 0;
  await onServing({ upgrade, guards }, async (on) => {
    const before = await on.production();
    const { judgement } = await on.rehearsed(name);
    expect(judgement.refused.length).toBe(upgrade === "additive" ? 0 : 1);
    expect(await on.left()).toEqual([]);
    expect(await on.production()).toBe(before);
    expect(touching(on)).toEqual([]);
    changes = on.calls.filter(changesByRehearsal).length;
  });
  return changes;
}

test("Given a Lambda that is cut off at any of its changes, then a rehearsal judges, leaves nothing and never touches what serves", async () => {
  const totals = {
    additive: await play("r1", "additive"),
    "fails-on-data": await play("r1", "fails-on-data"),
  };
  expect(totals.additive).toBeGreaterThan(20);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom("before" as const, "after" as const),
      fc.constantFrom("additive" as const, "fails-on-data" as const),
      fc.stringMatching(/^[a-zA-Z0-9-]{1,60}$/),
      async (n, when, upgrade, name) => {
        const { guard, cut } = cutOff(n % totals[upgrade], when, changesByRehearsal);
        await play(name, upgrade, guard);
        expect(cut()).toBeDefined();
      },
    ),
    { numRuns: 5 },
  );
});

/** The Lambda is cut off when ECS has started its task, and its next attempt comes. */
const startsTask = ({ operation }: Call) => operation === "RunTask";
const tasksOf = ({ calls }: Serving) =>
  new Set(
    calls.filter(({ operation }) => operation === "DescribeTasks").map(({ input }) => JSON.stringify(input)),
  );

test("Given a Lambda that is cut off when ECS has started the migrator, then its next attempt hears of the same task; without the token there are two", async () => {
  const attempt = async (...guards: readonly Guard[]) => {
    let started = 0;
    const { guard } = cutOff(0, "after", startsTask);
    await onServing({ upgrade: "slow", guards: [guard, ...guards] }, async (on) => {
      const run = await on.start("r1");
      while (tasksOf(on).size === 0) await on.clock.sleep(5_000);
      started = (await on.left()).filter((one) => one?.includes(":task/")).length;
      await on.ending(run);
      expect(await on.left()).toEqual([]);
    });
    return started;
  };
  const forgetful: Guard = (call, next) =>
    next(startsTask(call) ? { ...call, input: { ...call.input, clientToken: undefined } } : call);
  expect(await attempt()).toBe(1);
  expect(await attempt(forgetful)).toBe(2);
});

test("Given a task definition that does not say whose it is, then nobody would take it away", () => {
  const nameless: Guard = (call, next) =>
    next(
      call.operation === "RegisterTaskDefinition"
        ? { ...call, input: JSON.parse(JSON.stringify(call.input).replace("SIGNALBOX_RUN", "NOBODY")) }
        : call,
    );
  return onServing({ upgrade: "additive", guards: [nameless] }, async (on) => {
    await on.rehearsed("r1");
    expect(await on.left()).toEqual([expect.stringMatching(/task-definition\/.*-migrator:1$/)]);
  });
});
