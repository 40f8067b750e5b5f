import type { TableDescription, TimeToLiveDescription } from "@aws-sdk/client-dynamodb";
import { type KeySchema, keyAttributes } from "./key.ts";
import { Rows } from "./rows.ts";

export interface TableSetting {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly schema: KeySchema;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly deletionProtected: boolean;
  /** Provisioned capacity units, which are shown and not enforced; absent when the table is paid by request. */
  readonly provisioned?: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
}

interface TimeToLive {
  readonly attribute: string;
  readonly enabled: boolean;
  readonly changedAt: number;
}

export interface SavedTable {
  readonly setting: TableSetting;
  readonly deletedAt: number | undefined;
  readonly timeToLive: TimeToLive | undefined;
}

/** AWS takes some seconds to create or delete a small table; a laptop need not wait as long. */
const creatingMs = 2_000;
const deletingMs = 2_000;
/** "It can take up to one hour for the change to fully process" (API reference, UpdateTimeToLive). */
const timeToLiveChangeMs = 10_000;
/** AWS deletes within "a few days" and mostly much sooner; here once a minute. */
const sweepMs = 60_000;
/** Older times are no expiry but a mistake: AWS leaves items that would have expired over five years ago. */
const oldestMs = 5 * 365 * 86_400_000;

/** One table: what is stored, and where it stands in its life. Its state follows from the time at which one asks. */
export class Table {
  readonly setting: TableSetting;
  readonly rows: Rows;
  #deletedAt: number | undefined;
  #timeToLive: TimeToLive | undefined;
  #sweptAt = 0;

  constructor(setting: TableSetting) {
    this.setting = setting;
    this.rows = new Rows(setting.schema);
  }

  /** Undefined once the table is gone. */
  status(now: number): "CREATING" | "ACTIVE" | "DELETING" | undefined {
    if (this.#deletedAt !== undefined) return now < this.#deletedAt + deletingMs ? "DELETING" : undefined;
    return now < this.setting.createdAt + creatingMs ? "CREATING" : "ACTIVE";
  }

  delete(now: number): void {
    this.#deletedAt = now;
  }

  setTimeToLive(attribute: string, enabled: boolean, now: number): void {
    this.#timeToLive = { attribute, enabled, changedAt: now };
  }

  timeToLive(now: number): TimeToLiveDescription {
    if (!this.#timeToLive) return { TimeToLiveStatus: "DISABLED" };
    const { attribute, enabled, changedAt } = this.#timeToLive;
    const done = now >= changedAt + timeToLiveChangeMs;
    if (done && !enabled) return { TimeToLiveStatus: "DISABLED" };
    const changing = enabled ? "ENABLING" : "DISABLING";
    return { AttributeName: attribute, TimeToLiveStatus: done ? "ENABLED" : changing };
  }

  /** Deletes what has expired. Until a sweep comes by, expired items are there to be read, as on AWS. */
  sweep(now: number): void {
    const { TimeToLiveStatus, AttributeName } = this.timeToLive(now);
    if (TimeToLiveStatus !== "ENABLED" || AttributeName === undefined || now < this.#sweptAt + sweepMs)
      return;
    this.#sweptAt = now;
    for (const { item, key } of [...this.rows.all()]) {
      const expiry = item.get(AttributeName);
      const at = expiry?.type === "N" ? Number(expiry.value) * 1000 : Number.POSITIVE_INFINITY;
      if (at < now && at > now - oldestMs) this.rows.delete(key);
    }
  }

  /** All but the rows. */
  save(): SavedTable {
    return { setting: this.setting, deletedAt: this.#deletedAt, timeToLive: this.#timeToLive };
  }

  static restore({ setting, deletedAt, timeToLive }: SavedTable): Table {
    const table = new Table(setting);
    table.#deletedAt = deletedAt;
    table.#timeToLive = timeToLive;
    return table;
  }

  describe(now: number): TableDescription {
    const { name, arn, id, schema, createdAt, deletionProtected, provisioned } = this.setting;
    const status = this.status(now) ?? "DELETING";
    return {
      TableName: name,
      TableArn: arn,
      TableId: id,
      TableStatus: status,
      CreationDateTime: new Date(createdAt),
      AttributeDefinitions: keyAttributes(schema).map((key) => ({
        AttributeName: key.name,
        AttributeType: key.type,
      })),
      KeySchema: keyAttributes(schema).map((key, index) => ({
        AttributeName: key.name,
        KeyType: index === 0 ? "HASH" : "RANGE",
      })),
      ItemCount: this.rows.count,
      TableSizeBytes: this.rows.bytes,
      DeletionProtectionEnabled: deletionProtected,
      ProvisionedThroughput: {
        NumberOfDecreasesToday: 0,
        ...(provisioned ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }),
      },
      ...(!provisioned && { BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" } }),
    };
  }
}
