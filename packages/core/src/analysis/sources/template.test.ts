import { expect, test } from "vitest";
import { green } from "./subject.fixture.ts";
import { fillTemplate, Template, tellsServices, tellsSides } from "./template.ts";

test("each name stands for what the side has", () => {
  expect(fillTemplate('up{revision="{{side}}",service="{{ service }}"} {{name}} {{side}}', green)).toBe(
    'up{revision="green",service="acme-prod-chat-green"} chat green',
  );
});

test("braces of PromQL stay", () => {
  expect(fillTemplate('http_requests_total{code=~"5.."}', green)).toBe('http_requests_total{code=~"5.."}');
});

test("an unknown name is refused with the one that was meant", () => {
  const parsed = Template.safeParse("{{targetGrop}}");
  expect(parsed.error?.issues[0]?.message).toBe(
    "nothing is known as {{targetGrop}}; did you mean targetGroup?",
  );
});

test("a side is told by its side, ECS service or target group, a service by its name or either of those", () => {
  expect(tellsSides(["{{name}}", "{{loadBalancer}}", "side"])).toBe(false);
  expect([["{{side}}"], ["{{service}}"], ["x", "{{targetGroup}}"]].map(tellsSides)).toEqual([
    true,
    true,
    true,
  ]);
  expect(tellsServices(["{{side}}", "{{loadBalancer}}"])).toBe(false);
  expect([["{{name}}"], ["{{service}}"], ["{{targetGroup}}"]].map(tellsServices)).toEqual([true, true, true]);
});
