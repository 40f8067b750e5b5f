import type { Call } from "../gate/gate.ts";
import { gate } from "../gate/gate.ts";
import { virtualClock } from "../world/clock.ts";
import { createWorld } from "../world/create.ts";
import type { Plane } from "../world/plane/plane.ts";
import type { Datum, World } from "../world/world.ts";
import { AwsError } from "./error.ts";
import type { ServiceName } from "./modules.ts";
import type { Input, OperationName, Output, Service } from "./service.ts";

const nothing = (): never => {
  throw new Error("these tests start nothing");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};

/**
 * For tests: services in a virtual world whose other services are seen from outside only: `asked` are the calls to
 * them, and `answer` says what they answer.
 */
export function surroundings(
  make: (world: World) => readonly Service[],
  setting: { start?: number; account?: string; answer?: (call: Call) => object } = {},
) {
  const clock = virtualClock(setting.start);
  const reported: unknown[] = [];
  const report = (_: string, error: unknown): void => {
    reported.push(error);
  };
  const account = setting.account ?? "123456789012";
  const world = createWorld({ clock, seed: 1, plane, account, report });
  const services = make(world);
  const own = new Set<string>(services.map(({ name }) => name));
  const asked: Call[] = [];
  world.connect(
    gate(services, [
      async (call, next) => {
        if (own.has(call.service)) return next(call);
        asked.push(call);
        return setting.answer?.(call) ?? {};
      },
    ]),
  );
  const metrics: Datum[] = [];
  world.metrics.subscribe((datum) => metrics.push(datum));
  return {
    world,
    clock,
    asked,
    metrics,
    reported,
    call: <S extends ServiceName, Op extends OperationName<S>>(
      service: S,
      operation: Op,
      input: Input<S, Op>,
      region = "us-east-1",
    ): Promise<Output<S, Op>> =>
      clock.run(world.call(service, operation, input, { region, principal: { kind: "person" } })),
    pass: (ms: number): Promise<void> => clock.run(clock.sleep(ms)),
    stop: async (): Promise<void> => {
      for (const service of services) await service.stop?.();
    },
  };
}

export const throttled = (): never => {
  throw new AwsError("ThrottlingException", "Rate exceeded");
};
