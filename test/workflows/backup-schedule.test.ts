import { expect, test } from "vitest";
import { onVaults, type Vaults } from "./backup.fixture.ts";
import { cutOff } from "./cut-off.fixture.ts";

const dayMs = 86_400_000;
/** The first time that is due: three in the morning, UTC, of the clock's first day. */
const firstDue = ({ clock }: Vaults): number => Math.floor(clock.now() / dayMs) * dayMs + 3 * 3_600_000;
const sleepUntil = ({ clock }: Vaults, at: number) => clock.sleep(at - clock.now());
const nameOf = (due: number, id = "files-daily") =>
  `${id}-${new Date(due).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;

test("a class is backed up when it is due, and what was due before it was configured is nobody's fault", () =>
  onVaults({}, async (vaults) => {
    const due = firstDue(vaults);
    expect(await vaults.look()).toEqual([]);
    await sleepUntil(vaults, due - 1_000);
    expect(await vaults.look()).toEqual([]);
    await sleepUntil(vaults, due);
    expect(await vaults.look()).toEqual([nameOf(due), nameOf(due, "database-daily")]);
    await vaults.clock.sleep(300_000);
    expect(await vaults.held()).toHaveLength(1);
    expect(await vaults.look()).toEqual([]);
  }));

test("Given looks that failed for three days, then the newest run is made up for, once", () =>
  onVaults({}, async (vaults) => {
    const due = firstDue(vaults);
    await vaults.look();
    await sleepUntil(vaults, due + 2 * dayMs + 3_600_000);
    for (let at = 0; at < 3; at++) await vaults.look();
    const made = (await vaults.executions()).filter((name) => name.startsWith("files"));
    expect(made).toEqual([nameOf(due + 2 * dayMs)]);
    await sleepUntil(vaults, due + 3 * dayMs);
    expect(await vaults.look()).toContain(nameOf(due + 3 * dayMs));
  }));

test("Given two looks at a time, then each run is started once", () =>
  onVaults({}, async (vaults) => {
    const due = firstDue(vaults);
    await vaults.look();
    await sleepUntil(vaults, due);
    await Promise.all([vaults.look(), vaults.look()]);
    expect((await vaults.executions()).toSorted()).toEqual([nameOf(due, "database-daily"), nameOf(due)]);
  }));

test("Given a look that is cut off when it has started a run, then the next one starts it no second time", () => {
  const { guard } = cutOff(
    0,
    "after",
    ({ operation, context: { principal } }) => operation === "StartExecution" && principal.kind === "role",
  );
  return onVaults({ guards: [guard] }, async (vaults) => {
    const due = firstDue(vaults);
    await vaults.look();
    await sleepUntil(vaults, due);
    await expect(vaults.look()).rejects.toThrow();
    await vaults.clock.sleep(120_000);
    await vaults.look();
    await vaults.clock.sleep(120_000);
    expect((await vaults.executions()).toSorted()).toEqual([nameOf(due, "database-daily"), nameOf(due)]);
    expect(await vaults.held()).toHaveLength(1);
  });
});
