interface Named {
  readonly arn: string;
  readonly name: string;
}

/**
 * Stops one execution after the other and says how many were stopped. One that cannot be stopped does not keep the
 * others running; an Error then names each of them with its reason.
 */
export async function stopAll(
  executions: readonly Named[],
  stop: (arn: string) => Promise<unknown>,
): Promise<string> {
  const failures: string[] = [];
  for (const { arn, name } of executions)
    await stop(arn).catch((error: unknown) => {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
  const stopped = `${executions.length - failures.length} of ${executions.length} stopped`;
  if (failures.length > 0) throw new Error(`${stopped}. ${failures.join("; ")}`);
  return stopped;
}
