import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
} from "@aws-lambda-powertools/idempotency";
import { BasePersistenceLayer, IdempotencyRecord } from "@aws-lambda-powertools/idempotency/persistence";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Clock } from "@signalbox/core/clock";

/** A visit is retried within minutes; a day leaves time to look at the record. Seconds. */
const keptSeconds = 86_400;

interface Setting {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock: Clock;
  /** When this Lambda's time is over, in the clock's milliseconds: from then on another attempt may begin. */
  readonly deadline: number;
}

/**
 * Powertools' records in Powertools' own format, but by our clock: its DynamoDBPersistenceLayer reads Date.now, so that
 * under virtual or accelerated time a Lambda that was cut off would block its visit for good. One for each invocation.
 */
export class VisitRecords extends BasePersistenceLayer {
  readonly #setting: Setting;

  constructor(setting: Setting) {
    super();
    this.#setting = setting;
  }

  protected async _putRecord({ idempotencyKey }: IdempotencyRecord): Promise<void> {
    const { client, tableName, clock, deadline } = this.#setting;
    const now = clock.now();
    try {
      await client.send(
        new PutItemCommand({
          TableName: tableName,
          Item: {
            id: { S: idempotencyKey },
            status: { S: "INPROGRESS" },
            expiration: this.#expiration(),
            in_progress_expiration: { N: String(Math.ceil(deadline)) },
          },
          ConditionExpression:
            "attribute_not_exists(#id) OR #expiration < :now OR (#status = :inProgress AND #deadline < :nowMs)",
          ExpressionAttributeNames: {
            "#id": "id",
            "#expiration": "expiration",
            "#status": "status",
            "#deadline": "in_progress_expiration",
          },
          ExpressionAttributeValues: {
            ":now": { N: String(Math.floor(now / 1000)) },
            ":nowMs": { N: String(Math.floor(now)) },
            ":inProgress": { S: "INPROGRESS" },
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new IdempotencyItemAlreadyExistsError(
        `already begun: ${idempotencyKey}`,
        error.Item && recordOf(idempotencyKey, error.Item),
      );
    }
  }

  protected async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const { client, tableName } = this.#setting;
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: { id: { S: idempotencyKey } }, ConsistentRead: true }),
    );
    if (!Item) throw new IdempotencyItemNotFoundError();
    return recordOf(idempotencyKey, Item);
  }

  /** The answer is kept as JSON text: what comes back is what Step Functions would have got. */
  protected async _updateRecord({ idempotencyKey, responseData }: IdempotencyRecord): Promise<void> {
    const { client, tableName } = this.#setting;
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { id: { S: idempotencyKey } },
        UpdateExpression: "SET #status = :completed, #expiration = :expiration, #data = :data",
        ExpressionAttributeNames: { "#status": "status", "#expiration": "expiration", "#data": "data" },
        ExpressionAttributeValues: {
          ":completed": { S: "COMPLETED" },
          ":expiration": this.#expiration(),
          ":data": { S: JSON.stringify(responseData) },
        },
      }),
    );
  }

  protected async _deleteRecord({ idempotencyKey }: IdempotencyRecord): Promise<void> {
    const { client, tableName } = this.#setting;
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: { id: { S: idempotencyKey } } }));
  }

  #expiration(): AttributeValue {
    return { N: String(Math.floor(this.#setting.clock.now() / 1000) + keptSeconds) };
  }
}

/** Without the time stamps, which Powertools would compare with Date.now; the condition above has judged them. */
function recordOf(idempotencyKey: string, item: Record<string, AttributeValue>): IdempotencyRecord {
  const status = item.status?.S === "COMPLETED" ? "COMPLETED" : "INPROGRESS";
  const responseData = item.data?.S === undefined ? undefined : JSON.parse(item.data.S);
  return new IdempotencyRecord({ idempotencyKey, status, responseData });
}
