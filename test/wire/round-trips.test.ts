import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { modules } from "@signalbox/local/services/modules";
import { isServiceName, serviceOf } from "@signalbox/local/wire/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { impossible, roundTrips, used } from "./round-trips.ts";
import { type Bed, transports } from "./transports.ts";

const names = Object.keys(modules).filter(isServiceName);
const rpc = names.filter((name) => serviceOf(name).routes.length === 0);

for (const [transport, open] of Object.entries(transports))
  describe(`over ${transport}`, () => {
    let bed: Bed;
    beforeAll(async () => {
      bed = await open();
    });
    afterAll(() => bed.close());

    it.each(names)("every operation of %s arrives and is answered whole", async (name) => {
      const { calls, wrong } = await roundTrips(bed, name);
      expect(wrong).toEqual([]);
      const refused = Object.keys(impossible).filter((operation) => operation.startsWith(`${name}:`));
      const all = used[name]?.length ?? serviceOf(name).operations.size;
      expect(calls).toBeGreaterThanOrEqual(all - refused.length);
    });
  });

describe("in a protocol that another client might choose", () => {
  let bed: Bed;
  beforeAll(async () => {
    bed = await transports.http();
  });
  afterAll(() => bed.close());

  it.each(rpc)("every operation of %s arrives and is answered whole in CBOR", async (name) => {
    const { wrong } = await roundTrips(bed, name, { protocol: AwsSmithyRpcV2CborProtocol });
    expect(wrong).toEqual([]);
  });

  it("every operation of monitoring arrives and is answered whole in query", async () => {
    const { wrong } = await roundTrips(bed, "monitoring", { protocol: AwsQueryProtocol });
    // Its EvaluationWindow of the branch SlidingWindow is a structure without members, which a form cannot say.
    expect(wrong).toEqual([expect.objectContaining({ operation: "PutMetricAlarm", index: 1 })]);
  });
});
