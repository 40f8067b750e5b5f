import type { ServiceDocument, SideDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { previewSentences } from "./preview.ts";

const side = (wanted: number, image = ""): SideDocument => ({
  service: "s",
  image,
  desired: 2,
  running: 2,
  healthy: 2,
  wanted,
  requests: 0,
});
const service = (name: string, preview?: ServiceDocument["preview"]): ServiceDocument => ({
  name,
  sides: { blue: side(100, "tools:v1"), green: side(0, "tools:v2") },
  ...(preview && { preview }),
});

test("a preview tells which side testers have, with its image, and which one users have", () => {
  expect(previewSentences([service("api", "green")])).toEqual([
    "the preview listener serves green, tools:v2; users are on blue",
  ]);
});

test("without a candidate, nothing is previewed", () => {
  expect(previewSentences([service("api", "blue")])).toEqual([
    "nothing is previewed: users and the preview listener are on blue",
  ]);
});

test("services that are previewed alike are told once, others by name", () => {
  expect(previewSentences([service("api", "green"), service("auth", "green")])).toHaveLength(1);
  expect(previewSentences([service("api", "green"), service("auth", "blue")])).toEqual([
    "api: the preview listener serves green, tools:v2; users are on blue",
    "auth: nothing is previewed: users and the preview listener are on blue",
  ]);
});

test("sides that no preview listener reaches have no preview", () => {
  expect(previewSentences([service("api")])).toEqual([]);
});
