import { strToU8, zipSync } from "fflate";
import { onTestFinished } from "vitest";
import { gate } from "../../../gate/gate.ts";
import { realClock, type WorldClock } from "../../../world/clock.ts";
import { createWorld } from "../../../world/create.ts";
import type { Plane } from "../../../world/plane/plane.ts";
import type { Input } from "../../service.ts";
import { lambda } from "../service.ts";

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
export const caller = { region: "us-east-1", principal: { kind: "person" } } as const;

export const zip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

/** A function's second of being Pending passes in 20 ms; processes and their time-outs keep to real time. */
export function given(clock: WorldClock = realClock(50)) {
  const world = createWorld({ clock, seed: 7, plane });
  const service = lambda(world, () => ({
    endpoint: "http://127.0.0.1:4566",
    accessKeyId: "ASIA1",
    secretAccessKey: "secret",
    sessionToken: "token",
  }));
  world.connect(gate([service], []));
  onTestFinished(() => service.stop?.());
  const create = (
    files: Readonly<Record<string, string>>,
    setting: Partial<Input<"lambda", "CreateFunction">> = {},
  ) =>
    world.call(
      "lambda",
      "CreateFunction",
      {
        FunctionName: "orders",
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::123456789012:role/orders",
        Code: { ZipFile: zip(files) },
        ...setting,
      },
      caller,
    );
  const settle = () => clock.sleep(1001);
  const invoke = async (event: unknown = {}, more: Partial<Input<"lambda", "Invoke">> = {}) => {
    const input = { FunctionName: "orders", Payload: JSON.stringify(event), ...more };
    const { Payload, ...rest } = await world.call("lambda", "Invoke", input, caller);
    return { ...rest, answer: Payload && JSON.parse(Payload.transformToString()) };
  };
  return { clock, world, service, create, settle, invoke };
}

/** A function of one module, created and settled. */
export async function withFunction(text: string, setting: Partial<Input<"lambda", "CreateFunction">> = {}) {
  const all = given();
  await all.create({ "index.mjs": text }, setting);
  await all.settle();
  return all;
}
