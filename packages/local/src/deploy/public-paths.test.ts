import { expect, test } from "vitest";
import { platformNames, readPlatform } from "./document.ts";
import { publicPaths } from "./public-paths.ts";

test("every service that users reach is asked for by one path of its own, and no other listener's", () => {
  expect(publicPaths(readPlatform("development"))).toEqual(["/"]);
  expect(publicPaths(readPlatform("production")).toSorted()).toEqual([
    "/",
    "/api/v1/channels/",
    "/api/v1/functions/",
    "/api/v1/images/",
    "/api/v1/knowledge/",
    "/api/v1/scim/v2/",
  ]);
  expect(publicPaths(readPlatform("deep-research")).toSorted()).toEqual(["/", "/api/v1/"]);
});

test.each(platformNames)("the platform %s has something to ask for", (name) => {
  expect(publicPaths(readPlatform(name)).length).toBeGreaterThan(0);
});
