/** The look of the page: colours that can be told apart on light and on dark, and without colours by the words beside. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --paper: #ffffff; --soft: #6a737d; --rule: #d8dee4;
  --doall: #1a7f37; --reduction: #0969da; --scan: #1b7c83; --wavefront: #8250df; --sequential: #bc4c00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9198a1; --rule: #30363d;
  --doall: #3fb950; --reduction: #58a6ff; --scan: #39c5cf; --wavefront: #bc8cff; --sequential: #f0883e; } }
body { margin: 2rem; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; } a { color: inherit; }
code { font: 13px/1.5 ui-monospace, monospace; }
.listing { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
td { padding: 0; vertical-align: top; }
.line { padding-right: 1rem; color: var(--soft); font: 13px/1.5 ui-monospace, monospace; text-align: right; user-select: none; }
.code { position: relative; padding: 0 2rem 0 calc(var(--deepest) * 8px + .6rem); white-space: pre; }
.code i { position: absolute; top: 0; bottom: 0; left: calc(var(--depth) * 8px); width: 6px; background: currentColor; }
.note { width: 45%; min-width: 20rem; font-size: 13px; }
.note div { margin-bottom: .5rem; padding-left: .7rem; border-left: 3px solid currentColor; }
.note b, .key { font-weight: 600; }
.note p, .note ul, .note div > code { margin: .1rem 0; color: var(--ink); }
.note ul { padding-left: 1.2rem; } .note p.cost { color: var(--soft); }
.doall { color: var(--doall); } .reduction { color: var(--reduction); } .scan { color: var(--scan); }
.wavefront { color: var(--wavefront); } .sequential { color: var(--sequential); }
tr:target { outline: 2px solid var(--soft); }
`;
