import { z } from 'zod';
import { xmlNode } from '../../mapping/xml-record.js';

/** Another `formation` of the feed, found by its `identifiant-module`. */
const moduleReference = z.object({
  /** `reference-module` as written. */
  reference: z.string(),
  /** Native id of the `formation`; absent when the feed has no such module. */
  nativeId: z.string().optional(),
  title: z.string().optional(),
});

/**
 * A `formation` with its `action`s and their `session`s, all as written, and the modules that it refers to; or the
 * `resume-offre` of an index.
 */
export const lheoRecord = z.object({
  formation: xmlNode,
  /** Modules of `sous-modules` and `modules-prerequis`, each reference once. */
  modules: z.array(moduleReference).default([]),
  /** Size of the element in characters, if it is over the limit; its content was not kept then. */
  oversized: z.number().optional(),
});
export type LheoRecord = z.output<typeof lheoRecord>;
export type ModuleReference = z.output<typeof moduleReference>;
