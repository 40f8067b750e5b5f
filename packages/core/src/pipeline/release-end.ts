/** An execution of `release` or of `release-waves`, as Step Functions describes it. */
export interface ReleaseExecution {
  readonly status: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export type ReleaseEnd =
  | { readonly kind: "running" }
  | { readonly kind: "released"; readonly sentence: string }
  | { readonly kind: "failed"; readonly sentence: string };

/** How a release stands. One that was refused since the very image serves already has come to what was wanted. */
export function releaseEnd(
  { status, error, cause }: ReleaseExecution,
  { inWaves }: { readonly inWaves: boolean },
): ReleaseEnd {
  if (status === "RUNNING" || status === "PENDING_REDRIVE") return { kind: "running" };
  if (status === "SUCCEEDED")
    return { kind: "released", sentence: `it was promoted${inWaves ? " in every region" : ""}` };
  if (error === "Release.AlreadyServing")
    return { kind: "released", sentence: `${inWaves ? "every region" : "it"} served the image already` };
  return { kind: "failed", sentence: `${error ?? status}: ${cause ?? "no cause was given"}` };
}
