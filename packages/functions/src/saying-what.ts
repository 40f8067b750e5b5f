import { ParseError } from "@aws-lambda-powertools/parser/errors";
import { z } from "zod";

const Issues = z.array(
  z.looseObject({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() }),
);

/** Powertools says that what came in does not fit; this says what of it: the machine's cause is all that a person sees. */
export const sayingWhat = {
  onError: ({ error }: { readonly error: Error | null }): void => {
    if (!(error instanceof ParseError)) return;
    const { data: issues = [] } = Issues.safeParse(error.cause);
    const said = issues.map(({ path = [], message }) => [...path, message].join(": "));
    if (said.length > 0) error.message = said.join("; ");
  },
};
