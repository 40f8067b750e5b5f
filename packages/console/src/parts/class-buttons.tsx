import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import type { BackupRequest } from "@signalbox/core/backup/run/run";
import type { VerifyRequest } from "@signalbox/core/backup/run/verification";
import type { BackupDocument } from "@signalbox/core/console/documents";
import { api } from "../live/api.ts";
import { machineOf } from "../live/machine.ts";
import { now } from "../live/world-time.ts";
import { attempt } from "./announcer.tsx";
import { Icon } from "./icon.tsx";

const requestedBy = "console";

const starting = (machineArn: string, name: string, input: object, said: string): Promise<void> =>
  attempt(async () => {
    await api.start(machineArn, name, input);
    return said;
  });

/** Starts a verification of a point, or of the one that is due. */
export function verify(machineArn: string, id: string, point?: string): Promise<void> {
  const input: VerifyRequest = { class: id, requestedBy, ...(point !== undefined && { point }) };
  const name = askedRuns.verification(id, point, now.value);
  return starting(machineArn, name, input, `A verification of ${id} has started`);
}

/** What a person can start for a class; what the deployment has not is said in words. */
export function ClassButtons({ entry: { id, region, schedule } }: { entry: BackupDocument }) {
  const [backup, verification] = [machineOf(region, "backup"), machineOf(region, "verify-backup")];
  const start = (machineArn: string): void => {
    const input: BackupRequest = { class: id, requestedBy };
    void starting(machineArn, askedRuns.backup(id, now.value), input, `A backup of ${id} has started`);
  };
  return (
    <div class="actions">
      {schedule && backup !== undefined && (
        <button type="button" onClick={() => start(backup)}>
          <Icon name="up" />
          Back up now
        </button>
      )}
      {verification === undefined ? (
        <span class="quiet-text">Nothing verifies here: this deployment has no workflow verify-backup.</span>
      ) : (
        <button type="button" onClick={() => void verify(verification, id)}>
          <Icon name="check" />
          Verify
        </button>
      )}
    </div>
  );
}
