import { expect, test } from "vitest";
import { predictDowntime } from "./downtime.ts";
import { withOthers } from "./downtime-everywhere.ts";

test("regions that wait for each other are kept out for three looks longer, unless the last cutover has these in it", () => {
  const alone = predictDowntime({ rehearsal: { migrate: 5 } });
  expect(withOthers(alone).seconds - alone.seconds).toBe(30);
  const again = predictDowntime({ "last cutover": { stop: 20, look: 30, start: 60 } });
  expect(withOthers(again)).toEqual(again);
});
