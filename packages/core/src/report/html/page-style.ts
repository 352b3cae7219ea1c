/**
 * The page's only style; its digest is in the page's policy. Colours are those of Okabe and Ito, as in the health report,
 * which people with any colour blindness can tell apart; none of them says anything that a word or a mark does not.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--back:#fff;--soft:#f5f6f8;--text:#1b1f24;--dim:#57606a;--edge:#dde2e7;--good:#0a62a3;--goodfill:#bcd9ef;--bad:#b34700;--badfill:#f3b58c;--warn:#8a5a00;--warnfill:#f2d58f;--infofill:#d5dae0;--link:#0a58a8;--mark:#fff1b8;--marktext:#1b1f24;--hatch:#0009;--code:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media(prefers-color-scheme:dark){:root{--back:#0f1217;--soft:#181c23;--text:#e4e8ed;--dim:#9ea8b3;--edge:#2c333d;--good:#6bb9f0;--goodfill:#1c4a6e;--bad:#ff9f59;--badfill:#8a3f0c;--warn:#e3b341;--warnfill:#6b5010;--infofill:#3a424d;--link:#7dbff7;--mark:#5c4a0b;--marktext:#fff3c9;--hatch:#fff9}}
*{box-sizing:border-box}
html{scroll-padding-top:52px}
body{margin:0;background:var(--back);color:var(--text);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:20px 24px 80px}
a{color:var(--link)}a:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,button:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
code,pre{font-family:var(--code);font-size:12.5px}code{overflow-wrap:anywhere;unicode-bidi:isolate}
p,ul,ol,dl,h1,h2,h3{margin:0;padding:0}ul{list-style:none}
small,.dim,.note{color:var(--dim);font-weight:400}small,.small,.note{font-size:12.5px}
.text{white-space:pre-wrap;overflow-wrap:anywhere}td.bad,b.bad,.over{color:var(--bad)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--back);padding:6px 10px;z-index:3}
.loosened,.notice{border-left:4px solid var(--bad);background:var(--soft);padding:8px 14px;margin-bottom:12px;overflow-wrap:anywhere}
.verdict{border-left:6px solid var(--bad);padding:2px 0 2px 18px}.verdict.pass{border-color:var(--good)}.verdict.warn{border-color:var(--warn)}
.from{color:var(--dim);overflow-wrap:anywhere}.from b{color:var(--text);font-weight:600}
h1{font-size:34px;line-height:1.2;font-weight:700;letter-spacing:-.01em;color:var(--bad)}.pass h1{color:var(--good)}.warn h1{color:var(--warn)}
h1 small{font-size:20px;font-weight:500;letter-spacing:0;color:var(--text)}
.partial{font-weight:600}
.facts{display:flex;flex-wrap:wrap;gap:8px 32px;margin-top:8px}.facts dt{color:var(--dim);font-size:12.5px}.facts dd{margin:0;font-size:17px;font-weight:600;line-height:1.35}.facts small{font-weight:400;margin-left:4px}
nav{position:sticky;top:0;z-index:2;background:var(--back);border-bottom:1px solid var(--edge);margin:16px -24px 0;padding:8px 24px;display:flex;gap:4px 20px;overflow-x:auto;white-space:nowrap}nav a{text-decoration:none}nav a:hover{text-decoration:underline}
section{padding-top:24px}
h2{font-size:18px;font-weight:650;margin-bottom:8px}h2 .note{margin-left:6px;font-size:14px}
h3{font-size:14px;font-weight:600;margin:12px 0 4px}
summary{cursor:pointer}details>summary{color:var(--dim)}
section p+p,section p+ul,section ul+p,section p+svg{margin-top:6px}
section>ul:not([class])>li,.flip li,.kind li{padding-left:14px;text-indent:-14px;overflow-wrap:anywhere}section>ul:not([class])>li::before,.flip li::before,.kind li::before{content:"– ";color:var(--dim)}
.reasons{counter-reset:n}.reasons>li{padding:10px 0 12px;border-top:1px solid var(--edge)}.reasons>li:first-child{border-top:0;padding-top:2px}
ol.reasons>li{counter-increment:n;padding-left:30px;position:relative;list-style:none}ol.reasons>li::before{content:counter(n);position:absolute;left:0;font-weight:700;color:var(--bad);font-size:16px;line-height:1.4}
.reasons h3{margin:0 0 4px;font-size:14.5px;overflow-wrap:anywhere}.reasons h3 code{font-size:13.5px}.reasons h3 span{font-weight:500;margin-left:6px}
.evidence li{display:grid;grid-template-columns:minmax(0,20em) minmax(0,1fr);gap:0 16px;padding:1px 0;overflow-wrap:anywhere}.evidence li>span:only-child{grid-column:1/-1}
.place{color:var(--dim)}
.logline{display:flex;flex-wrap:wrap;gap:0 16px;background:var(--soft);padding:3px 10px;margin-top:3px!important;border-left:3px solid var(--bad)}
.help{display:flex;gap:0 12px;align-items:baseline;margin-top:6px}.help>span{flex:0 0 84px;color:var(--dim);font-size:12.5px}.help .cmd{flex:0 1 auto}
.cmd{background:var(--soft);border:1px solid var(--edge);border-radius:4px;padding:4px 10px;margin:4px 0 0;white-space:pre-wrap;overflow-wrap:anywhere;min-width:0;display:inline-block;max-width:100%;vertical-align:middle}.cmd code{-webkit-user-select:all;user-select:all}
button{font:inherit;font-size:12.5px;color:var(--link);background:var(--back);border:1px solid var(--edge);border-radius:4px;padding:2px 10px;cursor:pointer}.copy{flex:none;margin-left:6px;vertical-align:middle}
.flip{margin:8px 0 12px;padding:10px 16px;background:var(--soft);border-left:4px solid var(--good)}.flip h3{margin:0 0 4px}.flip small{margin-left:6px}.flip details{margin-top:6px}
.kind{margin-top:12px}
svg{display:block;width:100%;overflow:visible}svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--text)}
.lanes{margin-top:12px}.lanes .bar{overflow:hidden}.grid{stroke:var(--edge)}.lanes .tick{fill:var(--dim);font-size:11.5px}
.good .fill{fill:var(--goodfill)}.bad .fill{fill:var(--badfill)}.warn .fill{fill:var(--warnfill)}.info .fill,.none .fill{fill:var(--infofill)}
.hatch{fill:var(--hatch)}.path{fill:var(--text)}.wait{stroke:var(--edge);stroke-width:1.5;stroke-dasharray:2 3}
.key{display:flex;flex-wrap:wrap;gap:2px 18px;color:var(--dim);font-size:12.5px;margin-top:8px}.key li::before{content:"";display:inline-block;width:14px;height:10px;margin-right:6px;border-radius:2px;background:var(--infofill)}.key .good::before{background:var(--goodfill)}.key .bad::before{background:var(--badfill)}.key .warn::before{background:var(--warnfill)}.key .retried::before{background:repeating-linear-gradient(135deg,var(--dim) 0 2px,transparent 2px 5px)}.key .critical::before{height:3px;background:var(--text);vertical-align:middle}
.tools{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center;margin:4px 0 10px;font-size:13px}.tools[hidden]{display:none}.tools label{color:var(--dim);display:inline-flex;gap:6px;align-items:center}.tools input,.tools select{font:inherit;color:var(--text);background:var(--back);border:1px solid var(--dim);border-radius:4px;padding:3px 6px;min-width:0;max-width:15em}.tools input{width:15em}.tools output{color:var(--dim)}::placeholder{color:var(--dim);opacity:1}
.checks{margin-top:6px;border-top:1px solid var(--edge)}
.check{border-bottom:1px solid var(--edge)}.check[hidden]{display:none}.check>summary{display:grid;grid-template-columns:18px minmax(0,19em) 84px minmax(0,15em) minmax(0,1fr);gap:0 12px;align-items:center;padding:5px 0;color:var(--text);list-style:none}.check>summary::-webkit-details-marker{display:none}.check>summary:hover{background:var(--soft)}.check[open]>summary{font-weight:600}
.check>:not(summary){margin-left:30px;margin-right:8px}.check>:last-child{padding-bottom:14px}
.mark{text-align:center;font-weight:700;color:var(--dim)}.good .mark{color:var(--good)}.bad .mark{color:var(--bad)}.warn .mark{color:var(--warn)}
.bad .said,.bad .id>code{color:var(--bad)}.time{text-align:right;color:var(--dim)}.said{overflow-wrap:anywhere}.check:not([open]) .said{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.chain{border-bottom:2px solid var(--text)}
.pairs{display:grid;grid-template-columns:minmax(6em,max-content) minmax(0,1fr);gap:2px 16px;margin:6px 0;font-size:13px}.pairs dt{color:var(--dim)}.pairs dd{margin:0;overflow-wrap:anywhere}
.attempt{margin-top:8px}.attempt>*+*{margin-top:4px}
.logs{margin-top:6px}.log{margin:0;padding:0 0 0 5.5em;font-family:var(--code);font-size:12px;line-height:1.45;background:var(--soft);color:var(--text);overflow-wrap:anywhere}.log li{white-space:pre-wrap}.log .hit{white-space:normal}.hit mark{white-space:pre-wrap}.log li::marker{color:var(--dim)}.log li{padding:0 8px 0 6px;min-height:1.45em}.log .hit{border-left:4px solid var(--bad);padding-left:6px;margin-left:-4px}.log .now{outline:2px solid var(--link)}
mark{background:var(--mark);color:var(--marktext)}::highlight(found){background:var(--mark);color:var(--marktext)}
.gap{color:var(--dim);font-size:12.5px;padding:2px 0 2px 5.5em}
.findings{font-size:13px}.findings.long{content-visibility:auto;contain-intrinsic-size:auto 2900px}
.findings>li{display:grid;grid-template-columns:68px minmax(0,13em) minmax(0,19em) minmax(0,1fr);gap:0 14px;padding:4px 0;border-top:1px solid var(--edge)}
.findings .s{color:var(--dim)}.findings .critical .s,.findings .high .s{color:var(--bad);font-weight:700}.findings .medium .s{color:var(--warn);font-weight:600}
.findings .p{color:var(--dim)}.findings .m{overflow-wrap:anywhere}.findings .m b{font-weight:600;color:var(--bad)}.findings .m b.existing{color:var(--dim);font-weight:400}.findings .off .m{color:var(--dim)}.findings summary{color:inherit}.findings summary::marker{color:var(--dim)}.findings span.m{padding-left:14px}
.group{margin-top:10px}.group>summary{color:var(--text);font-weight:600;padding:2px 0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table.list{border-collapse:collapse;width:100%;font-size:13px}
.list th,.list td{padding:4px 16px 4px 0;border-top:1px solid var(--edge);text-align:left;vertical-align:top;overflow-wrap:anywhere}.list thead th{border-top:0;color:var(--dim);font-weight:400;font-size:12.5px}.list tbody th{font-weight:400;min-width:11em}.list .num{white-space:nowrap}.list td{min-width:5em}
.measure{width:160px;min-width:160px;margin-top:3px}.measure .back{fill:var(--edge)}.measure.good .fill{fill:var(--good)}.measure.bad .fill{fill:var(--bad)}.measure .limit{stroke:var(--text);stroke-width:2}
.files{columns:3 22em;font-size:13px}
section>details{margin-top:8px}section>details>summary{padding:2px 0}
@media(max-width:760px){main{padding:14px 14px 60px}nav{margin:12px -14px 0;padding:8px 14px}h1{font-size:28px}h1 small{font-size:17px}.facts{gap:8px 22px}.facts dd{font-size:15px}.check>summary{grid-template-columns:18px minmax(0,1fr) auto;gap:0 8px}.check>summary>svg,.check>summary>span:nth-child(4){display:none}.said{grid-column:2/-1}.check>:not(summary){margin-left:8px;margin-right:0}.findings>li{grid-template-columns:68px minmax(0,1fr);gap:0 10px}.findings .p,.findings .m{grid-column:2}.evidence li{grid-template-columns:minmax(0,1fr);padding-bottom:4px}.log{padding-left:3.4em}.gap{padding-left:0}ol.reasons>li{padding-left:24px}}
@media(max-width:520px){.pairs{grid-template-columns:minmax(0,1fr)}.pairs dd{margin-bottom:6px}.bar text{display:none}.tools label{flex:1 1 100%}.tools input,.tools select{flex:1;max-width:none}.help{flex-wrap:wrap}.help>span{flex-basis:100%}}
@media(forced-colors:active){.fill{fill:Highlight}.path{fill:CanvasText}}
@media print{nav,.tools,.copy{display:none}.findings{content-visibility:visible}details::details-content{content-visibility:visible;block-size:auto}}
`
  .replaceAll('\n', '')
  .trim();
