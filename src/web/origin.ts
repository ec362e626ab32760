/**
 * Origin of the gateway as a page was asked for, for texts to copy; an example where that is not known. Scripts know
 * better and correct the protocol.
 */
export function originOf(host: string | undefined): string {
  const name = /^[\w.[\]:-]+$/.test(host ?? '') ? (host ?? '') : 'lotse.example';
  return `${/^(localhost|127\.|\[)/.test(name) ? 'http' : 'https'}://${name}`;
}
