import { virtualClock } from "../../world/clock.ts";
import { modelPlane } from "../../world/plane/model/plane.ts";
import { forward, platform } from "../../world/plane/platform.fixture.ts";

export type Platform = ReturnType<typeof platform>;

/** Runs a test in virtual time, with modelled traffic. */
export const on = (work: (p: Platform) => Promise<void>) => async () => {
  const clock = virtualClock();
  const p = platform(clock, modelPlane);
  await clock.run(work(p).finally(p.stop));
};

export const path = { Field: "path-pattern", Values: ["/*"] };

/** A load balancer with a listener to one group, and a second group. */
export const made = async (p: Platform) => {
  const [blue, green, balancer] = [await p.group("blue"), await p.group("green"), await p.balancer()];
  const listener = await p.listener(balancer, forward([blue, 100]));
  const rule = await p.rule(listener, 10, path, forward([blue, 100], [green, 0]));
  return { blue, green, balancer, listener, rule };
};
