import { Argument, Command, CommanderError, Option } from "commander";
import type { AnyCommand, Parameter } from "./command.ts";
import { commands } from "./commands/index.ts";
import { type ExitCode, exit } from "./exit.ts";
import type { Io } from "./io.ts";
import { renderError } from "./render/error.ts";
import { usageError } from "./user-error.ts";
import { whyNot } from "./why-not.ts";

const exitCodes = `Exit codes:
  0 done · 1 failed · 2 usage · 3 waits for a person · 5 rolled back`;

/** Of commands of two words, what the first is about. */
const groups: Readonly<Record<string, string>> = {
  plan: "Show what a release would do; nothing is started.",
  backup: "List, make and verify recovery points; restore what serves, with a plan before it and a way back.",
  failover:
    "Show which region may write and why, answer a failover that waits, and acknowledge one that is over.",
  recovery: "Answer a recovery from a corrupted database or an intrusion.",
  config: "Show and check what a stage is configured to.",
  events: "Put events onto the bus.",
  scale:
    "Show what the planner of GPU replicas wants and costs; play a trace against it and its peers, and ask why it decides.",
  load: "Play a trace of requests against the local cloud's Ollama.",
  fault: "Break things on purpose, list what is broken, mend it.",
};

/** Runs what was typed (without node and script) and answers the exit code; never throws. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exit.done;
  const program = root(io);
  for (const record of commands)
    mount(program, record, io).action(async (...received: unknown[]) => {
      code = await record.run(read(record, received) as never, io); // `read` has parsed with the record's own schemas
    });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    // Commander has written its own message, or the help, by now.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    if (io.interrupted.aborted) {
      io.err(io.colors.dim("interrupted; what was started on the cloud goes on"));
      return exit.failed;
    }
    const { text, json, exitCode } = renderError(error, io.colors);
    io.err(text);
    if (argv.includes("--json")) io.out(JSON.stringify({ error: json }, undefined, 2));
    return exitCode;
  }
}

function root(io: Io): Command {
  return new Command("signalbox")
    .description("Event-driven operations for a self-hosted AI chat platform, on AWS and on this machine.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
    .addHelpText("after", `\n${exitCodes}`);
}

/** Adds a command under the program; the first of two words becomes a group. */
function mount(program: Command, record: AnyCommand, io: Io): Command {
  const words = record.name.split(" ");
  const [first = "", second] = words;
  let parent = program;
  if (second !== undefined)
    parent =
      program.commands.find((known) => known.name() === first) ??
      program.command(first).description(groups[first] ?? "");
  const command = parent
    .command(words.at(-1) ?? "")
    .description(record.description)
    .showHelpAfterError(`  do   ${helpOf(record)}`);
  for (const { flags, description } of Object.values(record.arguments))
    command.addArgument(new Argument(flags, description));
  for (const { flags, description } of Object.values(record.options))
    command.addOption(new Option(flags, description));
  const examples = record.examples.map(
    ([line, meaning]) => `  ${io.colors.dim(`# ${meaning}`)}\n  $ ${line}`,
  );
  const notes = record.notes === undefined ? "" : `\n${record.notes}\n`;
  return command.addHelpText("after", `\nExamples:\n${examples.join("\n")}\n${notes}\n${exitCodes}`);
}

/** Reads arguments and options with their schemas; `received` is what commander hands to an action. */
function read(record: AnyCommand, received: readonly unknown[]): Record<string, unknown> {
  const args = Object.entries(record.arguments);
  const options = received[args.length] as Readonly<Record<string, unknown>>; // commander: arguments, options, command
  const values: Record<string, unknown> = {};
  for (const [index, [key, parameter]] of args.entries())
    values[key] = parse(record, parameter, received[index]);
  for (const [key, parameter] of Object.entries(record.options))
    values[key] = parse(record, parameter, options[key]);
  return values;
}

function parse(record: AnyCommand, { flags, schema, description }: Parameter<unknown>, typed: unknown) {
  const result = schema.safeParse(typed);
  if (result.success) return result.data;
  const reasons = result.error.issues.map(whyNot).join("; ");
  const name = flags.replace(/^-\w, /, "");
  const what =
    typed === undefined ? `${record.name} wants ${name}` : `${name} cannot be ${JSON.stringify(typed)}`;
  throw usageError(what, typed === undefined ? description : reasons, helpOf(record));
}

const helpOf = ({ name }: AnyCommand): string => `signalbox ${name} --help shows examples`;
