import { expect, test } from "vitest";
import { kindOf } from "./lists.ts";

test("a chat starts a replica, a list of models is answered from memory, and who only looks starts nothing", () => {
  expect(kindOf("ollama", "POST", "/api/chat")).toBe("work");
  expect(kindOf("vllm", "POST", "/v1/rerank")).toBe("work");
  expect(kindOf("ollama", "GET", "/api/tags")).toBe("list");
  expect(kindOf("vllm", "GET", "/v1/models")).toBe("list");
  expect(kindOf("vllm", "GET", "/metrics")).toBe("look");
  expect(kindOf("ollama", "HEAD", "/")).toBe("look");
});
