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
  expect(inferencePlacesOf(configOf({}))).toBeUndefined();
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
  expect(inferencePlacesOf(config)).toMatchObject({
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
    inferencePlacesOf(configOf({ inference: { services: { models: { engine: "vllm", ...schedules } } } }))
      ?.services[0];
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
    )?.services[0]?.hold;
  expect(at(0)).toEqual({ service: "models-holder", quietSeconds: 1200 });
  expect(at(1)).toBeUndefined();
});
