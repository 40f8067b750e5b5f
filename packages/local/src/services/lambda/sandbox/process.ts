import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Context } from "aws-lambda";
import type { World } from "../../../world/world.ts";
import type { Invoke, Report } from "./messages.ts";
import type { Sandbox, SandboxOutcome } from "./sandbox.ts";

export interface ProcessSetting {
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  readonly memoryMb: number;
  /** All of the process's variables. */
  readonly environment: Readonly<Record<string, string>>;
}

const program = fileURLToPath(new URL("child.ts", import.meta.url));

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: the init phase has 10 seconds. */
const initMs = 10_000;

/**
 * Starts a function in a process of its own, as Lambda does: its variables, its crashes and its endless loops are its own.
 * Rejects with what ended the init phase. A process lives in real time, whatever the world's clock: so the clock holds.
 */
export async function startProcess(world: World, setting: ProcessSetting): Promise<Sandbox> {
  const { clock } = world;
  const child = fork(program, [setting.folder, setting.handler, setting.runtime], {
    cwd: setting.folder,
    env: { ...setting.environment },
    execArgv: [`--max-old-space-size=${setting.memoryMb}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const life = watch(child);
  const late = new AbortController();
  const timer = clock.sleep(initMs, late.signal).then(() => child.kill("SIGKILL"));
  timer.catch(() => undefined);
  const failure = await clock.hold(life.ready);
  late.abort();
  if (failure) {
    child.kill("SIGKILL");
    throw new InitFailure(failure);
  }
  return {
    invoke: (payload, context) => clock.hold(life.invoke(payload, context)),
    stop: () => void child.kill("SIGKILL"),
  };
}

/** The init phase failed; every invocation that waits for it answers `outcome`. */
export class InitFailure extends Error {
  readonly outcome: SandboxOutcome;
  constructor(outcome: SandboxOutcome) {
    super("the init phase failed");
    this.outcome = outcome;
  }
}

/** What the child says: first how its init phase ended (undefined: well), then one outcome for each invocation. */
function watch(child: ChildProcess) {
  const written: string[] = [];
  let settle: (outcome: SandboxOutcome | undefined) => void = () => {};
  let gone: SandboxOutcome | undefined;
  const next = () =>
    new Promise<SandboxOutcome | undefined>((resolve) => {
      settle = resolve;
      if (gone) resolve(gone);
    });
  const ready = next();
  let requestId = "";
  const end = (how: string): void => {
    gone = exited(how, requestId);
    settle(withLog(gone));
  };
  const withLog = (outcome: SandboxOutcome): SandboxOutcome => {
    const log = written.splice(0).join("").split("\n").slice(0, -1);
    return log.length > 0 ? { ...outcome, log } : outcome;
  };
  child.on("message", (message) => {
    const report = message as Report; // the child is this folder's child.ts
    if (report.kind === "wrote") written.push(report.text);
    else settle(report.kind === "ready" ? undefined : withLog(report.outcome));
  });
  child.once("error", (error) => end(error.message));
  child.once("exit", (code, signal) =>
    end(signal === null ? `exit status ${code}` : `signal: ${signal === "SIGKILL" ? "killed" : signal}`),
  );
  return {
    ready,
    invoke: async (payload: string, context: Context): Promise<SandboxOutcome> => {
      requestId = context.awsRequestId;
      const answer = next();
      const remainingMs = context.getRemainingTimeInMillis();
      const message: Invoke = { payload, remainingMs, context: { ...context } };
      if (!gone) child.send(message);
      return (await answer) ?? exited("it spoke out of turn", requestId);
    },
  };
}

function exited(how: string, requestId: string): SandboxOutcome {
  const of = requestId === "" ? "" : `RequestId: ${requestId} `;
  const errorMessage = `${of}Error: Runtime exited with error: ${how}`;
  const payload = JSON.stringify({ errorType: "Runtime.ExitError", errorMessage });
  return { payload, functionError: "Unhandled", ended: true };
}
