// The program of one execution environment: a process of its own with the function's variables. Arguments: folder, handler, runtime.
import { answered, type Outcome, threw } from "../outcome.ts";
import { loadHandler } from "./load.ts";
import type { Invoke, Report } from "./messages.ts";

type Handler = Awaited<ReturnType<typeof loadHandler>>;

const [folder = "", handlerName = "", runtime = ""] = process.argv.slice(2);
/** Callbacks, `context.done` and its kin ended with the Node 24 runtime. */
const callbacks = Number(/\d+/.exec(runtime)?.[0]) < 24;

const tell = (report: Report, then?: () => void): void =>
  void process.send?.(report, undefined, undefined, then);
/** The status is the runtime's own for what nobody caught. */
const giveUp = (outcome: Outcome): void =>
  tell({ kind: "answered", outcome: { ...outcome, ended: true } }, () => process.exit(129));

// What a function writes goes the way of its answers, so that the lines of an invocation come before its end.
for (const stream of [process.stdout, process.stderr])
  stream.write = (text: Uint8Array | string): boolean => {
    tell({ kind: "wrote", text: typeof text === "string" ? text : Buffer.from(text).toString() });
    return true;
  };
// Without a parent nobody can ask any more.
process.on("disconnect", () => process.exit(0));
process.on("uncaughtException", (error) => giveUp(threw(error)));
process.on("unhandledRejection", (reason) => {
  const error = new Error(String(reason), { cause: reason });
  error.name = "Runtime.UnhandledPromiseRejection";
  giveUp(threw(error));
});

try {
  const handler = await loadHandler(folder, handlerName);
  if (!callbacks && handler.length >= 3) throw callbackError();
  process.on("message", (message) => {
    // The parent is this folder's process.ts, which sends nothing else.
    void run(handler, message as Invoke).then((outcome) => tell({ kind: "answered", outcome }));
  });
  tell({ kind: "ready" });
} catch (error) {
  tell({ kind: "not-ready", outcome: threw(error) }, () => process.exit(1));
}

async function run(handler: Handler, { payload, remainingMs, context }: Invoke): Promise<Outcome> {
  // Seconds since the process began: Lambda's own time, which no clock of the world changes.
  const began = process.uptime();
  const left = (): number => Math.max(0, Math.round(remainingMs - (process.uptime() - began) * 1000));
  try {
    return answered(await call(handler, JSON.parse(payload), { ...context, getRemainingTimeInMillis: left }));
  } catch (error) {
    return threw(error);
  }
}

function call(handler: Handler, event: unknown, context: object): Promise<unknown> {
  if (!callbacks) return Promise.resolve(handler(event, context));
  return new Promise((resolve, reject) => {
    const done = (error: unknown, result?: unknown): void =>
      error === null || error === undefined ? resolve(result) : reject(error);
    const succeed = (result: unknown): void => resolve(result);
    const returned = handler(event, { ...context, done, succeed, fail: reject }, done);
    // Older runtimes answer a handler that takes a callback by the callback, any other by what it returns.
    if (returned instanceof Promise) returned.then(resolve, reject);
    else if (handler.length < 3 && returned !== undefined) resolve(returned);
    else if (handler.length < 2) resolve(null);
  });
}

function callbackError(): Error {
  const error = new Error(
    "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.",
  );
  error.name = "Runtime.CallbackHandlerDeprecated";
  return error;
}
