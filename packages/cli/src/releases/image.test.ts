import { ReleaseGroup } from "@signalbox/core/platform/platform";
import { expect, test } from "vitest";
import { parseImage } from "./image.ts";

const group = ReleaseGroup.parse({
  strategy: "rolling",
  name: "open-webui",
  repository: "ghcr/open-webui",
  cluster: "c",
  services: [{ name: "open-webui", container: "open-webui", service: "open-webui" }],
  policy: {},
});
const digest = `sha256:${"0a".repeat(32)}`;

test("a tag alone means the group's own repository", () => {
  expect(parseImage("v0.9.1", group)).toEqual({ repository: "ghcr/open-webui", tag: "v0.9.1" });
});

test("a repository may be said, with a tag or a digest", () => {
  expect(parseImage("ghcr/open-webui:v1", group)).toEqual({ repository: "ghcr/open-webui", tag: "v1" });
  expect(parseImage(`ghcr/open-webui@${digest}`, group)).toEqual({ repository: "ghcr/open-webui", digest });
});

test.each(["", ":", "a:b:", "-v1", "v 1", "ghcr/open-webui@sha256:12"])("%j is no image", (typed) => {
  expect(() => parseImage(typed, group)).toThrow(/--image cannot be/);
});

test("the image of another group is refused by name", () => {
  expect(() => parseImage("ollama:v1", group)).toThrow("group open-webui does not run ollama");
});
