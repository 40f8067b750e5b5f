import { expect, test } from "vitest";
import { everything } from "./execution-filter.ts";
import { readViews, sameFilter, withoutView, withView } from "./saved-views.ts";

const failed = { name: "failed", filter: { ...everything, status: "FAILED" } };
const running = { name: "running", filter: { ...everything, status: "RUNNING" } };

test("views are read as they were kept", () => {
  expect(readViews(JSON.stringify([failed, running]))).toEqual([failed, running]);
});

test("what is no view is left out, and a field that is no text lets everything through", () => {
  expect([null, "", "no json", "{}", '[1,null,{"name":"x"}]'].flatMap(readViews)).toEqual([]);
  expect(readViews('[{"name":"odd","filter":{"status":1,"more":2}}]')).toEqual([
    { name: "odd", filter: everything },
  ]);
});

test("views are sorted by name, and one of the same name is replaced", () => {
  const changed = { ...failed, filter: { ...failed.filter, region: "us-west-2" } };
  expect(withView(withView([running], failed), changed)).toEqual([changed, running]);
});

test("a view is removed by its name", () => {
  expect(withoutView([failed, running], "failed")).toEqual([running]);
});

test("filters are the same when every field is", () => {
  expect(sameFilter(failed.filter, { ...failed.filter })).toBe(true);
  expect(sameFilter(failed.filter, { ...failed.filter, text: "v2" })).toBe(false);
});
