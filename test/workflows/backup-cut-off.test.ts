import type { FaultInput } from "@signalbox/local/faults/kinds";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { changesByBackup, onVaults, type Setting } from "./backup.fixture.ts";
import { cutAnywhere, cutOff } from "./cut-off.fixture.ts";

test.each([
  ["makes a point", "SUCCEEDED", undefined],
  ["fails", "FAILED", "abort"],
] as const)(
  "Given a Lambda that is cut off at any of its changes, then a run that %s ends as if nothing had been",
  async (_, status, outcome) => {
    const play = async (...guards: readonly Guard[]): Promise<number> => {
      let changes = 0;
      const bucket: Setting = { guards, store: "bucket" };
      await onVaults(bucket, async ({ cloud, start, ending, held, jobs, points, lease, calls, manifest }) => {
        if (outcome) cloud.faults.add({ kind: "backup-job-ends", outcome });
        expect(await ending(await start("r1"))).toMatchObject({ status });
        expect(await jobs()).toHaveLength(1);
        expect(await held()).toHaveLength(outcome ? 0 : 1);
        const [point] = await points();
        expect(point).toMatchObject({ phase: outcome ? "failed" : "made" });
        expect(Boolean(await manifest(point!.id))).toBe(!outcome);
        expect((await lease())?.owner).toBeUndefined();
        changes = calls.filter(changesByBackup).length;
      });
      return changes;
    };
    const total = await play();
    expect(total).toBeGreaterThan(10);
    await cutAnywhere(total, play, { numRuns: 12, counts: changesByBackup });
  },
);

test.each<FaultInput>([
  { kind: "throttle", service: "backup", count: 8 },
  { kind: "throttle", service: "dynamodb", count: 8 },
  { kind: "lose-reply", service: "backup", count: 6 },
  { kind: "lose-reply", service: "dynamodb", count: 6 },
  { kind: "lose-request", service: "dynamodb", probability: 0.2 },
])("Given $kind of $service, then a run makes one point all the same", (fault) =>
  onVaults({}, async ({ cloud, start, ending, held, jobs, points }) => {
    cloud.faults.add(fault);
    expect(await ending(await start("r1"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await held()).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
    expect(await points()).toMatchObject([{ phase: "made" }]);
  }),
);

describe("Given a Lambda that is cut off when AWS Backup has started its job", () => {
  const starts = ({ operation }: Parameters<typeof changesByBackup>[0]) => operation === "StartBackupJob";
  const play = async (...guards: readonly Guard[]) => {
    const { guard } = cutOff(0, "after", starts);
    let made = 0;
    await onVaults({ guards: [guard, ...guards] }, async ({ start, ending, held }) => {
      expect(await ending(await start("r1"))).toMatchObject({ status: "SUCCEEDED" });
      made = (await held()).length;
    });
    return made;
  };

  test("then its next attempt hears of the same job", async () => {
    expect(await play()).toBe(1);
  });

  test("then without the idempotency token it would start a second one", async () => {
    const forgetful: Guard = (call, next) =>
      next(starts(call) ? { ...call, input: { ...call.input, IdempotencyToken: undefined } } : call);
    expect(await play(forgetful)).toBe(2);
  });
});
