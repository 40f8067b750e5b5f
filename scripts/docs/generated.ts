import { checks } from "@signalbox/core/config/checks/index";
import { Config } from "@signalbox/core/config/config";
import { errorTables } from "@signalbox/functions/errors";
import { functions, workflows } from "@signalbox/functions/registry";
import { kinds } from "../translate/kinds.ts";
import * as absent from "../translate/not-on-the-laptop.ts";
import { configurationPage } from "./configuration-page.ts";
import { costPage } from "./cost-page.ts";
import { errorsPage } from "./errors-page.ts";
import { imagesSection } from "./images-section.ts";
import { withLaptopTable } from "./laptop-table.ts";
import { localCloudPage } from "./local-cloud-page.ts";
import { regionsSection } from "./regions-section.ts";
import { runbooksPage } from "./runbooks-page.ts";
import { supportedServices } from "./supported-services.ts";
import { workflowsPage } from "./workflows-page.ts";

/** Every generated page by its path; a test holds the files against it. */
export function generatedDocs(): Readonly<Record<string, string>> {
  return {
    "docs/configuration.md": configurationPage(Config, checks),
    "docs/cost.md": costPage(),
    "docs/errors.md": errorsPage(errorTables),
    "docs/local-cloud.md": `${localCloudPage(supportedServices())}\n${regionsSection()}\n\n${imagesSection()}`,
    "docs/runbooks.md": runbooksPage(workflows),
    "docs/verification.md": withLaptopTable("docs/verification.md", kinds, absent),
    "docs/workflows.md": workflowsPage(workflows, functions),
  };
}
