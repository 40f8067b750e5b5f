import { bootEmpty, type EmptyCloud } from "@signalbox/local/empty/boot";
import { realClock } from "@signalbox/local/world/clock";
import { type ExitCode, exit } from "../exit.ts";
import type { Io } from "../io.ts";
import { facts } from "../render/table.ts";
import { UserError } from "../user-error.ts";
import { buildPage } from "./build-page.ts";
import { interruption } from "./interruption.ts";
import { portTaken } from "./port-taken.ts";

export interface EmptySetting {
  readonly port: number;
  readonly factor: number;
  readonly seed: number;
  readonly throttle: boolean;
  readonly region: string;
  readonly functions: string | undefined;
  readonly machines: string | undefined;
  readonly json: boolean;
}

/** Boots a cloud with nothing of Signalbox in it and runs it until Ctrl-C. */
export async function serveEmptyCloud(setting: EmptySetting, io: Io): Promise<ExitCode> {
  const { port, factor, seed, throttle, region, functions, machines, json } = setting;
  const folders = { ...(functions && { functions }), ...(machines && { machines }) };
  const options = { clock: realClock(factor), port, seed, throttle, region, ...folders };
  const page = buildPage(io);
  const booted = await bootEmpty(options).catch((error: unknown) => {
    throw explained(portTaken(error, port));
  });
  await page;
  try {
    if (json)
      io.out(
        JSON.stringify({ endpoint: booted.endpoint, functions: booted.functions, machines: booted.machines }),
      );
    io.err(renderEmpty(booted, setting, io));
    await interruption(io.interrupted);
    return exit.done;
  } finally {
    io.err(io.colors.dim("stopping"));
    await booted.stop();
  }
}

function renderEmpty(
  { endpoint, functions, machines }: EmptyCloud,
  { factor, region }: EmptySetting,
  io: Io,
): string {
  const { bold, dim, cyan } = io.colors;
  const list = (arns: readonly string[]): string =>
    arns.map((arn) => arn.split(":").at(-1)).join(", ") || "none yet";
  return [
    `${bold("Signalbox local cloud")} ${dim("(empty; a simulation, nothing of it is on AWS)")}`,
    "",
    facts([
      ["page", cyan(`${endpoint}/console/`)],
      ["AWS endpoint", cyan(endpoint)],
      ["clock", factor === 1 ? "real time" : `${factor} seconds of the world in each real second`],
      ["functions", list(functions)],
      ["state machines", list(machines)],
    ]),
    "",
    dim("# in another terminal"),
    `export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region} AWS_DEFAULT_REGION=${region} AWS_ACCESS_KEY_ID=me AWS_SECRET_ACCESS_KEY=local`,
    "aws sts get-caller-identity",
    "",
    dim("Ctrl-C ends it, and all that is in it"),
  ].join("\n");
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  return new UserError(
    "the cloud did not start",
    error.message,
    "signalbox cloud --help says what the folders hold",
  );
}
