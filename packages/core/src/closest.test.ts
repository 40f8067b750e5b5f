import { expect, test } from "vitest";
import { closest, suggestion } from "./closest.ts";

const groups = ["open-webui", "ollama"];

test("a slip of one or two keys finds what was meant", () => {
  expect(closest("open-webiu", groups)).toBe("open-webui");
  expect(closest("olama", groups)).toBe("ollama");
});

test("a word that is nothing like any candidate finds none", () => {
  expect(closest("payments", groups)).toBeUndefined();
  expect(closest("x", ["ab"])).toBeUndefined();
});

test("a suggestion says what there is when nothing is near", () => {
  expect(suggestion("olama", groups)).toBe("did you mean ollama?");
  expect(suggestion("payments", groups)).toBe("there is open-webui, ollama");
  expect(suggestion("payments", [])).toBe("there is none yet");
});
