import { behaviourAnnotation, behaviours } from "@signalbox/local/images/behaviour";
import { doubles } from "@signalbox/local/images/catalogue";
import { upgradeAnnotation, upgradeMeanings, upgrades } from "@signalbox/local/images/upgrade";

/** What runs in place of a container, and how a reader brings out an image that misbehaves. */
export const imagesSection = (): string => `## Images

A task runs a double of its image, by the last part of the repository's name: ${doubles.join(", ")}. Annotations of the
image's manifest say how a double behaves. \`${behaviourAnnotation}\`: ${behaviours.join(", ")}.

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
