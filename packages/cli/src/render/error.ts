import type { ExitCode } from "../exit.ts";
import type { Colors } from "../io.ts";
import { isRefusedConnection } from "../refused-connection.ts";
import { UserError } from "../user-error.ts";

export interface RenderedError {
  readonly text: string;
  /** The same for `--json`. */
  readonly json: { readonly what: string; readonly why: string; readonly remedy: string };
  readonly exitCode: ExitCode;
}

/** Three lines: what happened, why, what to do. */
export function renderError(error: unknown, colors: Colors): RenderedError {
  const { message: what, why, remedy, exitCode } = asUserError(error);
  const text = [
    `${colors.red("✗")} ${colors.bold(what)}`,
    `  ${colors.dim("why")}  ${why}`,
    `  ${colors.dim("do ")}  ${remedy}`,
  ].join("\n");
  return { text, json: { what, why, remedy }, exitCode };
}

function asUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error))
    return new UserError(String(error), "something threw what is no error", "please report it");
  if (isRefusedConnection(error))
    return new UserError(
      "the cloud stopped answering",
      error.message,
      "see whether it still runs, and try again",
    );
  if ("$metadata" in error || error.name in remedies)
    return new UserError(
      `refused: ${error.name}`,
      error.message,
      remedies[error.name] ?? "see docs/errors.md",
    );
  return new UserError(
    error.message || error.name,
    error.stack?.split("\n").slice(1, 4).join("\n").trim() ?? error.name,
    "this looks like a fault of signalbox itself: please report it with these lines",
  );
}

/** What to do about errors that the clients meet most, by AWS's name. */
const remedies: Readonly<Record<string, string>> = {
  AccessDeniedException: "use credentials that may do this; aws sts get-caller-identity says whose you have",
  CredentialsProviderError: "aws sso login, or set AWS_PROFILE",
  ExpiredTokenException: "aws sso login, or renew the credentials",
  UnrecognizedClientException: "check that the credentials belong to this account and region",
  ThrottlingException: "try again in a moment",
};
