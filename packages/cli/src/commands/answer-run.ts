import { userInfo } from "node:os";
import { z } from "zod";
import { reasonOption } from "../backups/options.ts";
import { invokeDecider } from "../cloud/invoke-decider.ts";
import { openCloud } from "../cloud/open.ts";
import { cloudOptions } from "../cloud/options.ts";
import { readDeployment } from "../cloud/platform.ts";
import { type AnyCommand, command, parameter } from "../command.ts";
import { exit } from "../exit.ts";

const Answer = z.object({ answered: z.boolean() });

interface AnswerRun<Action extends string> {
  readonly name: string;
  readonly description: string;
  /** Where a run's name is shown. */
  readonly shownBy: string;
  readonly actions: z.ZodType<Action> & { readonly options: readonly Action[] };
  /** The function that takes the word. */
  readonly decider: string;
  readonly otherwise: string;
  readonly examples: AnyCommand["examples"];
}

/** The command by which a person answers a run that asks; they differ in words alone. */
export const answerRun = <const Action extends string>({
  name,
  description,
  shownBy,
  actions,
  decider,
  otherwise,
  examples,
}: AnswerRun<Action>): AnyCommand =>
  command({
    name,
    description,
    arguments: {
      run: parameter("<run>", `its name, as ${shownBy} shows it`, z.string().min(1)),
      action: parameter("<answer>", actions.options.join(", "), actions),
    },
    options: { reason: reasonOption, ...cloudOptions },
    examples,
    run: async ({ run, action, reason, json, ...options }, io) => {
      const cloud = openCloud(options, io);
      const deployment = await readDeployment(cloud);
      const decision = { run, action, reason, by: userInfo().username };
      const { answered } = Answer.parse(
        await invokeDecider(cloud, deployment, { decider, decision, about: run, otherwise }),
      );
      io.err(
        `${io.colors.green("✓")} ${run} was told to ${action}${answered ? "" : "; but the wait that it was in is over already, so this changes nothing"}`,
      );
      if (json) io.out(JSON.stringify({ ...decision, answered }, undefined, 2));
      return exit.done;
    },
  });
