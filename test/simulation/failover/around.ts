import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Ground, names, person } from "./ground.ts";
import type { Plan } from "./plan.ts";

const everyMs = 10 * 60_000;

/** What the workflow `readiness` finds, written down as it does. */
export async function keepReady(
  { clock, places, world }: Ground,
  { unready }: Pick<Plan, "unready">,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    for (const { region } of places.regions) {
      const ready = !unready.includes(region);
      const Item = {
        pk: { S: ledgerKeys.failover },
        sk: { S: ledgerKeys.readiness },
        at: { S: new Date(clock.now()).toISOString() },
        ready: { BOOL: ready },
        lacks: { L: ready ? [] : [{ S: "no image" }] },
      };
      // Of a region that is dark nothing is found out.
      await world
        .call("dynamodb", "PutItem", { TableName: names.ledgerTable, Item }, person(region))
        .catch(() => {});
    }
    await clock.sleep(everyMs, over);
  }
}

const lookMs = 20_000;

/** A person who answers what a failover asks, once for each wait and some time after. */
export async function answerWaits(
  { clock, places, world }: Ground,
  { answer }: Pick<Plan, "answer">,
  over: AbortSignal,
): Promise<void> {
  const answered = new Set<string>();
  for (;;) {
    await clock.sleep(lookMs, over);
    for (const { region } of places.regions) {
      const asked = {
        TableName: names.ledgerTable,
        KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :sk)",
        ExpressionAttributeNames: { "#pk": "pk", "#sk": "sk" },
        ExpressionAttributeValues: { ":pk": { S: ledgerKeys.failover }, ":sk": { S: ledgerKeys.token("") } },
      };
      const found = await world.call("dynamodb", "Query", asked, person(region)).catch(() => undefined);
      for (const { sk, wait } of found?.Items ?? []) {
        const run = sk?.S?.slice(ledgerKeys.token("").length) ?? "";
        if (answered.has(`${run} ${wait?.S}`)) continue;
        answered.add(`${run} ${wait?.S}`);
        world.background("a person answers", async () => {
          await clock.sleep(answer.after * 1_000, over);
          const Payload = new TextEncoder().encode(
            JSON.stringify({ run, action: answer.action, reason: "the plan", by: "ada" }),
          );
          await world
            .call(
              "lambda",
              "Invoke",
              { FunctionName: names.deployed("decide-failover"), Payload },
              person(region),
            )
            .catch(() => {});
        });
      }
    }
  }
}
