import { GROUPS, SWITCHES } from './control-groups.ts';
import type { Stage } from './types.ts';

const escapeHtml = (value: string): string =>
  value.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const attribute = (value: unknown): string => escapeHtml(JSON.stringify(value));

const CSS = `:root{color-scheme:light dark;--bg:#fff;--fg:#1b1b1b;--muted:#5c5c5c;--line:#c9c9c9;--on:#b8552f}
@media(prefers-color-scheme:dark){:root{--bg:#1c1c1c;--fg:#eee;--muted:#aaa;--line:#4a4a4a;--on:#e58e6d}}
body{margin:0 auto;max-width:70rem;padding:1rem 1.25rem 3rem;font:15px/1.5 system-ui,sans-serif;background:var(--bg);color:var(--fg)}
h1{font-size:1.3rem;margin:.2rem 0}h2{font-size:1rem;margin:1.4rem 0 .4rem}p{margin:.2rem 0;color:var(--muted)}
button,select{font:inherit;padding:.35rem .7rem;border:1px solid var(--line);border-radius:6px;background:transparent;color:inherit;cursor:pointer}
select option{background:var(--bg)}button:hover{border-color:var(--fg)}:focus-visible{outline:2px solid var(--on);outline-offset:2px}
.on{border-color:var(--on);box-shadow:inset 0 0 0 1px var(--on)}.group{display:flex;flex-wrap:wrap;gap:.4rem}.well{font-weight:600;margin-top:.6rem}
label{display:inline-grid;font-size:.85rem;color:var(--muted);gap:.15rem}label select{color:var(--fg);max-width:11rem}
table{border-collapse:collapse;width:100%;font-size:13px}td,th{text-align:left;padding:.15rem .6rem .15rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}.wide{overflow-x:auto}`;

const SCRIPT = `const post=(path,body)=>fetch(path,{method:'POST',body:JSON.stringify(body||{})}).then(refresh);
const show=(id,html)=>{document.getElementById(id).replaceChildren(...html)};
const el=(tag,text)=>{const e=document.createElement(tag);e.textContent=text;return e};
async function refresh(){const[state,log]=await Promise.all([fetch('/state').then(r=>r.json()),fetch('/log').then(r=>r.json())]);
const active=state.faults.map(f=>JSON.stringify(f.fault));
for(const b of document.querySelectorAll('[data-fault]')){const on=active.includes(b.dataset.fault);b.classList.toggle('on',on);b.setAttribute('aria-pressed',on)}
for(const s of document.querySelectorAll('select')){const v=JSON.stringify(state.config[s.name]);if(document.activeElement!==s&&[...s.options].some(o=>o.value===v))s.value=v}
document.getElementById('faults').textContent=active.length?state.faults.length+' fault(s) active':'All is well.';
show('log',log.slice(-25).reverse().map(e=>{const r=document.createElement('tr');r.append(el('td',new Date(e.at).toLocaleTimeString()),el('td',e.status===null?e.end:String(e.status)),el('td',e.method),el('td',e.host+e.path),el('td',(e.fault||'')+(e.send?' send':'')));return r}))}
document.addEventListener('click',async e=>{const b=e.target.closest('button');if(!b)return;
if(b.dataset.fault){const on=b.classList.contains('on');if(on){const s=await fetch('/state').then(r=>r.json());const f=s.faults.find(f=>JSON.stringify(f.fault)===b.dataset.fault);if(f)return post('/clear',{id:f.id})}else return post('/fault',JSON.parse(b.dataset.fault))}
else if(b.id==='well')post('/clear');else if(b.id==='reset')post('/reset')});
document.addEventListener('change',e=>{if(e.target.name)post('/set',{[e.target.name]:JSON.parse(e.target.value)})});
refresh();setInterval(()=>{if(!document.hidden)refresh().catch(()=>{})},1000);`;

const groups = (): string =>
  GROUPS.map(
    (group) =>
      `<h2>${escapeHtml(group.title)}</h2><div class="group">${group.buttons
        .map(
          (one) =>
            `<button type="button" aria-pressed="false" data-fault="${attribute(one.fault)}">${escapeHtml(one.label)}</button>`,
        )
        .join('')}</div>`,
  ).join('');

const switches = (): string =>
  Object.entries(SWITCHES)
    .map(
      ([name, values]) =>
        `<label>${name}<select name="${name}">${(values as unknown[])
          .map(
            (value) =>
              `<option value="${attribute(value)}">${escapeHtml(String(value ?? 'as status'))}</option>`,
          )
          .join('')}</select></label>`,
    )
    .join(' ');

/** The page at the control port: everything by button, by mouse or keyboard. */
export function controlPage(stage: Stage): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Stage</title><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><style>${CSS}</style></head><body><h1>Stage</h1>
<p>Plays claude.ai, its status pages and the community feeds on port ${stage.httpsPort}; proxy on port ${stage.proxyPort}.</p>
<p id="faults" role="status">…</p>
<div class="group"><button type="button" id="well" class="well">All well again</button><button type="button" id="reset" class="well">Start anew</button></div>
${groups()}<h2>Switches</h2><div class="group">${switches()}</div>
<h2>Last requests</h2><div class="wide"><table><thead><tr><th>Time</th><th>Answer</th><th>Method</th><th>What</th><th>Note</th></tr></thead><tbody id="log"></tbody></table></div>
<script>${SCRIPT}</script></body></html>`;
}
