/** Lifeline's own sign, as on its button in the toolbar. */
export const Logo = () => (
  <svg class="logo" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <rect x="2.8" y="2.8" width="18.4" height="18.4" rx="2.9" transform="rotate(45 12 12)" />
    <path d="M5 12.7h3.6l2.2-6l2.6 10.8l2-4.8h3.6" />
  </svg>
);
