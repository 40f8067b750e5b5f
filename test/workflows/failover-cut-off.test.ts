import { expect, test } from "vitest";
import {
  executed,
  minute,
  names,
  onThreeRegions,
  planned,
  reaches,
  runsIn,
  standby,
  standingBy,
  start,
} from "./failover.fixture.ts";

const timeout = 120_000;

/** Ends the Lambda before it has seen what ECS runs. */
const cutOff = {
  kind: "lambda-crash",
  function: names.deployed("failover"),
  when: "before",
  operation: "DescribeServices",
} as const;

test(
  "an act whose Lambda was cut off twice is done within half a minute: its visits' records keep nobody out",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { cloud } = regions;
      await standingBy(regions, standby);
      cloud.faults.add({ ...cutOff, count: 2 });
      const execution = await start(regions, standby, "failover", planned);
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
      const struck = cloud.faults.struck().filter(({ kind }) => kind === "lambda-crash");
      expect(struck).toHaveLength(2);
      const done = (await runsIn(regions, standby))
        .at(-1)
        ?.acts.find(({ state }) => state === "ScaleServices");
      expect(Date.parse(done?.endedAt ?? "") - Date.parse(struck[0]?.at ?? "")).toBeLessThan(minute / 2);
    }),
);

test(
  "an act whose Lambda is cut off each time asks a person after five minutes, and says what ended it",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { cloud } = regions;
      await standingBy(regions, standby);
      cloud.faults.add(cutOff);
      const execution = await start(regions, standby, "failover", planned);
      const asks = (await reaches(regions, standby, { execution, state: "AskHow" })).acts.at(-1);
      expect(asks?.text).toMatch(/^ScaleServices failed \(Failover\.ServicesNotUp: .*exit/i);
      const [first] = cloud.faults.struck().filter(({ kind }) => kind === "lambda-crash");
      const after = Date.parse(asks?.startedAt ?? "") - Date.parse(first?.at ?? "");
      expect(after).toBeGreaterThanOrEqual(5 * minute - 10_000);
      expect(after).toBeLessThan(6 * minute);
    }),
);
