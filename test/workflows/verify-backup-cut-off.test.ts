import { namesOf } from "@signalbox/core/platform/names";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import { changesByVerification, type OnPoint, onPoint } from "./verify-backup.fixture.ts";

const { database } = namesOf({ name: "signalbox", stage: "development" });

/** Calls by which a verification would change what serves: whatever it changes has its own run's name. */
const touching = ({ calls, bucket }: Pick<OnPoint, "calls" | "bucket">): readonly string[] =>
  calls.filter(changesByVerification).flatMap(({ service, operation, input }) => {
    const written = JSON.stringify(input);
    const serves = new RegExp(
      `"(${database}(-[0-9]+)?|${bucket}|arn:[^"]*:(cluster|db):${database}(-[0-9]+)?)"`,
    );
    // The source of a restore is read, and named by it.
    return (service === "rds" || service === "s3") && serves.test(written) ? [`${operation} ${written}`] : [];
  });

async function play(
  target: "database" | "files",
  name: string,
  ...guards: readonly Guard[]
): Promise<number> {
  let changes = 0;
  await onPoint({ target, guards }, async (on) => {
    const before = await on.serving();
    expect(await on.ending(await on.verify(name))).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.points()).toMatchObject([{ phase: "verified" }]);
    expect(await on.beside()).toEqual([]);
    expect((await on.lease())?.owner).toBeUndefined();
    expect(touching(on)).toEqual([]);
    expect(await on.serving()).toEqual(before);
    changes = on.calls.filter(changesByVerification).length;
  });
  return changes;
}

test("Given a Lambda that is cut off at any of its changes, then a verification ends verified, leaves nothing and never touches what serves", async () => {
  const totals = { database: await play("database", "v1"), files: await play("files", "v1") };
  expect(totals.database).toBeGreaterThan(15);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("database" as const, "files" as const),
      fc.nat(),
      fc.constantFrom("before" as const, "after" as const),
      fc.stringMatching(/^[a-zA-Z0-9-]{1,60}$/),
      async (target, n, when, name) => {
        const { guard, cut } = cutOff(n % totals[target], when, changesByVerification);
        await play(target, name, guard);
        expect(cut()).toBeDefined();
      },
    ),
    { numRuns: 5 },
  );
});

describe("Given a Lambda that is cut off when AWS Backup has started the restore", () => {
  const starts = ({ operation }: Call) => operation === "StartRestoreJob";
  const attempt = async (...guards: readonly Guard[]) => {
    const { guard } = cutOff(0, "after", starts);
    let error: string | undefined;
    await onPoint({ target: "database", guards: [guard, ...guards] }, async (on) => {
      ({ error } = await on.ending(await on.verify("v1")));
    });
    return error;
  };

  test("then its next attempt hears of the same job", async () => {
    expect(await attempt()).toBeUndefined();
  });

  test("then without the idempotency token a second one would meet the first one's cluster", async () => {
    const forgetful: Guard = (call, next) =>
      next(starts(call) ? { ...call, input: { ...call.input, IdempotencyToken: undefined } } : call);
    expect(await attempt(forgetful)).toBe("Backup.JobFailed");
  });
});
