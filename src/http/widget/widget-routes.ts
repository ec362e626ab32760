import type { BaseContext } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { widgetScript } from './script-routes.js';
import { type WidgetSearchOptions, widgetSearchRoute } from './search-route.js';

/** What the composition root tells of widgets. */
export interface WidgetSettings extends Pick<WidgetSearchOptions<BaseContext>, 'operation' | 'presets' | 'onSearch'> {
  /** Files of the scripts that other sites load, by name. */
  readonly scripts: Readonly<Record<string, URL>>;
}

/** All that pages of others load and ask: scripts, and the search under the lock of a preset. */
export async function widgetRoutes<C extends BaseContext>(
  app: FastifyInstance,
  { scripts, ...search }: WidgetSettings & WidgetSearchOptions<C>,
): Promise<void> {
  for (const [name, file] of Object.entries(scripts)) await widgetScript(app, name, file);
  widgetSearchRoute(app, search);
}
