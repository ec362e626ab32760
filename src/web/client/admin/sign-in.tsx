import { useState } from 'preact/hooks';
import { AdminFailed, ask, keepToken } from './api.js';
import { AdminTokenDocument } from './generated/graphql.js';
import { Heading } from './heading.js';

/** Asks for the token, and keeps it once the server takes it. `reason` is why it is asked for again. */
export function SignIn({ reason, onDone }: { reason: string; onDone: () => void }) {
  const [problem, setProblem] = useState(reason);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLFormElement)) return;
    setBusy(true);
    keepToken(String(new FormData(currentTarget).get('token') ?? '').trim());
    try {
      await ask(AdminTokenDocument, {});
      onDone();
    } catch (error) {
      keepToken('');
      setProblem(error instanceof AdminFailed ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form class="narrow stack panel" onSubmit={submit}>
      <Heading text="Operator" />
      <p>
        Sign in with the token that the server was started with (<code>LOTSE_ADMIN_TOKEN</code>). It stays in this tab
        and is forgotten with it.
      </p>
      <div class="field">
        <label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="off" required aria-describedby="token-problem" />
      </div>
      <p id="token-problem" class={problem === '' ? undefined : 'notice problem'} role="alert">
        {problem}
      </p>
      <button type="submit" disabled={isBusy}>
        Sign in
      </button>
    </form>
  );
}
