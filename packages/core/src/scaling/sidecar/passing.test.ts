import fc from "fast-check";
import { expect, test } from "vitest";
import { answerTokens, tailLength } from "./answer-tokens.ts";
import { asksForWork, Passing } from "./passing.ts";

test("chats, completions and embeddings take slots; lists, health checks and pulls do not", () => {
  expect(asksForWork("POST", "/api/chat")).toBe(true);
  expect(asksForWork("POST", "/v1/chat/completions?x=1")).toBe(true);
  expect(asksForWork("GET", "/api/tags")).toBe(false);
  expect(asksForWork("POST", "/api/pull")).toBe(false);
});

test("what is beyond the slots waits, and a full queue's 503 is refused", () => {
  const passing = new Passing(2);
  const [first, , , fourth] = [passing.came(), passing.came(), passing.came(), passing.came()];
  expect(passing.word()).toMatchObject({ requests: 4, running: 2, waiting: 2, refused: 0 });
  fourth?.({ status: 503, tokens: { input: 0, output: 0 } });
  first?.({ status: 200, tokens: { input: 30, output: 7 } });
  expect(passing.word()).toEqual({
    requests: 0,
    refused: 1,
    running: 2,
    waiting: 0,
    inputTokens: 30,
    outputTokens: 7,
  });
  expect(passing.word()).toMatchObject({ refused: 0, inputTokens: 0, outputTokens: 0 });
});

test("no request is lost or counted twice, however they come and go", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("came", "left", "said"), { maxLength: 200 }), (steps) => {
      const passing = new Passing(3);
      const open: (() => void)[] = [];
      let [came, counted] = [0, 0];
      const say = (): void => {
        const { requests, running, waiting } = passing.word();
        counted += requests;
        expect(running + waiting).toBe(open.length);
        expect(running).toBeLessThanOrEqual(3);
      };
      for (const step of steps)
        if (step === "came") {
          open.push(passing.came());
          came++;
        } else if (step === "left") open.shift()?.();
        else say();
      say();
      expect(counted).toBe(came);
    }),
  );
});

test("tokens stand at an answer's end, in Ollama's words or in OpenAI's", () => {
  const ollama = '{"done":false}\n{"done":true,"prompt_eval_count":914,"eval_count":142}\n';
  const openai =
    'data: {"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}\n\ndata: [DONE]\n\n';
  expect(answerTokens(ollama)).toEqual({ input: 914, output: 142 });
  expect(answerTokens(openai)).toEqual({ input: 12, output: 5 });
  expect(answerTokens('{"embeddings":[[0.1]],"prompt_eval_count":9}')).toEqual({ input: 9, output: 0 });
  expect(answerTokens('{"error":"model not found"}')).toEqual({ input: 0, output: 0 });
});

test("nothing that a model says is taken for tokens", () => {
  const said = fc.oneof(
    fc.string(),
    fc.constantFrom('"eval_count":7', '{"prompt_eval_count": 8}', '\\"eval_count\\":9', '"prompt_tokens":1'),
  );
  fc.assert(
    fc.property(fc.array(said), (words) => {
      const lines = words.map((content) => JSON.stringify({ message: { content }, done: false }));
      expect(answerTokens(lines.join("\n").slice(-tailLength))).toEqual({ input: 0, output: 0 });
      const end = JSON.stringify({ message: { content: words.join() }, prompt_eval_count: 3, eval_count: 4 });
      expect(answerTokens([...lines, end].join("\n").slice(-tailLength))).toEqual({ input: 3, output: 4 });
    }),
  );
});
