import { expect, test } from "vitest";
import { readPlatform } from "./document.ts";
import { withReplicas } from "./with-replicas.ts";

const inputsOf = (document: ReturnType<typeof readPlatform>, operation: string, name: RegExp) =>
  document.entries
    .flatMap(({ call }) => (call?.operation === operation ? [call.input] : []))
    .filter((input) => name.test(`${input.ResourceId ?? input.Name}`));

test("the targets of both sides and what the planner is told change, and nothing else", () => {
  const before = readPlatform("development");
  const after = withReplicas(before, { service: "ollama", most: 5, profile: { startSeconds: 99 } });
  const targets = inputsOf(after, "RegisterScalableTarget", /\/ollama-(blue|green)$/);
  expect(targets.map(({ MaxCapacity }) => MaxCapacity)).toEqual([5, 5]);
  const [told] = inputsOf(after, "PutParameter", /\/inference$/);
  const [was] = inputsOf(before, "PutParameter", /\/inference$/);
  const { services } = JSON.parse(String(was?.Value));
  expect(JSON.parse(String(told?.Value)).services).toEqual([
    {
      ...services[0],
      bounds: { ...services[0].bounds, most: 5 },
      profile: { ...services[0].profile, startSeconds: 99 },
    },
  ]);
  const others = after.entries.filter((entry, index) => entry !== before.entries[index]);
  expect(others).toHaveLength(3);
});
