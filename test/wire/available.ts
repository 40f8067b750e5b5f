import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a program to its end; rejects with its stderr when it fails. */
export const run = promisify(execFile);

/** These clients come with the machine, not with npm: without them there is nothing to show, and the run says so. */
export async function available(program: string, ...args: string[]): Promise<boolean> {
  try {
    await run(program, args);
    return true;
  } catch {
    console.warn(`NOT CHECKED: ${program} ${args.join(" ")} does not work on this machine`);
    return false;
  }
}
