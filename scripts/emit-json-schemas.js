#!/usr/bin/env node
/** Writes schema/{learning-opportunity,sources,report,widgets}.schema.json from the zod schemas they stand for. */
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { learningOpportunitySchema } from '../dist/domain/learning-opportunity.js';
import { sourcesFile } from '../dist/harvest/source.js';
import { sourceReportSchema } from '../dist/report/source-report.js';
import { widgetsFile } from '../dist/widgets/preset.js';

function emit(name, schema, title, description, io) {
  const json = {
    $id: `https://w3id.org/lotse/${name}`,
    title,
    description,
    ...z.toJSONSchema(schema, { target: 'draft-2020-12', io, reused: 'ref' }),
  };
  writeFileSync(new URL(`../schema/${name}`, import.meta.url), `${JSON.stringify(json, null, 2)}\n`);
}

emit(
  'learning-opportunity.schema.json',
  learningOpportunitySchema,
  'Learning opportunity',
  'The canonical record of Lotse: an offer of learning, apart from its dated runs. Generated from src/domain; do not edit.',
  'output',
);
emit(
  'sources.schema.json',
  sourcesFile,
  'Sources of Lotse',
  'The catalogues that a Lotse harvests. Generated from src/harvest/source.ts; do not edit.',
  'input',
);
emit(
  'report.schema.json',
  sourceReportSchema,
  'Report on a source',
  'What `lotse report --json` prints, an object a source, a line each. Generated from src/report; do not edit.',
  'output',
);
emit(
  'widgets.schema.json',
  widgetsFile,
  'Widgets of Lotse',
  'Presets for the widgets of a Lotse (LOTSE_WIDGETS). Generated from src/widgets/preset.ts; do not edit.',
  'input',
);
