declare module '@hotwired/turbo' {
  /** https://turbo.hotwired.dev/reference/drive */
  export const navigator: {
    readonly currentVisit?: { scrolled: boolean; readonly location: URL };
    /** Gives up the visit that is under way, if any. */
    stop(): void;
  };
  export function visit(location: string, options?: { readonly action?: 'advance' | 'replace' }): void;
  export function morphElements(
    current: Element,
    next: Element,
    options?: { readonly callbacks?: { beforeNodeMorphed?(current: Node, next?: Node): boolean } },
  ): void;
}

/** Outlines of the countries, made by scripts/vite-pages.config.ts from Natural Earth (public domain). */
declare module 'virtual:land' {
  const land: import('geojson').FeatureCollection;
  export default land;
}
