import fc from "fast-check";
import { expect, test } from "vitest";
import { endpointsInTurn } from "./endpoints-in-turn.ts";

const regions = ["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2"];
const endpoints = regions.map((region) => ({ region, url: `https://${region}.example.com/v1` }));
const some = fc.subarray([...regions, "ap-southeast-1"]);

test("no endpoint of a region that may be lost is tried, and every other one is, once", () =>
  fc.assert(
    fc.property(some, fc.string(), (lost, mark) => {
      const turn = endpointsInTurn(endpoints, lost, mark);
      expect(turn.map(({ region }) => region).toSorted()).toEqual(
        regions.filter((region) => !lost.includes(region)).toSorted(),
      );
    }),
  ));

test("the same mark begins at the same endpoint, and no endpoint is never the first", () => {
  const firstOf = (mark: string) => endpointsInTurn(endpoints, ["us-east-1"], mark)[0]?.region ?? "";
  const marks = Array.from({ length: 40 }, (_, run) => `failover-${run}`);
  expect(marks.map(firstOf)).toEqual(marks.map(firstOf));
  expect(new Set(marks.map(firstOf))).toEqual(new Set(regions.slice(1)));
});
