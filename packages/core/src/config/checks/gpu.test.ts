import { expect, test } from "vitest";
import { problemsOf } from "../config.fixture.ts";

const pool = { name: "gpu", instanceTypes: ["g6.xlarge"], max: 4 };
const problems = (pools: object[], service: object = {}) =>
  problemsOf({
    inference: { pools },
    services: { models: { architecture: "x86_64", gpu: { pool: "gpu" }, ...service } },
  }).map(({ path, wrong, suggestion = "" }) => [path, wrong, suggestion].join("|"));

test("a service runs on a pool that there is, whatever sizes Fargate has", () => {
  expect(problems([pool], { cpu: 4096, memory: 14_000 })).toEqual([]);
  expect(problems([{ ...pool, name: "gpus" }])).toEqual([
    "services.models.gpu.pool|`pools` has no gpu|did you mean gpus?",
  ]);
});

test("pools are told apart by their names, and keep nothing stopped of what is on Spot", () => {
  expect(problems([pool, pool])).toEqual(["inference.pools[1].name|another pool is called gpu|"]);
  expect(problems([{ ...pool, spotPercent: 100, standby: 1 }])).toHaveLength(1);
  expect(problems([{ ...pool, spotPercent: 99, standby: 1 }])).toEqual([]);
});

test("what runs on a pool is built for its processors, and its share on Spot is the pool's", () => {
  expect(problems([pool], { architecture: "arm64" })).toHaveLength(1);
  expect(problems([pool], { spotPercent: 50 })).toHaveLength(1);
});
