import type { BaseContext } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { scriptRoutes, type WidgetScript } from './script-routes.js';
import { type WidgetSearchOptions, widgetSearchRoute } from './search-route.js';

/** What the composition root tells of widgets. */
export interface WidgetSettings extends Pick<WidgetSearchOptions<BaseContext>, 'operation' | 'presets' | 'onSearch'> {
  /** What other sites load. */
  readonly scripts: readonly WidgetScript[];
}

/** All that pages of others load and ask: scripts, and the search under the lock of a preset. */
export function widgetRoutes<C extends BaseContext>(
  app: FastifyInstance,
  { scripts, ...search }: WidgetSettings & WidgetSearchOptions<C>,
): void {
  for (const script of scripts) scriptRoutes(app, script);
  widgetSearchRoute(app, search);
}
