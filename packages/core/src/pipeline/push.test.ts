import { expect, test } from "vitest";
import { onTrigger } from "../workflow/triggers.ts";
import { pipelineRepositories, triggersHere } from "./push.ts";

const config = {
  name: "signalbox",
  services: {
    web: { group: "open-webui", image: "open-webui" },
    models: { group: "ollama", image: "ollama" },
  },
  pipeline: { groups: ["open-webui"] },
};
const through = pipelineRepositories(config, "production");
const pattern = (pushes: "pipeline" | "release", repositories: readonly string[], isPrimary = true) =>
  triggersHere([onTrigger.push(pushes), onTrigger.person()], repositories, isPrimary).map((trigger) =>
    trigger.kind === "event" ? JSON.stringify(trigger.pattern.detail) : trigger.kind,
  );

test("a push of a pipeline's image starts that in the primary region, and no release anywhere", () => {
  expect(through).toEqual(["signalbox-production/open-webui"]);
  expect(pattern("pipeline", through)).toEqual([
    expect.stringContaining('"repository-name":["signalbox-production/open-webui"]'),
    "person",
  ]);
  expect(pattern("pipeline", through, false)).toEqual(["person"]);
  for (const isPrimary of [true, false])
    expect(pattern("release", through, isPrimary)).toEqual([
      expect.stringContaining('"repository-name":[{"anything-but":["signalbox-production/open-webui"]}]'),
      "person",
    ]);
});

test("without a pipeline a push of any image starts a release, and no pipeline", () => {
  expect(pattern("pipeline", [])).toEqual(["person"]);
  expect(pattern("release", [])).toEqual([expect.not.stringContaining("repository-name"), "person"]);
});
