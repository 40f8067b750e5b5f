import { usageError } from "../user-error.ts";

export const localEndpoint = "http://127.0.0.1:4566";

/** Where a command acts. AWS only when that was said outright. */
export type Target = (
  | { readonly kind: "aws"; readonly region?: string }
  | { readonly kind: "endpoint"; readonly endpoint: string; readonly region: string }
) & {
  /** Which one, where several are deployed. */
  readonly stage?: string;
};

export interface TargetOptions {
  readonly aws: boolean;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly stage?: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * `--aws`, else `--endpoint`, else SIGNALBOX_ENDPOINT, else AWS_ENDPOINT_URL, else the local cloud. A profile or keys
 * in the environment never lead to AWS by themselves: who forgets a flag should meet a laptop, not production.
 */
export function chooseTarget(options: TargetOptions, env: Env): Target {
  const chosen = options.stage ?? env.SIGNALBOX_STAGE;
  const stage = chosen !== undefined && { stage: chosen };
  const region = options.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  if (options.aws) {
    refuseEndpointBesideAws(options, env);
    return { kind: "aws", ...(region !== undefined && { region }), ...stage };
  }
  const endpoint = options.endpoint ?? env.SIGNALBOX_ENDPOINT ?? env.AWS_ENDPOINT_URL ?? localEndpoint;
  if (!URL.canParse(endpoint))
    throw usageError(
      `"${endpoint}" is no endpoint`,
      "an endpoint is a URL with its scheme",
      `write it like ${localEndpoint}`,
    );
  if (new URL(endpoint).hostname.endsWith(".amazonaws.com"))
    throw usageError(
      `${endpoint} is AWS itself`,
      "signalbox acts on AWS only when told so outright",
      "leave the endpoint away and add --aws",
    );
  return { kind: "endpoint", endpoint: endpoint.replace(/\/$/, ""), region: region ?? "us-east-1", ...stage };
}

function refuseEndpointBesideAws({ endpoint }: TargetOptions, env: Env): void {
  if (endpoint !== undefined)
    throw usageError(
      "--aws and --endpoint contradict each other",
      "one place at a time",
      "leave one of them away",
    );
  // The SDK would follow it, and --aws would quietly mean something else.
  if (env.AWS_ENDPOINT_URL !== undefined)
    throw usageError(
      `--aws, but AWS_ENDPOINT_URL is ${env.AWS_ENDPOINT_URL}`,
      "the AWS SDK would send every call there instead of to AWS",
      "unset AWS_ENDPOINT_URL, or leave --aws away",
    );
}
