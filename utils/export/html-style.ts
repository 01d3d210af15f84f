/** The look of an exported chat, on a screen in light and dark and on paper. `.m`: the marks of Markdown, there but not seen. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--line:#8885;--soft:#8882}
body{margin:0;font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1rem;margin:0 0 8px}
h3,h4,h5,h6{margin:16px 0 4px;font-size:1.1em}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 16px;font-size:.85rem}
dt{opacity:.75}dd{margin:0}
.turn{margin:24px 0;padding-top:16px;border-top:1px solid var(--line)}
.human{background:var(--soft);border:0;border-radius:8px;padding:16px}
.at,.note{font-size:.85rem;font-weight:400;opacity:.8}
.m{display:none}
p,blockquote,.li{margin:0 0 8px;white-space:pre-wrap}
blockquote{border-left:3px solid var(--line);padding-left:12px}
.li{margin:0 0 4px;padding-left:1.4em}
.number{padding-left:.3em}
.bullet::before{content:"•";display:inline-block;width:1em;margin-left:-1em}
.d1{margin-left:1.2em}.d2{margin-left:2.4em}.d3{margin-left:3.6em}.d4{margin-left:4.8em}.d5{margin-left:6em}
.hr{border-top:1px solid var(--line);margin:16px 0}
pre{background:var(--soft);border-radius:6px;padding:10px 12px;overflow-x:auto;font:13px/1.45 ui-monospace,monospace;tab-size:4}
pre.plain{white-space:pre-wrap}
code{font-family:ui-monospace,monospace;font-size:.92em}
pre[data-language]:not([data-language=""])::before{content:attr(data-language);display:block;opacity:.7;font-size:11px}
table{border-collapse:collapse;display:block;overflow-x:auto;margin:8px 0}
th,td{border:1px solid var(--line);padding:3px 8px;text-align:left;vertical-align:top}
details{margin:8px 0;border:1px solid var(--line);border-radius:6px;padding:6px 12px}
summary{cursor:pointer;font-size:.9rem}
img{max-width:100%;height:auto}
@media print{
:root{color-scheme:light}
body{font-size:11pt}main{max-width:none;padding:0}
details::details-content{content-visibility:visible;display:block;block-size:auto;opacity:1}
pre{white-space:pre-wrap;overflow:visible}table{display:table}
h1,h2,h3,h4,summary{break-after:avoid}tr,img{break-inside:avoid}
a[href^="http"]{color:inherit}
}
`.trim();
