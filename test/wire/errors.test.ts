import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { remembered } from "@signalbox/core/remembered";
import { AwsError } from "@signalbox/local/services/error";
import { modules, type ServiceName } from "@signalbox/local/services/modules";
import { isServiceName, serviceOf } from "@signalbox/local/wire/schema";
import { NormalizedSchema } from "@smithy/core/schema";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Bed, command, type Spoken, transports } from "./transports.ts";
import { fillings, plain } from "./values.ts";

/**
 * Errors whose query code is the shape name of another error: the client takes them for that one, from AWS as from here.
 */
const mistaken: Readonly<Record<string, string>> = {
  "monitoring:DashboardNotFoundError": "ResourceNotFound",
};

const names = Object.keys(modules).filter(isServiceName);
const rpc = names.filter((name) => serviceOf(name).routes.length === 0);

for (const [transport, open] of Object.entries(transports))
  describe(`over ${transport}`, () => {
    let bed: Bed;
    beforeAll(async () => {
      bed = await open();
    });
    afterAll(() => bed.close());

    it.each(names)(
      "every modelled error of %s comes back as its own class with its members",
      async (name) => {
        const wrong: object[] = [];
        for (const schema of serviceOf(name).errors.values()) {
          const errorName = schema[2];
          const { message: _, Message: __, ...fields } = fillings(NormalizedSchema.of(schema))[0] ?? {};
          const caught = await failing(bed, name, new AwsError(errorName, "it <failed> & why", { fields }));
          try {
            const expected = mistaken[`${name}:${errorName}`] ?? errorName;
            expect(caught.constructor).toBe(Reflect.get(modules[name], expected));
            expect(caught).toMatchObject({ name: expected, message: "it <failed> & why" });
            expect(plain({ ...caught })).toMatchObject(expected === errorName ? Object(plain(fields)) : {});
            expect(Reflect.get(caught, "$metadata").requestId).toBe(bed.lastCall().context.requestId);
          } catch (error) {
            wrong.push({ errorName, caught: String(caught), error: String(error) });
          }
        }
        expect(wrong).toEqual([]);
      },
    );

    it.each(names)("an error that %s does not model keeps its name, message and status", async (name) => {
      const error = new AwsError("AccessDeniedByTest", "no <&> entry", { statusCode: 403 });
      const caught = await failing(bed, name, error);
      expect(caught).toMatchObject({ name: "AccessDeniedByTest", message: "no <&> entry", $fault: "client" });
      expect(caught).toMatchObject({ $metadata: { httpStatusCode: 403 } });
    });

    it("finds an error by the code of the query protocol too", async () => {
      const caught = await failing(bed, "elasticloadbalancing", new AwsError("RuleNotFound", "no such rule"));
      expect(caught.constructor).toBe(modules.elasticloadbalancing.RuleNotFoundException);
    });

    it("takes the status from the model where the service gave none", async () => {
      const caught = await failing(bed, "states", new AwsError("ExecutionDoesNotExist", "gone"));
      expect(caught).toMatchObject({ $metadata: { httpStatusCode: 400 } });
      const failed = await failing(bed, "dynamodb", new AwsError("InternalServerError", "sorry"));
      expect(failed).toMatchObject({ $metadata: { httpStatusCode: 500 }, $fault: "server" });
    });

    it.each(names)("a bug in %s is answered as InternalFailure and reported with its stack", async (name) => {
      const report = vi.spyOn(console, "error").mockImplementation(() => {});
      const bug = new TypeError("undefined is not a function");
      const caught = await failing(bed, name, bug);
      expect(caught).toMatchObject({ name: "InternalFailure", $metadata: { httpStatusCode: 500 } });
      expect(report.mock.calls.flat()).toContain(bug);
      report.mockRestore();
    });
  });

it.each(rpc)("every modelled error of %s comes back as its own class in CBOR", async (name) => {
  const bed = await transports.http();
  for (const schema of serviceOf(name).errors.values()) {
    const { message: _, Message: __, ...fields } = fillings(NormalizedSchema.of(schema))[0] ?? {};
    const error = new AwsError(schema[2], "it <failed>", { fields });
    const caught = await failing(bed, name, error, { protocol: AwsSmithyRpcV2CborProtocol });
    const expected = mistaken[`${name}:${schema[2]}`] ?? schema[2];
    expect(caught.constructor).toBe(Reflect.get(modules[name], expected));
    expect(caught.message).toBe("it <failed>");
    expect(plain({ ...caught })).toMatchObject(expected === schema[2] ? Object(plain(fields)) : {});
  }
  await bed.close();
});

it.each([{}, { protocol: AwsSmithyRpcV2CborProtocol }, { protocol: AwsQueryProtocol }])(
  "CloudWatch's errors still tell their code of the query protocol (protocol %#)",
  async (config) => {
    const bed = await transports.http();
    const error = new AwsError("InvalidParameterValueException", "too long");
    const caught = await failing(bed, "monitoring", error, config);
    expect(caught).toMatchObject({ Error: { Code: "InvalidParameterValue", Type: "Sender" } });
    await bed.close();
  },
);

it.each(names)("both transports give the same fields of the errors of %s", async (name) => {
  const beds = await Promise.all(Object.values(transports).map((open) => open()));
  for (const schema of serviceOf(name).errors.values()) {
    const seen = [];
    for (const bed of beds)
      seen.push(withoutIds(await failing(bed, name, new AwsError(schema[2], "the same"))));
    expect(seen[0]).toEqual(seen[1]);
  }
  await Promise.all(beds.map((bed) => bed.close()));
});

/** The service's first plain operation, with an input. */
const firstCall = remembered(
  (service: ServiceName) => {
    const operation = [...serviceOf(service).operations.values()].find(
      ({ output }) => !output.getEventStreamMember(),
    );
    const input = operation && fillings(operation.input)[0];
    if (!operation || !input) throw new Error(`${service} has no operation to call`);
    return { name: operation.name, input };
  },
  (service) => service,
  names.length,
);

/** What a call of it rejects with. */
async function failing(bed: Bed, service: ServiceName, thrown: Error, config: Spoken = {}): Promise<Error> {
  bed.answerWith(() => {
    throw thrown;
  });
  const { name, input } = firstCall(service);
  const caught: unknown = await bed
    .client(service, config)
    .send(command(service, name, input))
    .catch((error) => error);
  if (!(caught instanceof Error)) throw new Error(`${service}:${name} did not fail`);
  return caught;
}

const withoutIds = (error: Error): unknown => {
  const { RequestId, $response, $metadata, ...rest } = Object.assign(
    { RequestId: "", $response: {}, $metadata: {} },
    error,
  );
  return plain({ ...rest, message: error.message, class: error.constructor.name });
};
