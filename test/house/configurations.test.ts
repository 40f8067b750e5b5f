import { explain, layers, load, names } from "@signalbox/config/load";
import { byDefault } from "@signalbox/core/config/layer";
import { expect, test } from "vitest";

test.each(names)("%s is sound, and every value of it has an origin", (name) => {
  const { leaves } = explain(name, {});
  const known = ["base", layers[name]?.origin, byDefault];
  expect(leaves.filter(({ origin }) => !known.includes(origin))).toEqual([]);
  expect(leaves.some(({ origin }) => origin === name)).toBe(true);
});

test("a stage of any other name, even one that every object has, is somebody's own and as small as development", () => {
  for (const name of ["joe", "constructor"]) expect(load(name, {})).toEqual(load("development", {}));
});

test("the environment goes before the files, and is the process's own unless another is given", () => {
  const environment = { SIGNALBOX__data__database__maxCapacity: "8" };
  expect(load("production", environment).data.database.maxCapacity).toBe(8);
  expect(load("production")).toEqual(load("production", process.env));
});
