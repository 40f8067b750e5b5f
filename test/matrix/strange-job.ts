import { person } from "../workflows/backup.fixture.ts";
import type { Ground } from "./workflow.ts";

/** What AWS Backup says of a job that nobody has started. */
export async function strangeJob({ world, clock }: Ground): Promise<void> {
  world.events.publish({
    version: "0",
    id: world.random.uuid(),
    "detail-type": "Backup Job State Change",
    source: "aws.backup",
    account: world.account,
    time: new Date(clock.now()).toISOString(),
    region: person.region,
    resources: [],
    detail: { backupJobId: world.random.uuid(), state: "COMPLETED" },
  });
  await clock.sleep(2_000);
}
