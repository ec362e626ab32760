import type { AdminFailed } from './api.js';
import { time } from './format.js';

interface FailureProps {
  readonly of: AdminFailed | undefined;
  /** When what is still shown was told, in milliseconds; undefined when nothing is. */
  readonly since?: number | undefined;
}

/** That the server could not tell something, and how old is what is shown instead. */
export function Failure({ of: failed, since }: FailureProps) {
  if (failed === undefined) return null;
  return (
    <p class="notice problem" role="alert">
      {failed.message} {since === undefined ? '' : `What is shown here was so at ${time(since)}. `}
      {failed.code === 'UNREACHABLE' || failed.code === 'SERVICE_UNAVAILABLE' ? 'This page goes on asking.' : ''}
    </p>
  );
}
