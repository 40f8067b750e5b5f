/**
 * An error as AWS answers it. `name` is AWS's code; the wire turns it into the client's own exception class where the
 * service models one.
 */
export class AwsError extends Error {
  readonly statusCode: number;
  /** Further members of the modelled error, such as CancellationReasons. */
  readonly fields: Readonly<Record<string, unknown>>;
  constructor(
    name: string,
    message: string,
    options: { statusCode?: number; fields?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = name;
    this.statusCode = options.statusCode ?? 400;
    this.fields = options.fields ?? {};
  }
}
