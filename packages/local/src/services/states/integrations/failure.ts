import { StatesError } from "../../../engine/error.ts";
import { ConnectionReset } from "../../../gate/connection-reset.ts";
import { AwsError } from "../../error.ts";
import { modules } from "../../modules.ts";
import type { Target } from "./target.ts";

/** A service's error as a machine sees it. `requestId` is the failed call's. */
export function failureOf(error: unknown, target: Target, requestId: string): StatesError {
  if (error instanceof ConnectionReset)
    return new StatesError(
      `${target.prefix}.SdkClientException`,
      "Unable to execute HTTP request: Connection reset",
    );
  if (!(error instanceof AwsError)) return new StatesError("States.Runtime", String(error));
  const { name, message, statusCode } = error;
  const { prefix, base, title, style } = target;
  const cause =
    style === "v1"
      ? `${message} (Service: ${title}; Status Code: ${statusCode}; Error Code: ${queryCodes[name] ?? name}; Request ID: ${requestId}; Proxy: null)`
      : `${message} (Service: ${title}, Status Code: ${statusCode}, Request ID: ${requestId}) (SDK Attempt Count: 1)`;
  return new StatesError(`${prefix}.${modelled(name, target) ?? base}`, cause);
}

/** The SDK for Java 1 speaks SQS's former protocol, whose codes differ (recorded: test_send_message_empty_body). */
const queryCodes: Readonly<Record<string, string>> = {
  MissingRequiredParameterException: "MissingParameter",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
};

/** Java names every class of errors …Exception, whatever the API calls the error. */
function modelled(name: string, { service }: Target): string | undefined {
  const className = name.endsWith("Exception") ? name : `${name}Exception`;
  const known = Object.hasOwn(modules[service], name) || Object.hasOwn(modules[service], className);
  return known ? className : undefined;
}
