"""The one style sheet of a report: for screens wide and narrow, and for paper."""

from __future__ import annotations

STYLE = """
:root{--text:#1B2733;--soft:#4A5660;--line:#D3DADF;--pale:#F4F6F7;--accent:#0B4F62;--focus:#B4480A}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:auto}
body{margin:0;color:var(--text);background:#fff;
font:1rem/1.6 "Source Sans 3","Source Sans Pro",system-ui,-apple-system,
"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif}
header,main{max-width:72rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:3rem;padding-bottom:1.5rem}
main{padding-bottom:5rem}
h1,h2,h3,h4{line-height:1.25;margin:0;color:var(--text);text-wrap:balance}
h1{font-size:2.1rem;font-weight:650;letter-spacing:-.01em;max-width:26em}
h2{font-size:1.65rem;font-weight:650;margin:4.5rem 0 1rem;padding-top:1rem;border-top:3px solid var(--accent)}
h3{font-size:1.25rem;font-weight:650;margin:2.75rem 0 .75rem;color:var(--accent)}
h4{font-size:1.08rem;font-weight:650;margin:2.25rem 0 .6rem}
p{margin:.5rem 0 1rem;max-width:44em}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem;top:0;background:#fff;padding:.75rem 1.25rem;z-index:9}
.skip:focus{left:1rem;top:1rem}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.small{font-size:.84rem;color:var(--soft)}
.mute{color:var(--soft)}
.n{font-variant-numeric:tabular-nums}
code{font:.84rem/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
dl{margin:0}dd{margin:0}
.about{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.9rem 2rem;margin-top:1.5rem}
.about dt,.tiles dt{font-size:.84rem;color:var(--soft)}
.notice{background:#FFF8EC;border-left:4px solid #B86E00;padding:1.1rem 1.4rem;margin:1rem 0 1.5rem;max-width:50rem}
.notice h2{font-size:1.08rem;margin:0;padding:0;border:0}
.notice p{margin:.35rem 0 0}
.contents{margin:1.5rem 0}
.contents h2{font-size:1.08rem;margin:0 0 .4rem;padding:0;border:0}
.contents ul{list-style:none;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
.contents a{display:inline-block;padding:.2rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1rem;margin:1rem 0 2rem}
.tiles>div{background:var(--pale);border-radius:6px;padding:1rem 1.15rem}
.tiles .big{font-size:1.6rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
.tiles ul{list-style:none;padding:0;margin:.2rem 0 0}
figure{margin:1.5rem 0 2.5rem}
figcaption{color:var(--soft);font-size:.92rem}
figcaption p{margin:.6rem auto 0;text-align:center}
.legend{list-style:none;padding:0;margin:.75rem 0;display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;
justify-content:center;color:var(--text)}
.wide>.legend{justify-content:flex-start}
.legend li{display:flex;align-items:center;gap:.45rem}
.swatch{flex:none}
.wheel{display:block;width:100%;max-width:54rem;margin:0 auto;font-family:inherit}
.wheel text{fill:var(--text)}
.wheel .name{fill:#36424C}
.wheel .big{font-weight:650}
.seg{fill:var(--c);stroke:#fff;stroke-width:1.5}
.seg.none{fill:#EEF1F3;stroke:#fff}
.wheel text.on{fill:var(--k);font-weight:600}
.wheel text.on.none{fill:#3F4A53;font-weight:400}
.bar{fill:var(--c);stroke:var(--o);stroke-width:.6}
.rungs{fill:none;stroke:var(--k);stroke-width:1.1;stroke-opacity:.8}
.wheel .track{fill:#EEF1F3}
.gap{fill:#fff;stroke:#A9B4BB;stroke-width:.6}
.rim{fill:none;stroke:#9AA5AC;stroke-width:.8}
@media (min-width:45.01rem){.narrow{display:none}}
.bars{list-style:none;padding:0;margin:0 0 1rem}
.bars li{display:grid;grid-template-columns:minmax(9rem,22rem) 1fr minmax(6rem,auto);gap:.25rem 1rem;
align-items:center;padding:.35rem 0;
border-bottom:1px solid var(--line)}
.bars .d0{font-weight:650}.bars .d2 .what{padding-left:1rem}.bars .d3 .what{padding-left:2rem}
.bars .d4 .what{padding-left:3rem}
.bars .track{display:block;height:1.05rem;background:#EEF1F3;border-radius:2px}
.bars .track span{display:block;height:100%;min-width:3px;background:var(--c);border-radius:2px}
.bars .track.empty{background:repeating-linear-gradient(135deg,#fff 0 4px,#9AA5AC 4px 5px)}
.bars .much{text-align:right;font-variant-numeric:tabular-nums}
.sym{display:inline-flex;align-items:center;justify-content:center;min-width:1.45em;height:1.45em;padding:0 .2em;
border-radius:4px;
background:var(--c);color:var(--k);font-size:.8em;font-weight:700;line-height:1;border:1px solid var(--o);
forced-color-adjust:none}
.rate{display:inline-flex;align-items:flex-start;gap:.45em}.rate .sym{margin-top:.1em}
.rate .sym,.legend .sym{flex:none}
.standing{font-weight:400;font-size:.95rem;color:var(--soft);margin-left:.5rem;display:inline-flex;
align-items:center;gap:.6em}
.standing .rate{color:var(--text)}
.doubt{display:inline-block;font-size:.78rem;line-height:1.35;color:#6B3F00;background:#FFF1DA;
border:1px solid #B86E00;padding:0 .3em}
.tag{display:inline-block;font-size:.78rem;line-height:1.35;color:#6B3F00;background:#FFF1DA;
border:1px solid #C98A2B;border-radius:3px;
padding:0 .35em;white-space:nowrap}
.scroll{position:relative;overflow-x:auto;margin:.5rem 0 1.5rem;-webkit-overflow-scrolling:touch}
table{border-collapse:collapse;width:100%;font-size:.94rem;line-height:1.45}
caption{text-align:left;max-width:calc(100vw - 3rem);color:var(--soft);font-size:.84rem;padding:.25rem 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .75rem .55rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:.25rem}
thead th{font-size:.84rem;font-weight:650;color:var(--soft);border-bottom:2px solid #9AA5AC;vertical-align:bottom}
tbody th{font-weight:400}
td.n,th.n{text-align:right;padding-right:1.1rem}
td.n .small{display:block}td.n .small.q{display:inline}td.cover,td.score{white-space:nowrap}
td.cover .small{display:inline;margin-right:.5em}
.q{white-space:nowrap}
.d0>th{font-weight:650}.summary .d1>th{padding-left:1.1rem}.summary .d2>th{padding-left:2.2rem}
.summary .d3>th{padding-left:3.3rem}
.summary .d0>*{background:var(--pale)}
.summary .d0>th,.group>th{padding-left:.5rem}
.level{white-space:nowrap}
.meter{display:inline-block;vertical-align:middle;height:.5rem;width:6.5rem;margin-right:.75rem;background:#E3E8EB;
border-radius:2px}
.meter span{display:block;height:100%;background:var(--c,#2F5F7A);border-radius:2px}
.indicators{min-width:58rem}.summary{min-width:40rem}
.indicators th[scope=row]{min-width:13rem}
.indicators .group>*{background:var(--pale)}.indicators .group>th{font-weight:650}
.indicators .group.d1>th,.indicators .group.d2>th{font-weight:400;padding-left:1.1rem}
.indicators .leaf.d1>th{padding-left:1.1rem}
.indicators .leaf.d2>th,.indicators .leaf.d3>th,.indicators .leaf.d4>th{padding-left:1.7rem}
.indicators .data{min-width:9rem}
.compare{width:auto;min-width:60%}
.compare td{min-width:7.5rem}
.compare th[scope=row]{min-width:13rem;max-width:24rem}
.compare .under{display:block}.compare tr:not(.leaf)>th{font-weight:600}
.compare .d1>th{padding-left:1rem}.compare .d2>th{padding-left:2rem}.compare .d3>th{padding-left:3rem}
.compare .d4>th{padding-left:4rem}
.compare .d0>*{background:var(--pale)}.compare .d0>th{padding-left:.5rem}
.compare thead th:first-child,.compare th[scope=row]{position:sticky;left:0;background:#fff;z-index:1}
.compare .d0>th[scope=row]{background:var(--pale)}
.problems td{overflow-wrap:anywhere;min-width:9rem}
.facts th{white-space:nowrap;padding-right:1.5rem}
details{border-bottom:1px solid var(--line)}
summary{cursor:pointer;padding:.6rem .25rem;color:var(--accent)}
summary .numbers{color:var(--soft);margin-left:.6em;font-variant-numeric:tabular-nums}
summary:hover{text-decoration:underline}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--pale);border-radius:4px;margin:0 0 1rem;
padding:.9rem 1.1rem;
font:.88rem/1.6 ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace}
pre:target{outline:3px solid var(--focus)}
.sources{padding-left:1.2rem}.sources li{margin:.5rem 0;overflow-wrap:anywhere}
@media (max-width:45rem){
body{font-size:.97rem}
header,main{padding-left:1rem;padding-right:1rem}
header{padding-top:1.75rem}
h1{font-size:1.6rem}h2{font-size:1.4rem;margin-top:3.25rem}
.tiles{grid-template-columns:1fr 1fr;gap:.6rem}.tiles>div{padding:.8rem .9rem}.tiles .big{font-size:1.3rem}
.contents ul{display:block}.contents a{padding:.4rem 0}
.broad{display:none}
.summary{min-width:0}.summary .meter,.summary .level{display:none}.summary td.cover .small{display:block;margin:0}
.summary{font-size:.85rem}.summary th,.summary td{padding-right:.45rem}.summary thead th{font-size:.76rem}
.summary .d1>th{padding-left:.6rem}.summary .d2>th,.summary .d3>th{padding-left:1.1rem}
.bars li{grid-template-columns:1fr auto}.bars .track{grid-column:1/-1;grid-row:2}
.standing{display:flex;margin:.2rem 0 0}
.indicators{min-width:52rem}.indicators th[scope=row]{min-width:10rem;max-width:11.5rem;overflow-wrap:anywhere;
hyphens:auto}
.indicators .leaf.d1>th,.indicators .leaf.d2>th,.indicators .leaf.d3>th,.indicators .leaf.d4>th{padding-left:.5rem}
.legend{justify-content:flex-start}figcaption p{text-align:left}
.compare th[scope=row]{min-width:9rem;max-width:10rem}
.compare .d2>th,.compare .d3>th,.compare .d4>th{padding-left:1.25rem}
}
@media print{
@page{size:A4;margin:16mm 14mm}
:root{--soft:#3F4A53}
html{font-size:9.5pt}body{font-size:1rem;line-height:1.45}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
header,main{max-width:none;padding:0}
.skip,.contents,.narrow{display:none}.broad{display:block}
h1{font-size:20pt}h2{font-size:15pt;margin-top:1.5rem}h3{font-size:12pt;margin-top:1.2rem}h4{font-size:10.5pt;
margin-top:1rem}
h1,h2,h3,h4,caption,thead{break-after:avoid}
h3+p{break-after:avoid}.about{grid-template-columns:1fr .6fr 1.4fr 1.6fr}
.several{break-before:page}.several>h2{margin-top:0}
.notice{max-width:none}.notice p,p{max-width:none}
figure,tr,.tiles>div,.notice,li{break-inside:avoid}
.scroll{overflow:visible;margin:.2rem 0 .8rem}
table,.indicators,.summary,.compare{min-width:0;width:100%;font-size:.86rem;line-height:1.35}
table .small,thead th,.tag{font-size:.76rem}
th,td{padding:.25rem .4rem .25rem 0}
.indicators th[scope=row],.indicators .data,.compare td,.compare th[scope=row],.problems td{min-width:0}
.compare thead th:first-child,.compare th[scope=row]{position:static}
thead{display:table-header-group}
.wheel{width:165mm;max-width:100%}
.tiles{grid-template-columns:repeat(4,1fr);gap:.5rem}.tiles .big{font-size:13pt}
details::details-content{content-visibility:visible;block-size:auto;height:auto;display:block}
summary{list-style:none;font-weight:600;color:var(--text)}
summary::-webkit-details-marker{display:none}
.hows{columns:2;column-gap:8mm}
.hows details{break-inside:avoid;border:0}
pre{font-size:.76rem;line-height:1.4;padding:.3rem .5rem;margin-bottom:.5rem}
a{color:inherit;text-decoration:none}
.standing{color:var(--soft)}
}
""".strip()
