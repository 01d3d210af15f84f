/**
 * Weight like the real page's: modules that are read, compiled and run once at the start. The stage's own page is a hundredth
 * of it, which is right for tests, and misleading where the time of a load is measured.
 */
const cache = new Map<number, string>();

function module(index: number): string {
  const strings = Array.from(
    { length: 12 },
    (_, n) => `"text.${index}.${n}":"Sentence ${n} of part ${index}, {name}."`,
  );
  return `register(${index},()=>{const words={${strings.join(',')}};const parts=Object.entries(words).map(([key,text])=>({key,text:text.replace("{name}",key),size:text.length}));class Part${index}{constructor(list){this.list=list;this.index=new Map(list.map((one)=>[one.key,one]))}find(key){return this.index.get(key)??null}total(){return this.list.reduce((sum,one)=>sum+one.size,0)}}return new Part${index}(parts)});\n`;
}

/** About so many kB of script. */
export function bulkScript(kb: number): string {
  const kept = cache.get(kb);
  if (kept !== undefined) return kept;
  let script =
    'const parts=new Map();const register=(index,make)=>{const part=make();part.total();parts.set(index,part)};\n';
  for (let index = 0; script.length < kb * 1_000; index += 1) script += module(index);
  cache.set(kb, script);
  return script;
}
