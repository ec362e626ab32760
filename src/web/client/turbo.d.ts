declare module '@hotwired/turbo' {
  /** https://turbo.hotwired.dev/reference/drive */
  export const config: { readonly drive: { progressBarDelay: number } };
  export const navigator: { readonly currentVisit?: { scrolled: boolean; readonly location: URL } };
  export function visit(location: string, options?: { readonly action?: 'advance' | 'replace' }): void;
  export function morphElements(
    current: Element,
    next: Element,
    options?: { readonly callbacks?: { beforeNodeMorphed?(current: Node, next: Node): boolean } },
  ): void;
}
