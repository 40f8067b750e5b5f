import { Restoration } from "@signalbox/core/backup/run/restoration";
import { backupRuns } from "@signalbox/core/cost/backup-runs";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { decideRestore } from "@signalbox/functions/functions/decide-restore/function";
import { putBack } from "@signalbox/functions/workflows/put-back/workflow";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import {
  type Configured,
  onConfiguration,
  parameter,
  secretName,
  secretValue,
} from "./configuration.fixture.ts";
import { cutOff } from "./cut-off.fixture.ts";
import { names } from "./deployment.fixture.ts";
import { changesBy, person } from "./points.fixture.ts";
import { usesOf } from "./uses.fixture.ts";

type What = "configuration" | "secrets";

const setting = { workflows: [restore, putBack], functions: [decideRestore] };

/** With one verified point, after which somebody changes things. */
const onPoint = (
  scenario: (on: Configured, tools: ReturnType<typeof toolsOf>) => Promise<void>,
  more: { readonly permanent?: boolean; readonly guards?: readonly Guard[] } = {},
) =>
  onConfiguration({ ...setting, ...more }, async (on) => {
    const point = await on.backedUp();
    await on.verify("v1");
    on.calls.length = 0;
    await scenario(on, toolsOf(on, point));
  });

function toolsOf(on: Configured, point: string) {
  const { world, clock, platform, aws } = on;
  const record = (what: What, run: string) =>
    getItem(workLedgerOf({ aws, platform }, "restore", what), ledgerKeys.run(run), Restoration);
  return {
    point,
    record,
    order: (what: What, run: string, more: object = {}) =>
      on.start("restore", run, { what, point, reason: "for the test", ...more }),
    reached: async (what: What, run: string, phase: string) => {
      for (let looks = 0; looks < 500; looks++) {
        if ((await record(what, run))?.phase === phase) return;
        await clock.sleep(2_000);
      }
      throw new Error(`${run} never came to ${phase}: ${JSON.stringify(await record(what, run))}`);
    },
    decide: (run: string, action: string) =>
      on.invoke(decideRestore.name, { restore: run, action, reason: "for the test", by: "ann" }),
    held: async (): Promise<string | undefined> => {
      const { Parameters = [] } = await world.call("ssm", "GetParameters", { Names: [parameter] }, person);
      return Parameters[0]?.Value;
    },
    secret: async () => {
      const asked = { SecretId: secretName };
      return await world.call("secretsmanager", "GetSecretValue", asked, person).catch(() => undefined);
    },
  };
}

const undoes = (operation: string): boolean =>
  !/^(Describe|Get|List|Query|Put(Item|Object)|Update(Item))/.test(operation);

test("a dry run says what would be written back, old and new, and what a deploy or a release brings; nothing is changed", () =>
  onPoint(async (on, { order, record, held }) => {
    await on.put(parameter, "off");
    await on.put("/signalbox-development/platform/region", "{}");
    on.calls.length = 0;
    expect(await on.ending(await order("configuration", "r1", { dryRun: true }))).toMatchObject({
      status: "SUCCEEDED",
    });
    const { plan = [], outcome } = (await record("configuration", "r1")) ?? {};
    expect(outcome).toBe("planned");
    expect(plan).toContain(`parameter ${parameter}: “off” → “on”`);
    expect(await held()).toBe("off");
    expect(on.calls.filter((call) => changesBy("put-back")(call) && undoes(call.operation))).toEqual([]);
  }));

test("the configuration is written back, looked at, kept with a way back, and a person's way back leads to what stood there", () =>
  onPoint(async (on, { order, record, held, reached, decide }) => {
    await on.put(parameter, "off");
    await on.world.call("ecs", "DeregisterTaskDefinition", { taskDefinition: on.taskDefinition }, person);
    const execution = await order("configuration", "r1");
    await reached("configuration", "r1", "keeping-old");
    expect(await held()).toBe("on");
    const asked = { taskDefinition: names.taskFamily("worker") };
    const { taskDefinition } = await on.world.call("ecs", "DescribeTaskDefinition", asked, person);
    expect(taskDefinition).toMatchObject({ revision: 2, containerDefinitions: [{ image: "worker:1" }] });
    await decide("r1", "back");
    expect(await on.ending(execution)).toMatchObject({ status: "SUCCEEDED" });
    expect(await held()).toBe("off");
    expect(await record("configuration", "r1")).toMatchObject({ outcome: "gone-back" });
  }));

test("a secret that waits for its deletion is kept, and AWSCURRENT goes back to the version that had it; no value is read", () =>
  onPoint(async (on, { order, secret, reached, decide, record }) => {
    await on.world.call(
      "secretsmanager",
      "PutSecretValue",
      { SecretId: secretName, SecretString: "another" },
      person,
    );
    await on.world.call("secretsmanager", "DeleteSecret", { SecretId: secretName }, person);
    on.calls.length = 0;
    const execution = await order("secrets", "r1");
    await reached("secrets", "r1", "keeping-old");
    expect(on.calls.filter(({ operation }) => operation === "GetSecretValue")).toEqual([]);
    expect((await secret())?.SecretString).toContain(secretValue);
    await decide("r1", "release");
    expect(await on.ending(execution)).toMatchObject({ status: "SUCCEEDED" });
    expect(await record("secrets", "r1")).toMatchObject({ outcome: "restored" });
    const entered = await on.transitions(on.executionOf("put-back", "r1"));
    expect(usesOf("put-back", on.calls, entered)).toEqual(backupRuns["put-back"]());
  }));

test("a secret that is gone for good is told of by name, and nothing is written", () =>
  onPoint(async (on, { order, record }) => {
    const gone = { SecretId: secretName, ForceDeleteWithoutRecovery: true };
    await on.world.call("secretsmanager", "DeleteSecret", gone, person);
    expect(await on.ending(await order("secrets", "r1"))).toMatchObject({ status: "SUCCEEDED" });
    const { plan = [] } = (await record("secrets", "r1")) ?? {};
    expect(plan.join()).toContain(`secret ${secretName} is gone for good`);
  }));

describe("Given a stage whose data is permanent", () => {
  test.each([
    ["approve", "on"],
    ["abort", "off"],
  ])("then a person's %s decides whether it is written", (action, then) =>
    onPoint(
      async (on, { order, reached, decide, held }) => {
        await on.put(parameter, "off");
        const execution = await order("configuration", "r1");
        await reached("configuration", "r1", "waiting-for-person");
        expect(await held()).toBe("off");
        await decide("r1", action);
        if (action === "approve") await reached("configuration", "r1", "keeping-old");
        else expect(await on.ending(execution)).toMatchObject({ error: "Backup.Aborted" });
        expect(await held()).toBe(then);
      },
      { permanent: true },
    ),
  );
});

test("Given a point that was altered, then it is refused by name, and nothing is written", () =>
  onPoint(async (on, { order, record, held, point }) => {
    await on.put(parameter, "off");
    const document = JSON.parse(await on.read(on.keyOf(point)));
    document.parts.parameters[parameter].value = "forged";
    await on.write(on.keyOf(point), JSON.stringify(document));
    expect(await on.ending(await order("configuration", "r1"))).toMatchObject({
      error: "Backup.PartChanged",
    });
    expect(await record("configuration", "r1")).toMatchObject({ outcome: "refused" });
    expect(await held()).toBe("off");
  }));

test("Given somebody who writes the parameter while a person is asked, then it is left as it is", () =>
  onPoint(
    async (on, { order, reached, decide, held }) => {
      await on.put(parameter, "off");
      const execution = await order("configuration", "r1");
      await reached("configuration", "r1", "waiting-for-person");
      await on.put(parameter, "a third");
      await decide("r1", "approve");
      expect(await on.ending(execution)).toMatchObject({ status: "FAILED" });
      expect(await held()).toBe("a third");
    },
    { permanent: true },
  ));

test.each(["before", "after"] as const)(
  "Given a Lambda that is cut off %s its write, then it is written once, and stands",
  (when) => {
    const writes = (call: Call): boolean => changesBy("put-back")(call) && call.operation === "PutParameter";
    return onPoint(
      async (on, { order, reached, held }) => {
        await on.put(parameter, "off");
        await order("configuration", "r1");
        await reached("configuration", "r1", "keeping-old");
        expect(await held()).toBe("on");
        const { Parameters = [] } = await on.world.call(
          "ssm",
          "GetParameters",
          { Names: [parameter] },
          person,
        );
        expect(Parameters[0]?.Version).toBe(3);
      },
      { guards: [cutOff(0, when, writes).guard] },
    );
  },
);
