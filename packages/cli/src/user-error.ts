import { type ExitCode, exit } from "./exit.ts";

/** An error that the person at the keyboard can mend: what happened, why, and what to do now. */
export class UserError extends Error {
  readonly why: string;
  readonly remedy: string;
  readonly exitCode: ExitCode;
  constructor(what: string, why: string, remedy: string, exitCode: ExitCode = exit.failed) {
    super(what);
    this.name = "UserError";
    this.why = why;
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** A UserError about how the command was typed. */
export function usageError(what: string, why: string, remedy: string): UserError {
  return new UserError(what, why, remedy, exit.usage);
}
