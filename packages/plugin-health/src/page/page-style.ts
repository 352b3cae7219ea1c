/**
 * The page's only style; its hash is in the page's policy. Colours are those of Okabe and Ito, which people with any
 * colour blindness can tell apart, made lighter and darker until each text has a contrast of 4.5 to what is behind it.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--text:#1b1f24;--dim:#57606a;--edge:#d8dee4;--pass:#0a62a3;--fail:#b34700;--other:#6e7781;--soft:#dcebf7;--warn:#fff3e8;--link:#0a58a8}
@media(prefers-color-scheme:dark){:root{--back:#0e1116;--card:#171b22;--text:#e7ebf0;--dim:#a0aab5;--edge:#303844;--pass:#58b1ee;--fail:#ff9a4d;--other:#8f99a5;--soft:#1d3347;--warn:#33241a;--link:#79bdf5}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
main{max-width:1120px;margin:0 auto;padding:28px 20px 48px}
a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
h1{font-size:20px;margin:0;font-weight:650}h2{font-size:16px;margin:0 0 4px;font-weight:650}
p{margin:0}.dim{color:var(--dim)}.small{font-size:13px}
header.top{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;justify-content:space-between;margin-bottom:16px}
.card{background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:18px 20px;margin-bottom:16px;overflow-wrap:anywhere}
.hero{display:grid;grid-template-columns:auto minmax(0,1fr);gap:6px 28px;align-items:center;border-left:6px solid var(--other)}
.hero.good{border-left-color:var(--pass)}.hero.alert{border-left-color:var(--fail)}
.word{font-size:30px;font-weight:700;line-height:1.15}.word .mark{margin-right:8px}
.good .word{color:var(--pass)}.alert .word{color:var(--fail)}.insufficient-data .word{color:var(--dim)}
.lead{font-size:17px}
.gaugebox{grid-column:1/-1;margin-top:6px}.gaugebox .tick{font-size:13px}
.tiles{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:12px;margin-bottom:16px}
.tile{margin:0;background:var(--card);border:1px solid var(--edge);border-radius:10px;padding:12px 16px;overflow-wrap:anywhere}
.tile dt{color:var(--dim);font-size:13px}.tile dd{margin:0}.tile .big{font-size:22px;font-weight:650;line-height:1.35;display:block}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px;margin-bottom:16px}.pair .card{margin:0;min-width:0}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--edge);stroke-width:1;fill:none}.week{stroke:var(--dim);stroke-width:1;stroke-dasharray:1 4;fill:none}
.limit{stroke:var(--text);stroke-width:1.3;stroke-dasharray:9 5;fill:none}
.tick{font:12px system-ui,"DejaVu Sans",sans-serif;fill:var(--dim)}.end{text-anchor:end}.mid{text-anchor:middle}
.line{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}.line.a{stroke:var(--pass)}.line.b{stroke:var(--fail);stroke-dasharray:5 4;stroke-width:1.8}
.dot.a{fill:var(--pass)}.dot.b{fill:var(--card);stroke:var(--fail);stroke-width:1.5}.band{fill:var(--pass);opacity:.15}
.bar{fill:var(--edge)}.span{fill:var(--pass);opacity:.35}.point{fill:var(--text)}.goal{stroke:var(--text);stroke-width:2}.low{fill:var(--pass);opacity:.85}.up{fill:var(--fail);stroke:var(--card);stroke-width:1}
.key{display:flex;flex-wrap:wrap;gap:2px 16px;margin:0 0 8px;padding:0;list-style:none;font-size:13px;color:var(--dim)}
.key i{display:inline-block;vertical-align:middle;margin-right:6px;width:22px;height:0;border-top:2.5px solid var(--pass)}
.key .b i{border-top:2.5px dashed var(--fail)}.key .l i{border-top:1.5px dashed var(--text)}.key .u i{border:0;height:12px;width:12px;background:var(--fail)}.key .w i{border:0;height:12px;width:12px;background:var(--pass)}.key .s i{border:0;height:12px;background:var(--pass);opacity:.2}
.strips{border-collapse:collapse;width:100%}.strips th,.strips td{border:0;padding:4px 12px 4px 0;vertical-align:middle}
.strips th{font-weight:500;text-align:left;width:1%;min-width:120px;max-width:240px}.strips td.num{white-space:nowrap;width:1%;text-align:right;padding-right:0}
.cells{display:flex;gap:2px;margin:0;padding:0;list-style:none}
.cells li,.cell{display:flex;align-items:center;justify-content:center;flex:0 1 14px;min-width:0;height:20px;border-radius:2px;font-size:10px;font-weight:700;line-height:1}
.cells .p{background:var(--pass);opacity:.8}.cells .f,.cells .f a{background:var(--fail);color:var(--card);text-decoration:none}
.cells .f a{display:flex;width:100%;height:100%;align-items:center;justify-content:center;border-radius:2px}
.cells .o{border:1.5px solid var(--other);color:var(--dim)}.cells .r{border:1.5px dashed var(--other);color:var(--dim)}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:10px;font-size:13px;color:var(--dim)}.legend span{display:inline-flex;gap:6px;align-items:center}.legend .cell{flex:none;width:13px}
.scroll{overflow-x:auto}
table.list{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
.list th,.list td{padding:7px 14px 7px 0;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top}
.list th{color:var(--dim);font-weight:500;font-size:13px}.list tr:last-child>*{border-bottom:0}.list .num{text-align:right;white-space:nowrap}.list tbody th{color:var(--text);font-size:14px;font-weight:500}
.list th,.list td{min-width:64px;overflow-wrap:normal}.list .name{min-width:170px;overflow-wrap:anywhere}.list a{white-space:nowrap}
.empty{padding:6px 0;color:var(--dim)}
.pill{white-space:nowrap}.pill.good{color:var(--pass)}.pill.alert{color:var(--fail)}
details{margin-top:10px;font-size:14px}summary{cursor:pointer;color:var(--dim);font-size:13px}
.note{background:var(--warn);border-left:6px solid var(--fail)}
dl.defs{display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:6px 20px;margin:10px 0 0;font-size:14px}.defs dt{font-weight:600}.defs dd{margin:0;color:var(--dim)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:560px){main{padding:18px 12px 32px}.card{padding:14px}.hero{grid-template-columns:minmax(0,1fr)}.word{font-size:26px}.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}.tile{padding:10px 12px}.tile .big{font-size:18px}.gaugebox .tick{display:none}.list .name{min-width:110px}.list th,.list td{padding-right:10px}dl.defs{grid-template-columns:1fr;gap:0}.defs dd{margin-bottom:8px}.strips,.strips tbody,.strips tr,.strips th,.strips td{display:block;width:auto;max-width:none}.strips td.num{text-align:left}.cells{flex-wrap:wrap}.cells li{flex:none;width:13px}.strips tr{margin-bottom:12px}}
@media(forced-colors:active){.cells .p{background:Highlight}.cells .f,.cells .f a{border:2px solid CanvasText}}
@media print{body{background:#fff}.card,.tile{break-inside:avoid}}
`
  .replaceAll('\n', '')
  .trim();
