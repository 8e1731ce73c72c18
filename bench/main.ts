/** `npm run bench`: what crewguard costs, row by row, against its budgets. */
import { measure } from './measure.ts';
import { isOver, progress, progressEnds, report } from './report.ts';
import { auditRow } from './rows/audit.ts';
import { capabilityRows } from './rows/capabilities.ts';
import { chainRows } from './rows/chains.ts';
import { contentRows } from './rows/content.ts';
import { guardRows } from './rows/guards.ts';
import { pipelineRows } from './rows/pipelines.ts';
import { provenanceRows } from './rows/provenance.ts';
import { resourceRows } from './rows/resources.ts';

const rows = [
  ...pipelineRows(),
  ...capabilityRows(),
  ...(await chainRows()),
  ...contentRows(),
  ...provenanceRows(),
  await auditRow(),
  ...guardRows(),
  ...resourceRows(),
];
const measured = await measure(rows, progress);
progressEnds();
report('bench', 'crewguard', rows, measured);

const over = measured.filter(isOver).map(({ name }) => name);
if (over.length > 0) console.error(`Over budget: ${over.join(', ')}`);
