import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
} from "node:http";
import { text } from "node:stream/consumers";
import { realClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { listening } from "../web/listening.fixture.ts";
import { holderServer } from "./serve.ts";

/** What an application load balancer answers when its target groups are empty. */
const nobody: RequestListener = (_, response) => {
  response.writeHead(503, { server: "awselb/2.0", "content-type": "text/html" }).end("<h1>503</h1>");
};

/** A listener whose replicas come and go, and the holder before it, forty times as fast. */
async function before(engine: RequestListener, more: { mostBytes?: number; patienceMs?: number } = {}) {
  const there = { serves: false, asked: [] as string[] };
  const port = await listening(
    createServer((asked, response) => {
      there.asked.push(asked.url ?? "");
      (there.serves ? engine : nobody)(asked, response);
    }),
  );
  const settings = {
    ...({ service: "ollama-holder", engine: "ollama", readyPath: "/api/tags", port: 0 } as const),
    limits: { most: 20, mostBytes: more.mostBytes ?? 1_000_000 },
    patienceMs: more.patienceMs ?? 600_000,
  };
  const { server, holder, run } = holderServer(settings, {
    clock: realClock(40),
    engine: () => ({ host: "127.0.0.1", port }),
  });
  return { there, holder, run, port: await listening(server) };
}

const answering: RequestListener = (asked, response) => {
  if (asked.method === "GET") response.end(JSON.stringify({ models: [{ name: "llama3.2:3b" }] }));
  else void text(asked).then((body) => response.end(`served ${body}`));
};

const send = (port: number, path = "/api/chat", method = "POST"): ClientRequest => {
  const sent = request({ host: "127.0.0.1", port, path, method, agent: false });
  sent.on("error", () => {});
  return sent;
};
const headOf = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => sent.on("response", resolve).on("error", reject));
const ask = async (port: number, body: string) => {
  const sent = send(port);
  sent.end(body);
  const answer = await headOf(sent);
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
};
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

test("while a replica serves, an answer streams through piece by piece, and no faster than its client reads", async () => {
  let written = 0;
  const { there, holder, port } = await before((asked, response) => {
    asked.resume();
    if (asked.method === "GET") return response.end();
    response.writeHead(200);
    const more = (): void => {
      while (written < 200_000_000) {
        written += 1_000_000;
        if (!response.write(Buffer.alloc(1_000_000))) {
          response.once("drain", more);
          return;
        }
      }
    };
    more();
  });
  there.serves = true;
  await holder.look();
  const sent = send(port);
  sent.end("x");
  const answer = await headOf(sent);
  answer.pause();
  await new Promise((resolve) => setTimeout(resolve, 300));
  // Two pairs of sockets and their buffers, of two hundred megabytes.
  expect(written).toBeLessThan(50_000_000);
  sent.destroy();
});

test("while none serves, a request with its body is held and then goes on as it came", async () => {
  const { there, holder, port } = await before(answering);
  const answers = ["one", "two"].map((body) => ask(port, body));
  await until(() => holder.word().held === 2);
  there.serves = true;
  expect(await Promise.all(answers)).toMatchObject([
    { status: 200, body: "served one" },
    { status: 200, body: "served two" },
  ]);
});

test("the body of a request that finds nobody is sent anew, even what comes after that answer", async () => {
  const { there, holder, port } = await before(answering);
  there.serves = true;
  await holder.look();
  there.serves = false;
  const sent = send(port);
  sent.write("first, ");
  await until(() => holder.word().held === 1);
  sent.end("second");
  there.serves = true;
  expect(await text(await headOf(sent))).toBe("served first, second");
});

test("more than may be held, and what the holder's end leaves, is answered 503 with a word and when to come again", async () => {
  const { holder, port } = await before(answering, { mostBytes: 1_000 });
  const refused = await ask(port, "x".repeat(2_000));
  expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
  expect(JSON.parse(refused.body).error).toMatch(/as many requests wait/);
  const held = ask(port, "small");
  await until(() => holder.word().held === 1);
  holder.stop();
  expect(await held).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
});

test("an engine's own 503 is its client's, and no sign that nobody serves", async () => {
  const { there, holder, port } = await before((asked, response) => {
    asked.resume();
    response.writeHead(asked.method === "GET" ? 200 : 503, { server: "uvicorn" }).end("server busy");
  });
  there.serves = true;
  await holder.look();
  expect(await ask(port, "x")).toMatchObject({ status: 503, body: "server busy" });
  expect(holder.serves).toBe(true);
});

test("models are listed while none serves, by what was last known, and nobody is woken by it", async () => {
  const { there, holder, run, port } = await before(answering);
  there.serves = true;
  const over = new AbortController();
  void run(over.signal);
  await until(() => there.asked.includes("/v1/models"));
  over.abort();
  there.serves = false;
  const get = async (path: string) => await fetch(`http://127.0.0.1:${port}${path}`);
  expect(await (await get("/api/tags")).json()).toEqual({ models: [{ name: "llama3.2:3b" }] });
  expect((await get("/api/ps")).status).toBe(503);
  expect((await get("/signalbox/holder")).status).toBe(200);
  expect(holder.word()).toMatchObject({ held: 0, came: 0 });
});

test("a client that leaves while it is held is held no longer, and one that leaves its stream is told on", async () => {
  const left = Promise.withResolvers<void>();
  const { there, holder, port } = await before((asked, response) => {
    if (asked.method === "GET") return response.end();
    response.on("close", () => left.resolve());
    response.writeHead(200).write("token");
  });
  const gone = send(port);
  gone.end("x");
  await until(() => holder.word().held === 1);
  gone.destroy();
  await until(() => holder.word().held === 0);
  there.serves = true;
  await holder.look();
  const stays = send(port);
  stays.end("x");
  await headOf(stays);
  stays.destroy();
  await left.promise;
});

/** Replicas here that serve all, and another region before whose replicas stands what is given. */
async function spilling(other: RequestListener | "nowhere") {
  const home = await listening(createServer(answering));
  const port = other === "nowhere" ? 9 : await listening(createServer(other));
  const settings = {
    ...({ service: "ollama-holder", engine: "ollama", readyPath: "/api/tags", port: 0 } as const),
    ...{ limits: { most: 20, mostBytes: 1_000_000 }, patienceMs: 600_000 },
  };
  const clock = realClock(40);
  const { server, holder, away } = holderServer(settings, {
    clock,
    engine: (way) => ({ host: "127.0.0.1", port: way === "away" ? port : home }),
    hear: async () => ({ at: clock.now(), spill: { to: "eu-west-1", percent: 100, because: "sent" } }),
  });
  await holder.look();
  await away?.ask();
  return { holder, away, port: await listening(server) };
}

const elsewhere: RequestListener = (asked, response) => {
  if (asked.method === "GET") response.end("{}");
  else void text(asked).then((body) => response.end(`served elsewhere ${body}`));
};

test("overflow is sent to the other region with its body, and what it answers is the client's", async () => {
  const { holder, port } = await spilling(elsewhere);
  expect(await ask(port, "one")).toMatchObject({ status: 200, body: "served elsewhere one" });
  expect(holder.word()).toMatchObject({ spilled: 1 });
});

test.each([
  ["answers 503", (_, response) => response.writeHead(503).end("full")],
  ["has no replica", nobody],
  ["lost its replica", (_, response) => response.writeHead(502, { server: "awselb/2.0" }).end()],
  ["breaks off before it answers", (asked) => asked.socket.destroy()],
] as [string, RequestListener][])("a request is served here where the other region %s", async (_, other) => {
  const { holder, port } = await spilling((asked, response) =>
    (asked.method === "GET" ? elsewhere : other)(asked, response),
  );
  expect(await ask(port, "one")).toMatchObject({ status: 200, body: "served one" });
  expect(holder.word()).toMatchObject({ spilled: 0, refused: 0 });
});

test("where the other region is not reached, all are served here, and a stream that it began stays its own", async () => {
  const { port } = await spilling("nowhere");
  expect(await ask(port, "one")).toMatchObject({ status: 200, body: "served one" });
  const began = await spilling((asked, response) => {
    if (asked.method === "GET") return response.end();
    response.writeHead(200).write("token");
    setImmediate(() => response.destroy());
  });
  const sent = send(began.port);
  sent.end("x");
  await expect(text(await headOf(sent))).rejects.toThrow(/aborted/);
});
