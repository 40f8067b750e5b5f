import { modules as spoken } from "@signalbox/local/services/modules";
import { expect, test } from "vitest";
import { kinds } from "./kinds.ts";
import { modules, types } from "./not-on-the-laptop.ts";

/** Pulumi's names of the modules whose services the local cloud speaks, where they are not the service's own. */
const pulumi: Readonly<Record<string, string>> = {
  "application-autoscaling": "appautoscaling",
  elasticfilesystem: "efs",
  elasticloadbalancing: "lb",
  events: "cloudwatch",
  logs: "cloudwatch",
  monitoring: "cloudwatch",
  states: "sfn",
};

test("no service that the local cloud speaks is left out whole", () => {
  const names = Object.keys(spoken).map((service) => pulumi[service] ?? service);
  expect(names.filter((name) => name in modules)).toEqual([]);
});

test("nothing is both translated and left out", () => {
  expect(kinds.filter(({ type }) => type in types)).toEqual([]);
});
