/** Style of the page around the charts. */
export const pageStyle = `:root{color-scheme:light dark}
body{margin:0 auto;max-width:60rem;padding:1.5rem;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.7rem;line-height:1.2}
h2{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:1.5rem}
svg.chart{display:block;width:100%;height:auto;margin:1.5rem 0 .5rem}
.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}
th:first-child{text-align:left}
tr.strong th,tr.strong td{font-weight:700}
thead th{font-weight:600}`;
