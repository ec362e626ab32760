import { parseUrl } from '../domain/parse-url.js';
import { isSecretName } from './transports/address.js';

/** Where a source is asked, and what with. */
interface Asked {
  readonly location: string | readonly string[];
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly transport?: object | undefined;
}

interface OpenSecret {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Secrets that a source holds as they are, where they belong into the environment. No message has one of them. */
export function openSecrets({ location, headers = {}, query = {}, transport }: Asked): OpenSecret[] {
  const open: OpenSecret[] = [];
  for (const [key, values] of Object.entries({ headers, query })) {
    const names = Object.keys(values).filter((name) => isSecretName(name) && !/\$\{\w+\}/.test(values[name] ?? ''));
    for (const name of names)
      open.push({
        path: [key, name],
        message: 'is a secret: name an environment variable, in braces after a dollar sign',
      });
  }
  const hidden = 'is a secret: it belongs into "query", as the name of an environment variable';
  for (const [index, place] of [location].flat().entries()) {
    const path = typeof location === 'string' ? ['location'] : ['location', index];
    const names = [...new Set(parseUrl(place)?.searchParams.keys())].filter(isSecretName);
    for (const name of names) open.push({ path, message: `the value of "${name}" ${hidden}` });
  }
  const parameters = transport !== undefined && 'parameters' in transport ? Object(transport.parameters) : {};
  for (const name of Object.keys(parameters).filter(isSecretName))
    open.push({ path: ['transport', 'parameters', name], message: hidden });
  return open;
}
