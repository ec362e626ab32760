import { useEffect } from 'preact/hooks';

/** The heading of a view, which names the tab too; the focus comes here when the view changes. */
export function Heading({ text }: { text: string }) {
  useEffect(() => {
    document.title = text === 'Operator' ? 'Operator · Lotse' : `${text} · Operator · Lotse`;
  }, [text]);
  return <h1 tabIndex={-1}>{text}</h1>;
}
