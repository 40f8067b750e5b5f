import { expect, test } from "vitest";
import { onVaults } from "./backup.fixture.ts";

test("a backup makes one point with its class, its run and its lifecycle, records it and gives the lease back", () =>
  onVaults({}, async ({ start, ending, held, points, report, lease, world }) => {
    expect(await ending(await start("r1"))).toMatchObject({ status: "SUCCEEDED" });
    const [point, ...others] = await held();
    expect(others).toEqual([]);
    expect(point).toMatchObject({ Status: "COMPLETED", Lifecycle: { DeleteAfterDays: 30 } });
    const ResourceArn = point?.RecoveryPointArn ?? "";
    const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
    expect(await world.call("backup", "ListTags", { ResourceArn }, caller)).toEqual({
      Tags: { "signalbox:class": "files/daily", "signalbox:run": "r1" },
    });
    expect(await points()).toMatchObject([
      {
        id: ResourceArn,
        phase: "made",
        made: { expiresAt: (point?.CreationDate?.getTime() ?? 0) + 30 * 86_400_000 },
      },
    ]);
    expect(await report("r1")).toMatchObject({ outcome: "made", point: ResourceArn, attempts: 1 });
    expect((await lease())?.owner).toBeUndefined();
  }));
