import { behaviourAnnotation, behaviours } from "@signalbox/local/images/behaviour";
import { doubles } from "@signalbox/local/images/catalogue";
import { upgradeAnnotation, upgradeMeanings, upgrades } from "@signalbox/local/images/upgrade";

/** What runs in place of a container, and how a reader brings out an image that misbehaves. */
export const imagesSection = (): string => `## Images

A task runs a double of its image, by the last part of the repository's name: ${doubles.join(", ")}. Annotations of the
image's manifest say how a double behaves. \`${behaviourAnnotation}\`: ${behaviours.join(", ")}.

The double of Ollama serves chats in \`OLLAMA_NUM_PARALLEL\` slots (four unless set), lets \`OLLAMA_MAX_QUEUE\` wait and answers the next with 503. It reads
\`DOUBLE_PREFILL_PER_SECOND\` tokens (4000) and writes one in \`DOUBLE_SECONDS_PER_TOKEN\` (0.04 s); the header \`x-signalbox-tokens: 914/142\` stands for a prompt and an
answer of so many. A client that leaves keeps its slot to the end. Every ten seconds it says what waits, runs and went through, as CloudWatch metrics
in \`Signalbox/Inference\`, of its service and of its task. \`POST /_signalbox/load\` plays a trace against it, \`GET\` says how that goes, \`DELETE\` ends it.

ECS here is Fargate's: no capacity providers and no container instances. The faults \`gpu-start-up\`, \`no-gpu-capacity\` and \`spot-interruption\` let it act as if there were: each task
has an instance to itself, whose id begins with its own, and when EC2 warns that it is taken back, ECS drains it.

The double of Open WebUI keeps its users and chats in the task's database, with Alembic's table; the first container makes them. It
knows the command of Signalbox's migrator, and with \`ENABLE_DB_MIGRATIONS\` other than \`false\` it migrates before it listens: a
failure is logged, and it serves all the same, as the real one does. What its migration does stands in \`${upgradeAnnotation}\`:

| ${upgradeAnnotation} | the migration |
|---|---|
${upgrades.map((name) => `| ${name} | ${upgradeMeanings[name]} |`).join("\n")}

A version's chats name the columns that it knows. Over a schema that has not got them they answer 500, until it has them again.
Revisions carry the version's number, so a version knows those of all that came before it, and none that came later. Any other command
ends with 127. What a container says stands in its awslogs group, under \`prefix/container/task\`. So this brings out a version that
breaks the one that runs, by an image's manifest or by the page's door:

\`\`\`sh
aws ecr put-image --repository-name signalbox-development/open-webui --image-tag v0.11.1 --image-manifest "$(
  aws ecr batch-get-image --repository-name signalbox-development/open-webui --image-ids imageTag=v0.11.0 \\
    --query 'images[0].imageManifest' --output text | sed 's/v0.11.0/v0.11.1/; s/"annotations":{/&"${upgradeAnnotation}":"breaking",/')"
curl -X POST http://127.0.0.1:4566/_signalbox/images \\
  -d '{"region":"us-east-1","repository":"signalbox-development/open-webui","behaviour":"good","upgrade":"breaking"}'
\`\`\`
`;
