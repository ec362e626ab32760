import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { WidgetPreset } from '../../widgets/preset.js';
import { type CrossOrigin, widgetSearchPath } from '../cross-origin.js';
import { inTime, type KeptAnswers, type RequestFacts } from '../graphql-route.js';
import { HttpProblem } from '../http-problem.js';
import { JsonBody, type ReadJson } from '../json-body.js';
import type { RateLimit } from '../rate-limit.js';

/** Which page of a search was asked for. */
export type WidgetPage = 'first' | 'next';

export interface WidgetSearchOptions<C extends BaseContext> {
  /** Started. */
  readonly apollo: ApolloServer<C>;
  readonly createContext: (request: RequestFacts) => C | Promise<C>;
  /** Reads bodies that were received but not read. */
  readonly readBody: ReadJson;
  readonly timeoutMs: number;
  /** GraphQL of the one operation that widgets may run: schema/operations/widget/search.graphql. */
  readonly operation: string;
  readonly presets: ReadonlyMap<string, WidgetPreset>;
  readonly crossOrigin: CrossOrigin;
  readonly answers?: KeptAnswers<C> | undefined;
  /** @default nobody is limited */
  readonly limit?: RateLimit | undefined;
  /** Told of every search that is answered; `preset` is its id, undefined without one. */
  readonly onSearch?: ((preset: string | undefined, page: WidgetPage) => void) | undefined;
}

const variablesSchema = z.record(z.string(), z.unknown());
type Variables = z.infer<typeof variablesSchema>;

/**
 * `POST /widget/search` and `/widget/search/<preset>`: the variables of the widget's operation as JSON, answered as
 * GraphQL. The server adds what the preset fixes, so that whoever asks cannot take it away; `extensions.widget` tells it.
 * Nothing of a search is in an address, and so in no log of one.
 */
export function widgetSearchRoute<C extends BaseContext>(app: FastifyInstance, options: WidgetSearchOptions<C>): void {
  const { apollo, createContext, readBody, timeoutMs, operation, presets, crossOrigin, answers, onSearch, limit } =
    options;

  app.post<{ Params: { preset?: string } }>(`${widgetSearchPath}/:preset?`, async (request, reply) => {
    const { preset: id } = request.params;
    const preset = id === undefined ? undefined : presets.get(id);
    if (id !== undefined && preset === undefined) throw new HttpProblem('UNKNOWN_PRESET');
    if (!crossOrigin.mayUse(preset, request)) throw new HttpProblem('ORIGIN_NOT_ALLOWED');
    const parsed = variablesSchema.safeParse(await readBody(request));
    if (!parsed.success) throw new HttpProblem('BAD_REQUEST');
    const variables = parsed.data;
    onSearch?.(id, typeof variables.after === 'string' ? 'next' : 'first');
    const { body: raw, headers } = request;
    const found =
      raw instanceof JsonBody
        ? answers?.cache.find({
            body: `widget ${id ?? ''}\n${raw.text}`,
            contentType: headers['content-type'],
            accept: '',
          })
        : undefined;
    if (found !== undefined && 'body' in found) {
      await limit?.spendKept(request);
      answers?.onGiven?.();
      return send(reply, 200, found.body);
    }
    const contextValue = await createContext({
      ...{ requestId: request.id, log: request.log, spend: limit?.spender(request) },
    });
    const { body, http } = await inTime(
      timeoutMs,
      apollo.executeOperation({ query: operation, variables: locked(variables, preset) }, { contextValue }),
    );
    if (body.kind !== 'single') throw new Error('answers in parts are not supported');
    const { extensions, ...answer } = body.singleResult;
    const told = preset === undefined ? {} : { widget: { filter: preset.filter, languages: preset.languages } };
    const content = Buffer.from(JSON.stringify({ ...answer, extensions: { ...extensions, ...told } }));
    const status = http.status ?? 200;
    if (found !== undefined && status === 200 && answers?.mayKeep(contextValue) === true)
      found.keep({ body: content, contentType: json });
    return send(reply, status, content);
  });
}

const json = 'application/json; charset=utf-8';

function send(reply: FastifyReply, status: number, content: Buffer): FastifyReply {
  return reply.code(status).headers({ 'content-type': json, 'cache-control': 'no-store' }).send(content);
}

const notOver = ['OPEN', 'UPCOMING', 'UNKNOWN'];

/** What is asked, held to the preset. All that could show more than the preset means is set here, not by the page. */
export function locked(variables: Variables, preset: WidgetPreset | undefined): Variables {
  const { evidence: _, ...asked } = variables;
  if (preset === undefined) return asked;
  const { filter } = asked;
  const given = typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? (filter as Variables) : {};
  const and = Array.isArray(given.and) ? (given.and as unknown[]) : given.and === undefined ? [] : [given.and];
  const status = mentions(given, 'status') && !mentions(preset.filter, 'status') ? [{ status: notOver }] : [];
  return {
    ...asked,
    evidence: preset.evidence.toUpperCase(),
    filter: { ...given, and: [...and, preset.filter, ...status] },
    ...(preset.languages.length === 0 ? {} : { language: languageOf(asked.language, preset.languages) }),
  };
}

/** Only a filter that asks for a status finds offers that are over. */
function mentions(filter: unknown, name: string): boolean {
  if (typeof filter !== 'object' || filter === null) return false;
  return Object.entries(filter).some(([key, value]) => key === name || mentions(value, name));
}

function languageOf(asked: unknown, allowed: readonly string[]): string | undefined {
  const base = (tag: string) => tag.toLowerCase().split('-', 1)[0];
  const isAllowed = typeof asked === 'string' && allowed.some((each) => base(each) === base(asked));
  return isAllowed ? asked : allowed[0];
}
