/**
 * Work of a process that may be killed: from then on it neither begins nor answers. On AWS a killed process is gone;
 * here its code is still in this one, and must not act any more.
 */
export async function untilKilled<T>(killed: AbortSignal, work: () => Promise<T>): Promise<T> {
  const never = new Promise<never>(() => {});
  if (killed.aborted) return await never;
  try {
    const result = await work();
    return killed.aborted ? await never : result;
  } catch (error) {
    if (killed.aborted) return await never;
    throw error;
  }
}
