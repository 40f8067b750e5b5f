import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing, Token } from "@signalbox/core/ledger/records";
import type { AnyLaptop } from "../workflows/laptop.fixture.ts";
import { item, lock, run } from "../workflows/release.fixture.ts";
import { queued } from "../workflows/turns.fixture.ts";
import type { Ground } from "./ground.ts";
import { executionsOf } from "./sizes.ts";

/** Why the group is in neither state: all on what ran before, or all on what was promoted last; at its old size, its lock free. */
export async function unknownIn(
  laptop: AnyLaptop,
  ground: Ground<AnyLaptop>,
  before: string,
): Promise<string[]> {
  const { serving, wrong } = await ground.resting(laptop);
  const why = [...wrong];
  const standing = await item(laptop, ledgerKeys.standing, Standing);
  const promoted: { readonly name: string; readonly at: string }[] = [];
  for (const { name } of await executionsOf(laptop, "release")) {
    const { report } = (await run(laptop, name)) ?? {};
    if (report?.outcome === "promoted") promoted.push({ name, at: report.endedAt });
    if (await item(laptop, ledgerKeys.token(name), Token)) why.push(`a token of ${name} is left`);
  }
  const last = promoted.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)?.name;
  const brought = standing?.taskDefinitions[laptop.service.name] ?? "";
  const expected = last === undefined ? before : brought.slice(brought.lastIndexOf("/") + 1);
  if (serving !== expected) why.push(`${serving} serves, and ${expected} should`);
  if (last !== undefined && standing?.promotion?.run !== last)
    why.push(`${standing?.promotion?.run} stands as promoted, and ${last} was the last`);
  const { owner, stuck } = (await lock(laptop)) ?? {};
  if (owner !== undefined || stuck !== undefined) why.push(`the lock is kept: ${stuck ?? owner}`);
  const waiting = await queued(laptop);
  if (waiting.length > 0) why.push(`${waiting.join(", ")} wait(s) for a turn`);
  return why;
}
