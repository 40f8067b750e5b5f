import { gate } from "../../gate/gate.ts";
import { virtualClock } from "../../world/clock.ts";
import { createWorld } from "../../world/create.ts";
import type { Plane } from "../../world/plane/plane.ts";
import type { Input, OperationName, Output } from "../service.ts";
import { dynamodb } from "./service.ts";

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

/** For tests: DynamoDB in a virtual world, with the table `ledger` (hash key id, range key at) ready to use. */
export async function ledger() {
  const clock = virtualClock();
  const world = createWorld({ clock, seed: 1, plane });
  world.connect(gate([dynamodb(world)], []));
  const call = <Op extends OperationName<"dynamodb">>(
    operation: Op,
    input: Input<"dynamodb", Op>,
  ): Promise<Output<"dynamodb", Op>> =>
    clock.run(
      world.call("dynamodb", operation, input, { region: "us-east-1", principal: { kind: "person" } }),
    );
  const create = (TableName: string) =>
    call("CreateTable", {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "at", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
    });
  await create("ledger");
  await clock.run(clock.sleep(2_000));
  return { call, clock, create, world };
}

export const key = (id: string, at: number | string) => ({ id: { S: id }, at: { N: String(at) } });
