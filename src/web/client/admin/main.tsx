import { render } from 'preact';
import { useState } from 'preact/hooks';
import '../styles/admin.css';
import type { AdminFailed } from './api.js';
import { keepToken, token } from './api.js';
import { Overview } from './overview.js';
import { useRoute } from './route.js';
import { SignIn } from './sign-in.js';
import { SourceView } from './source-view.js';

function Admin() {
  const [isIn, setIn] = useState(token() !== '');
  const [reason, setReason] = useState('');
  const route = useRoute();
  const leave = (why: string) => {
    keepToken('');
    setReason(why);
    setIn(false);
  };
  const refused = ({ message }: AdminFailed) => leave(`You were signed out. ${message}`);
  if (!isIn) return <SignIn reason={reason} onDone={() => setIn(true)} />;
  if (route.source !== undefined)
    return <SourceView key={route.source} id={route.source} part={route.part} onRefused={refused} />;
  return <Overview onRefused={refused} onLeave={() => leave('')} />;
}

const place = document.getElementById('admin');
if (place !== null) {
  place.replaceChildren();
  render(<Admin />, place);
}
