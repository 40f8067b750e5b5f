/** Asks an address so many times, one request after another; answers the revisions that served, each once. */
export async function askedRevisions(url: string, times: number): Promise<string[]> {
  const served = new Set<string>();
  for (let each = 0; each < times; each++) {
    const answer = await fetch(url);
    await answer.text();
    served.add(answer.headers.get("x-revision") ?? `${answer.status} of the load balancer`);
  }
  return [...served];
}
