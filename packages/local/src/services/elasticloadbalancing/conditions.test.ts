import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { compileConditions } from "./conditions.ts";

const holds = (conditions: RuleCondition[], path: string, host = "chat.example.com:8080"): boolean =>
  compileConditions("CreateRule", conditions).every((condition) =>
    condition({ method: "GET", path, host, headers: {} }),
  );

const paths = (...Values: string[]): RuleCondition[] => [{ Field: "path-pattern", Values }];
const hosts = (...Values: string[]): RuleCondition[] => [
  { Field: "host-header", HostHeaderConfig: { Values } },
];

test("a star is any run of characters, a question mark just one, and nothing else is special", () => {
  expect(holds(paths("/api/*"), "/api/chat/completions")).toBe(true);
  expect(holds(paths("/api/*"), "/api")).toBe(false);
  expect(holds(paths("/v?/chat"), "/v1/chat")).toBe(true);
  expect(holds(paths("/v?/chat"), "/v10/chat")).toBe(false);
  expect(holds(paths("/a.b+(c)"), "/a.b+(c)")).toBe(true);
  expect(holds(paths("/a.b"), "/axb")).toBe(false);
});

test("paths are compared with case and without the query, hosts without case and without the port", () => {
  expect(holds(paths("/chat"), "/chat?model=a")).toBe(true);
  expect(holds(paths("/chat"), "/Chat")).toBe(false);
  expect(holds(hosts("Chat.example.COM"), "/")).toBe(true);
  expect(holds(hosts("*.example.org"), "/")).toBe(false);
});

test("one of a condition's values is enough, but every condition must hold", () => {
  expect(holds(paths("/a", "/b"), "/b")).toBe(true);
  expect(holds([...paths("/a"), ...hosts("other.example.com")], "/a")).toBe(false);
});

test("more than five values, a value too long, or none is refused", () => {
  expect(() => holds(paths("/1", "/2", "/3", "/4", "/5", "/6"), "/")).toThrow(/maximum of 5/);
  expect(() => holds(paths(`/${"x".repeat(128)}`), "/")).toThrow(/limit is '128'/);
  expect(() => holds(paths(), "/")).toThrow(/must be specified/);
});
