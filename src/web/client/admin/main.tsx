import { render } from 'preact';
import { useState } from 'preact/hooks';
import '../styles/admin.css';
import { keepToken, token } from './api.js';
import { Overview } from './overview.js';
import { useRoute } from './route.js';
import { SignIn } from './sign-in.js';
import { SourceView } from './source-view.js';

function Admin() {
  const [isIn, setIn] = useState(token() !== '');
  const route = useRoute();
  const leave = () => {
    keepToken('');
    setIn(false);
  };
  if (!isIn) return <SignIn onDone={() => setIn(true)} />;
  if (route.source !== undefined) return <SourceView key={route.source} id={route.source} onRefused={leave} />;
  return <Overview onRefused={leave} onLeave={leave} />;
}

const place = document.getElementById('admin');
if (place !== null) {
  place.replaceChildren();
  render(<Admin />, place);
}
