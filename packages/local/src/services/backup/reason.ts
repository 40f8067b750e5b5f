/** Why a job failed, whoever says it; the end of the cloud is no reason, and goes on upwards. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === "AbortError") throw error;
  return error instanceof Error ? error.message : String(error);
}
