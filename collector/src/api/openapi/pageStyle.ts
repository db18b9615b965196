/** Follows the reader's system: the colours of both schemes keep a contrast of at least 4.5 to 1. */
export const PAGE_STYLE = `
:root { --page: #ffffff; --text: #1f2328; --soft: #57606a; --line: #d0d7de; --tint: #f6f8fa; --link: #0a5bc4; }
@media (prefers-color-scheme: dark) {
  :root { --page: #111217; --text: #e6e6ea; --soft: #a3a7b3; --line: #34363f; --tint: #1b1d24; --link: #7db4ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--link); }
h1 small, .limits, .scope { color: var(--soft); font-weight: normal; }
h2 { margin-top: 2rem; text-transform: capitalize; }
h4 { margin: 0.8rem 0 0.2rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.75rem; }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
details { border: 1px solid var(--line); border-radius: 6px; margin: 0.4rem 0; padding: 0.4rem 0.75rem; }
details[open] > summary { margin-bottom: 0.5rem; }
summary { cursor: pointer; }
.what { color: var(--soft); margin-left: 0.5rem; }
.method { display: inline-block; min-width: 4.2rem; font-weight: 600; }
.media, .answer { background: var(--tint); border-radius: 6px; margin: 0.3rem 0; padding: 0.4rem 0.6rem; }
.media .media { padding: 0; }
table { border-collapse: collapse; width: 100%; margin: 0.3rem 0; }
td { border-top: 1px solid var(--line); padding: 0.25rem 0.5rem 0.25rem 0; vertical-align: top; }
td:first-child { width: 11rem; }
td b { color: var(--link); margin-left: 0.15rem; }
@media (max-width: 40rem) { td:first-child { width: 7rem; } .what { display: block; margin-left: 0; } }
`;
