import fc from "fast-check";
import { expect, test } from "vitest";
import { type Claim, epochOf, ownership } from "./epoch.ts";

/** Tables give an epoch to whoever asks first; answers may be lost on the way back. */
function claimed(
  order: readonly (readonly [string, string])[],
  lost: readonly boolean[],
): Map<string, Claim[]> {
  const tables = new Map<string, string[]>();
  const heard = new Map<string, Claim[]>();
  for (const [index, [claimant, table]] of order.entries()) {
    const owners = tables.get(table) ?? [];
    tables.set(table, [...owners, claimant]);
    const said = (owners[0] ?? claimant) === claimant ? "accepted" : "taken";
    heard.set(claimant, [...(heard.get(claimant) ?? []), lost[index] ? "no-answer" : said]);
  }
  return heard;
}

test("two claimants never own the same epoch, in whatever order they ask and whatever answers are lost", () => {
  const asks = ["a", "b", "c"].flatMap((who) => ["1", "2", "3"].map((table) => [who, table] as const));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(asks, { minLength: 9 }),
      fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      (order, lost) => {
        const owners = [...claimed(order, lost).values()].filter((said) => ownership(said) === "owned");
        expect(owners.length).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("whoever hears too little does not know, and whoever is refused twice knows that it has lost", () => {
  expect(ownership(["accepted", "no-answer", "no-answer"])).toBe("unknown");
  expect(ownership(["accepted", "taken", "no-answer"])).toBe("unknown");
  expect(ownership(["taken", "taken", "no-answer"])).toBe("lost");
  expect(ownership(["accepted", "accepted", "taken"])).toBe("owned");
});

test("the epoch is known where two tables answer, and not where one does", () => {
  expect(epochOf([4, undefined, 6])).toBe(6);
  expect(epochOf([undefined, undefined, 6])).toBeUndefined();
});
