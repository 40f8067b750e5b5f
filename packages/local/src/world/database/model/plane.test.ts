import { describe } from "vitest";
import { virtualClock } from "../../clock.ts";
import { contract } from "../contract.fixture.ts";
import { surveys } from "../surveys.fixture.ts";
import { modelDatabases } from "./plane.ts";

describe("the modelled databases", () => {
  contract(() => {
    const clock = virtualClock();
    return { plane: modelDatabases(clock), now: clock.now, tick: () => clock.run(clock.sleep(1000)) };
  });
  surveys(() => {
    const clock = virtualClock();
    return { plane: modelDatabases(clock), clock };
  });
});
