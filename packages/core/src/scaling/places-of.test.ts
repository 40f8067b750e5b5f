import { expect, test } from "vitest";
import { sound } from "../config/config.fixture.ts";
import type { ConfigLayer } from "../config/config.ts";
import { layered } from "../config/layered.ts";
import { inferencePlacesOf, ownsReplicas } from "./places-of.ts";

const configOf = (layer: ConfigLayer) =>
  layered(
    [
      { origin: "base", layer: sound },
      { origin: "stage", layer },
    ],
    {},
  ).config;

test("a stage that plans nothing has no places of inference", () => {
  expect(inferencePlacesOf(configOf({}), "us-east-1")).toBeUndefined();
  expect(ownsReplicas(configOf({}), "models")).toBe(false);
});

test("a planned service is told with its bounds, its objective as shares, and who owns the number of its tasks", () => {
  const config = configOf({
    inference: {
      services: { models: { engine: "vllm", owner: "autoscaling", objective: { latePercent: 5 } } },
      monthlyCapUsd: 9000,
    },
    services: { models: { scaling: { min: 2, max: 8 } } },
  });
  expect(inferencePlacesOf(config, "us-east-1")).toMatchObject({
    services: [
      {
        name: "models",
        group: "models",
        owned: false,
        objective: { seconds: 5, late: 0.05 },
        bounds: { least: 2, most: 8 },
      },
    ],
    monthlyCapUsd: 9000,
  });
  expect(ownsReplicas(config, "models")).toBe(false);
});

test("its schedules are told where it has any", () => {
  const office = { from: "MON 08:00", to: "FRI 18:00", timeZone: "Europe/Berlin", replicas: 2 };
  const at = (schedules?: object) =>
    inferencePlacesOf(
      configOf({ inference: { services: { models: { engine: "vllm", ...schedules } } } }),
      "us-east-1",
    )?.services[0];
  expect(at({ schedules: { office } })?.schedules).toEqual({ office });
  expect(at()).not.toHaveProperty("schedules");
});

test("of a service that goes to zero the planner is told who holds its requests, and of no other", () => {
  const at = (min: number) =>
    inferencePlacesOf(
      configOf({
        inference: { services: { models: { engine: "vllm", hold: { quietMinutes: 20 } } } },
        edge: { idleTimeoutSeconds: 900 },
        services: { models: { scaling: { min } } },
      }),
      "us-east-1",
    )?.services[0]?.hold;
  expect(at(0)).toEqual({ service: "models-holder", quietSeconds: 1200 });
  expect(at(1)).toBeUndefined();
});

test("where overflow goes, the region that it comes from is told whither, and each has a holder", () => {
  const config = configOf({
    regions: [
      { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
      { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
    ],
    inference: {
      services: {
        models: { engine: "vllm", spill: { to: { "us-east-1": "eu-west-1" }, mostPercent: 40 } },
      },
    },
    edge: { idleTimeoutSeconds: 900 },
    services: { models: { scaling: { min: 1 } } },
  });
  const [from, to] = ["us-east-1", "eu-west-1"].map(
    (region) => inferencePlacesOf(config, region)?.services[0],
  );
  expect(from).toMatchObject({
    hold: { service: "models-holder" },
    spill: { to: "eu-west-1", mostShare: 0.4 },
  });
  expect(to).toMatchObject({ hold: { service: "models-holder" } });
  expect(to?.spill).toBeUndefined();
});
