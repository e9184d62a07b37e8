import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { startMirror } from '../state/mirror.ts';
import { App } from './app.tsx';
import { followPreferences } from './appearance.ts';
import { followShortcuts } from './shortcuts.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

followPreferences();
followShortcuts();
startMirror(window.parley);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
