import { expect, test } from "vitest";
import { stopAll } from "./stop-all.ts";

const three = ["a", "b", "c"].map((name) => ({ arn: `arn:${name}`, name }));

test("each execution is stopped once, and the number is told", async () => {
  const stopped: string[] = [];
  expect(await stopAll(three, async (arn) => stopped.push(arn))).toBe("3 of 3 stopped");
  expect(stopped).toEqual(["arn:a", "arn:b", "arn:c"]);
});

test("one that cannot be stopped is named, and the others are stopped all the same", async () => {
  const stopped: string[] = [];
  const stop = async (arn: string) => {
    if (arn === "arn:b") throw new Error("not allowed");
    stopped.push(arn);
  };
  await expect(stopAll(three, stop)).rejects.toThrow("2 of 3 stopped. b: not allowed");
  expect(stopped).toEqual(["arn:a", "arn:c"]);
});
