import { reasonOf } from "./reason-of.ts";
import { type WebContext, within } from "./within.ts";

/**
 * Posts JSON within `seconds`; answers why it was not taken, or undefined. It follows no redirect: the body is for this
 * server alone. Only the host is named, since an address may be a secret.
 */
export async function postJson(
  url: InstanceType<typeof URL>,
  body: object,
  context: WebContext,
  seconds: number,
): Promise<string | undefined> {
  return await within<string | undefined>(
    context,
    seconds,
    () => `${url.host} gave no answer within ${seconds} s`,
    async (signal) => {
      try {
        const response = await fetch(url.href, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
          signal,
          redirect: "manual",
        });
        await response.body?.cancel();
        return response.ok ? undefined : `${url.host} answered ${response.status}`;
      } catch (error) {
        if (signal.aborted) return `${url.host} was not waited for`;
        return `${url.host} could not be asked: ${reasonOf(error)}`;
      }
    },
  );
}
